import net from 'node:net';

/** A listener on loopback that knows who came. */
export interface Listener {
  readonly port: number;
  /** Connections so far. */
  readonly count: () => number;
  /** Resolves with the next connection, or at once where there was one. */
  readonly firstConnection: Promise<void>;
  close(): Promise<void>;
}

const open = new Set<Listener>();

/** Listens on a free port, or on one that is known to be; without `serve`, accepts and stays silent. */
export async function startListener(
  serve: (socket: net.Socket) => void = (socket) => socket.resume(),
  address = '127.0.0.1',
  at = 0,
): Promise<Listener> {
  const sockets = new Set<net.Socket>();
  let count = 0;
  let came: () => void = () => {};
  const firstConnection = new Promise<void>((resolve) => {
    came = resolve;
  });
  const server = net.createServer((socket) => {
    count += 1;
    came();
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
    serve(socket);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(at, address, resolve);
  });
  const bound = server.address();
  const listener: Listener = {
    port: typeof bound === 'object' && bound !== null ? bound.port : 0,
    count: () => count,
    firstConnection,
    close: () => {
      open.delete(listener);
      return new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      });
    },
  };
  open.add(listener);
  return listener;
}

/** A listener that hands every connection on to another port, and counts them. */
export function startCounter(port: number, address = '127.0.0.1'): Promise<Listener> {
  return startListener((socket) => {
    const onward = net.connect({ host: address, port });
    onward.on('error', () => socket.destroy());
    socket.pipe(onward).pipe(socket);
    socket.once('close', () => onward.destroy());
  });
}

/** For `afterEach`. */
export async function closeListeners(): Promise<void> {
  await Promise.all([...open].map((listener) => listener.close()));
}
