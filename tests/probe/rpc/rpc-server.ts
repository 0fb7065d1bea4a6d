import net from 'node:net';
import { EPMAPPER } from '../../../src/probe/rpc/interfaces.ts';
import { decodeUuid } from '../../../src/probe/rpc/ndr.ts';
import { alterResponse, bindAck, rejectedInterface, response } from './wire.ts';

/** A client's packet, as the server sees it. */
interface Call {
  readonly type: 'bind' | 'alter' | 'request';
  /** UUID of the interface that is offered or called. */
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

const OFFERS: Readonly<Record<number, 'bind' | 'alter'>> = { 11: 'bind', 14: 'alter' };

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
    const bound = new Map<number, string>();
    socket.on('data', (chunk: Buffer) => {
      pending = Buffer.concat([pending, chunk]);
      while (pending.length >= 16 && pending.length >= pending.readUInt16LE(8)) {
        const packet = pending.subarray(0, pending.readUInt16LE(8));
        pending = pending.subarray(packet.length);
        const type = OFFERS[packet.readUInt8(2)] ?? 'request';
        const context = packet.readUInt16LE(type === 'request' ? 20 : 28);
        if (type !== 'request') bound.set(context, decodeUuid(packet.subarray(32, 48)));
        handler({
          type,
          interface: bound.get(context) ?? '',
          operation: packet.readUInt16LE(22),
          stub: packet.subarray(24),
          socket,
        });
      }
    });
  }, host);
}

/**
 * An endpoint mapper that answers lookups with `lookup`, and ServerAlive2 with `alive` if given, on
 * the connections that `besides` says.
 */
export function mapper(
  lookup: Handler,
  alive?: () => Buffer,
  besides: 'on any connection' | 'on its own' = 'on any connection',
): Handler {
  return (call) => {
    const isMapper = call.interface === EPMAPPER.uuid;
    if (call.type === 'bind') {
      call.socket.write(isMapper || alive ? bindAck() : rejectedInterface());
    } else if (call.type === 'alter') {
      call.socket.write(alterResponse(alive && besides === 'on any connection' ? 0 : 2));
    } else if (isMapper) {
      lookup(call);
    } else if (alive) {
      call.socket.write(response(alive()));
    }
  };
}
