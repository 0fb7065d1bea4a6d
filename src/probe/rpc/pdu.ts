import { LITTLE_ENDIAN_LABEL, byteOrderOf, type ByteOrder } from './byte-order.ts';
import { malformed } from './malformed.ts';
import { NdrReader } from './ndr.ts';
import { packetTypeOf, packetTypeValue, type PacketType } from './packet-type.ts';

export const PDU_HEADER_BYTES = 16;

/** The largest fragment that we offer to receive, and so the largest that we take. */
export const MAX_FRAGMENT_BYTES = 5_840;

export const PDU_VERSION = 5;
/** C706 says 0; servers exist that say 1. */
export const PDU_LAST_MINOR_VERSION = 1;

const FIRST_FRAGMENT = 0x01;
const LAST_FRAGMENT = 0x02;

/** The common header of the connection-oriented protocol (C706 12.6.3.1). */
export interface PduHeader {
  readonly type: PacketType;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly order: ByteOrder;
  /** Bytes of the whole fragment, header included. */
  readonly fragmentLength: number;
  readonly authLength: number;
  readonly callId: number;
}

/**
 * Decodes the 16 bytes that every fragment begins with.
 * @throws AnswerFailure `wrong-service`/`not-rpc`
 */
export function decodePduHeader(bytes: Buffer): PduHeader {
  const label = bytes[4];
  if (bytes.length < PDU_HEADER_BYTES || label === undefined) throw malformed('short header');
  const order = byteOrderOf(label);
  const reader = new NdrReader(bytes, order);
  if (reader.u8() !== PDU_VERSION) throw malformed('version');
  if (reader.u8() > PDU_LAST_MINOR_VERSION) throw malformed('minor version');
  const type = packetTypeOf(reader.u8());
  if (type === null) throw malformed('packet type');
  const flags = reader.u8();
  reader.bytes(4);
  const fragmentLength = reader.u16();
  if (fragmentLength < PDU_HEADER_BYTES || fragmentLength > MAX_FRAGMENT_BYTES) {
    throw malformed(`fragment of ${fragmentLength} bytes`);
  }
  return {
    type,
    isFirst: (flags & FIRST_FRAGMENT) !== 0,
    isLast: (flags & LAST_FRAGMENT) !== 0,
    order,
    fragmentLength,
    authLength: reader.u16(),
    callId: reader.u32(),
  };
}

/** A whole packet in one fragment, little-endian. */
export function encodePdu(type: PacketType, callId: number, body: Buffer): Buffer {
  const header = Buffer.alloc(PDU_HEADER_BYTES);
  header.writeUInt8(PDU_VERSION, 0);
  header.writeUInt8(packetTypeValue(type), 2);
  header.writeUInt8(FIRST_FRAGMENT | LAST_FRAGMENT, 3);
  header.writeUInt8(LITTLE_ENDIAN_LABEL, 4);
  header.writeUInt16LE(PDU_HEADER_BYTES + body.length, 8);
  header.writeUInt32LE(callId, 12);
  return Buffer.concat([header, body]);
}
