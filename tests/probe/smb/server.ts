import net from 'node:net';

/** One accepted connection of a test server; `nth` counts from 0. */
export interface Peer {
  readonly nth: number;
  readonly socket: net.Socket;
  readonly send: (message: Buffer) => void;
}

export interface TestServer {
  readonly port: number;
  readonly connections: () => number;
  readonly close: () => Promise<void>;
}

type OnMessage = (peer: Peer, message: Buffer) => void;

/** A server that hands every framed SMB message to `onMessage`. */
export function serve(onMessage: OnMessage, address = '127.0.0.1'): Promise<TestServer> {
  return listen((peer) => {
    let buffered = Buffer.alloc(0);
    peer.socket.on('data', (chunk: Buffer) => {
      buffered = Buffer.concat([buffered, chunk]);
      while (buffered.length >= 4 && buffered.length >= 4 + buffered.readUIntBE(1, 3)) {
        const end = 4 + buffered.readUIntBE(1, 3);
        const message = buffered.subarray(4, end);
        buffered = buffered.subarray(end);
        onMessage(peer, message);
      }
    });
  }, address);
}

/** A server that does with each connection what `onConnection` says. */
export async function listen(
  onConnection: (peer: Peer) => void,
  address = '127.0.0.1',
): Promise<TestServer> {
  const sockets = new Set<net.Socket>();
  let accepted = 0;
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    const send = (message: Buffer): void => void socket.write(framed(message));
    onConnection({ nth: accepted, socket, send });
    accepted += 1;
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, address, resolve);
  });
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('no port');
  return {
    port: bound.port,
    connections: () => accepted,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

export function framed(message: Buffer): Buffer {
  const header = Buffer.alloc(4);
  header.writeUIntBE(message.length, 1, 3);
  return Buffer.concat([header, message]);
}
