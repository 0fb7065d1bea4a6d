import { Malformed, Reader, u16, u32, u8, zeros } from '../wire.ts';
import { FAULT, fault, type CallResult, type RpcInterface } from './interface.ts';
import { readUuid } from './syntax.ts';

/** Packet types of connectionless DCE/RPC (C706 12.5.2.2). */
const PACKET = { request: 0, ping: 1, response: 2, fault: 3, noCall: 5, reject: 6 } as const;

const VERSION = 4;
/** flags1: one of several fragments; no acknowledgement of fragments wanted. */
const FLAG_FRAGMENT = 0x04;
const FLAG_NO_FACK = 0x08;
const NO_HINT = 0xffff;
/** Any number but 0, the same for as long as the server runs. */
const SERVER_BOOT = 0x4a00_0001;

interface DatagramRequest {
  readonly type: number;
  readonly flags: number;
  /** Object, interface and activity UUIDs as they came. */
  readonly ids: Buffer;
  readonly interfaceId: string;
  readonly interfaceVersion: number;
  readonly sequence: number;
  readonly operation: number;
  readonly body: Buffer;
}

/** The reply to a connectionless packet; null where a server stays silent. */
export function answerDatagram(
  datagram: Buffer,
  interfaces: readonly RpcInterface[],
): Buffer | null {
  const request = readDatagram(datagram);
  if (request === null) return null;
  switch (request.type) {
    case PACKET.ping:
      return packet(PACKET.noCall, request, zeros(0));
    case PACKET.request: {
      const served = interfaces.find(
        ({ uuid, major }) =>
          uuid === request.interfaceId && major === (request.interfaceVersion & 0xffff),
      );
      if (served === undefined) {
        return packet(PACKET.reject, request, u32(FAULT.unknownInterface));
      }
      const result = call(served, request);
      return result.kind === 'fault'
        ? packet(PACKET.fault, request, u32(result.status))
        : packet(PACKET.response, request, result.stub);
    }
    default:
      return null;
  }
}

function call(served: RpcInterface, { operation, body }: DatagramRequest): CallResult {
  try {
    return served.call(operation, body);
  } catch (thrown) {
    if (!(thrown instanceof Malformed)) throw thrown;
    return fault(FAULT.badStubData);
  }
}

/** The header of 80 bytes (C706 12.5.2.1), little-endian alone. */
function readDatagram(datagram: Buffer): DatagramRequest | null {
  try {
    const reader = new Reader(datagram);
    if ((reader.u8() & 0x0f) !== VERSION) return null;
    const type = reader.u8() & 0x1f;
    const flags = reader.u8();
    if (reader.skip(1).u8() >> 4 !== 1 || (flags & FLAG_FRAGMENT) !== 0) return null;
    const ids = reader.skip(3).bytes(48);
    const interfaceVersion = reader.skip(4).u32();
    const sequence = reader.u32();
    const operation = reader.u16();
    const length = reader.skip(4).u16();
    const body = reader.skip(4).bytes(length);
    const interfaceId = readUuid(new Reader(ids, 16));
    return { type, flags, ids, interfaceId, interfaceVersion, sequence, operation, body };
  } catch (thrown) {
    if (thrown instanceof Malformed) return null;
    throw thrown;
  }
}

function packet(type: number, request: DatagramRequest, body: Buffer): Buffer {
  return Buffer.concat([
    Buffer.of(VERSION, type, FLAG_NO_FACK, 0, 0x10, 0, 0, 0),
    request.ids,
    u32(SERVER_BOOT),
    u32(request.interfaceVersion),
    u32(request.sequence),
    u16(request.operation),
    u16(NO_HINT),
    u16(NO_HINT),
    u16(body.length),
    u16(0),
    u8(0),
    u8(0),
    body,
  ]);
}
