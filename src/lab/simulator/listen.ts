import type dgram from 'node:dgram';
import type net from 'node:net';
import type { ListenAt, Simulator } from './simulator.ts';

/**
 * Makes a TCP, HTTP or HTTPS server listen.
 * @throws Node's error where the port is taken or not allowed (`EADDRINUSE`, `EACCES`)
 */
export function listen(server: net.Server, at: ListenAt): Promise<Simulator> {
  const sockets = new Set<net.Socket>();
  server.on('connection', (socket: net.Socket) => {
    sockets.add(socket);
    if (socket.remoteAddress !== undefined) at.onConnection?.(socket.remoteAddress);
    socket.once('close', () => sockets.delete(socket));
    // Without a listener, a connection that the client resets would end the process.
    socket.on('error', () => {});
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: at.address, port: at.port }, () => {
      server.removeListener('error', reject);
      const bound = server.address();
      const port = typeof bound === 'object' && bound !== null ? bound.port : at.port;
      let closed: Promise<void> | null = null;
      const close = (): Promise<void> => {
        closed ??= new Promise((done) => {
          server.close(() => done());
          for (const socket of sockets) socket.destroy();
        });
        return closed;
      };
      resolve({ address: at.address, port, close });
    });
  });
}

/**
 * The same for a datagram socket.
 * @throws Node's error, as `listen` does
 */
export function bindDatagrams(
  socket: dgram.Socket,
  { address, port }: ListenAt,
): Promise<Simulator> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind({ address, port }, () => {
      socket.removeListener('error', reject);
      // Windows reports an earlier reply's port-unreachable as an error of the socket.
      socket.on('error', () => {});
      let closed: Promise<void> | null = null;
      const close = (): Promise<void> => {
        closed ??= new Promise((done) => {
          socket.close(done);
        });
        return closed;
      };
      resolve({ address, port: socket.address().port, close });
    });
  });
}
