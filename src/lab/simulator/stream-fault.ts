import net from 'node:net';
import { listen } from './listen.ts';
import type { ListenAt, Simulator, StreamFault } from './simulator.ts';

/** What an SSH server says first (RFC 4253 4.2). */
const SSH_BANNER = 'SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n';

/** Starts, in place of a service, one of the faults that every TCP service can have. */
export async function startStreamFault(fault: StreamFault, at: ListenAt): Promise<Simulator> {
  switch (fault) {
    case 'refuse': {
      // Listening for a moment finds a port that nothing else has.
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
      // Reading on keeps the system from sending RST for bytes that nobody read.
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
