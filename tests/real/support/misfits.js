import net from 'node:net';

/**
 * Servers that are not what is expected behind their ports. Usage: misfits.js PORT, the first of
 * them: silent, closes, resets, an SSH server, a web page, one that accepts and waits.
 */
const first = Number(process.argv[2]);

const MISFITS = [
  (socket) => socket.resume(),
  (socket) => socket.end(),
  (socket) => socket.resetAndDestroy(),
  (socket) => socket.resume().write('SSH-2.0-OpenSSH_9.2p1\r\n'),
  (socket) =>
    socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n')),
];

for (const [index, behave] of MISFITS.entries()) {
  net
    .createServer((socket) => {
      socket.on('error', () => {});
      behave(socket);
    })
    .listen(first + index, '::');
}

/** Client notification: an accepted connection is all that it shows. */
const NOTIFICATION_PORT = 10_123;
net.createServer((socket) => socket.on('error', () => {}).resume()).listen(NOTIFICATION_PORT, '::');
