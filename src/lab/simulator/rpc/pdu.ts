import type { Framing } from '../messages.ts';
import { Malformed, Reader, u16, u32, u8 } from '../wire.ts';

/** PDU types of connection-oriented DCE/RPC (C706 12.6.4). */
export const PDU = {
  request: 0,
  response: 2,
  fault: 3,
  bind: 11,
  bindAck: 12,
  bindNak: 13,
  alterContext: 14,
  alterContextResponse: 15,
  auth3: 16,
  orphaned: 19,
} as const;

/** pfc_flags (C706 12.6.3.1). */
export const FLAG = {
  first: 0x01,
  last: 0x02,
  didNotExecute: 0x20,
  objectUuid: 0x80,
} as const;

export const HEADER_BYTES = 16;
/** Little-endian integers, ASCII, IEEE floating point. */
const DATA_REPRESENTATION = Buffer.of(0x10, 0, 0, 0);

export const RPC_FRAMING: Framing = {
  headerBytes: HEADER_BYTES,
  messageBytes: (header) => {
    if (header[0] !== 5 || (header[4] ?? 0) >> 4 !== 1) throw new Malformed('RPC header');
    return header.readUInt16LE(8);
  },
};

export interface Pdu {
  readonly type: number;
  readonly flags: number;
  readonly authBytes: number;
  readonly callId: number;
  /** What follows the common header, without a security trailer. */
  readonly body: Buffer;
}

const SECURITY_TRAILER_BYTES = 8;

export function readPdu(message: Buffer): Pdu {
  const reader = new Reader(message).skip(2);
  const type = reader.u8();
  const flags = reader.u8();
  const authBytes = reader.skip(6).u16();
  const callId = reader.u32();
  const trailer = authBytes === 0 ? 0 : authBytes + SECURITY_TRAILER_BYTES;
  if (trailer > reader.remaining) throw new Malformed('RPC auth_length');
  return { type, flags, authBytes, callId, body: reader.bytes(reader.remaining - trailer) };
}

export function pdu(type: number, flags: number, callId: number, body: Buffer): Buffer {
  return Buffer.concat([
    Buffer.of(5, 0),
    u8(type),
    u8(flags),
    DATA_REPRESENTATION,
    u16(HEADER_BYTES + body.length),
    u16(0),
    u32(callId),
    body,
  ]);
}
