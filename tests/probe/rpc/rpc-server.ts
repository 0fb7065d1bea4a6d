import net from 'node:net';
import { EPMAPPER } from '../../../src/probe/rpc/interfaces.ts';
import { decodeUuid } from '../../../src/probe/rpc/ndr.ts';
import { bindAck, rejectedInterface, response } from './wire.ts';

/** A client's packet, as the server sees it. */
interface Call {
  readonly type: 'bind' | 'request';
  /** UUID of the interface that this connection is bound to. */
  readonly interface: string;
  readonly operation: number;
  readonly stub: Buffer;
  readonly socket: net.Socket;
}

export type Handler = (call: Call) => void;

export interface Listening {
  readonly port: number;
  readonly close: () => Promise<void>;
}

const BIND = 11;

/** Accepts on loopback and hands over every connection. */
export async function listen(
  onConnection: (socket: net.Socket) => void,
  host = '127.0.0.1',
): Promise<Listening> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
    onConnection(socket);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, host, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** A server that cuts what it gets into packets, for handlers that answer on the socket. */
export function listenRpc(handler: Handler, host?: string): Promise<Listening> {
  return listen((socket) => {
    let pending = Buffer.alloc(0);
    let bound = '';
    socket.on('data', (chunk: Buffer) => {
      pending = Buffer.concat([pending, chunk]);
      while (pending.length >= 16 && pending.length >= pending.readUInt16LE(8)) {
        const packet = pending.subarray(0, pending.readUInt16LE(8));
        pending = pending.subarray(packet.length);
        const type = packet[2] === BIND ? 'bind' : 'request';
        if (type === 'bind') bound = decodeUuid(packet.subarray(32, 48));
        handler({
          type,
          interface: bound,
          operation: packet.readUInt16LE(22),
          stub: packet.subarray(24),
          socket,
        });
      }
    });
  }, host);
}

/** An endpoint mapper that answers lookups with `lookup`, and ServerAlive2 with `alive` if given. */
export function mapper(lookup: Handler, alive?: () => Buffer): Handler {
  return (call) => {
    const isMapper = call.interface === EPMAPPER.uuid;
    if (call.type === 'bind') {
      call.socket.write(isMapper || alive ? bindAck() : rejectedInterface());
    } else if (isMapper) {
      lookup(call);
    } else if (alive) {
      call.socket.write(response(alive()));
    }
  };
}
