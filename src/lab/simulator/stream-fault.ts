import net from 'node:net';
import { listen } from './listen.ts';
import type { ListenAt, Simulator, StreamFault } from './simulator.ts';

/** The first line of an SSH server (RFC 4253 4.2). */
const SSH_BANNER = 'SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n';

/** Starts a faulty service in place of the real one. */
export async function startStreamFault(fault: StreamFault, at: ListenAt): Promise<Simulator> {
  switch (fault) {
    case 'refuse': {
      // Listening for a moment makes sure that the port is free.
      const listener = await listen(net.createServer(), at);
      await listener.close();
      return listener;
    }
    case 'silent':
      return listen(
        net.createServer((socket) => socket.resume()),
        at,
      );
    case 'close':
      // Without reading, the system would send RST for unread bytes.
      return listen(
        net.createServer((socket) => socket.resume().end()),
        at,
      );
    case 'wrong-service':
      return listen(net.createServer(greetAsSsh), at);
  }
}

function greetAsSsh(socket: net.Socket): void {
  socket.write(SSH_BANNER);
  socket.once('data', () => socket.resume().end('Invalid SSH identification string.\r\n'));
}
