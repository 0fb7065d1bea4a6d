import { LITTLE_ENDIAN_LABEL, byteOrderOf } from './byte-order.ts';
import { malformed } from './malformed.ts';
import { NdrReader } from './ndr.ts';
import {
  LAST_CONNECTIONLESS_TYPE,
  packetTypeOf,
  packetTypeValue,
  type PacketType,
} from './packet-type.ts';
import type { Syntax } from './syntax.ts';
import { encodeUuid } from './uuid.ts';

const HEADER_BYTES = 80;
const VERSION = 4;
/** The call may be executed more than once, so the server need not call back to ask who we are. */
const IDEMPOTENT = 0x20;
/** "No hint", for interface and activity (C706 12.5.2.10). */
const NO_HINT = 0xffff;

/**
 * A whole connectionless request without arguments (C706 12.5.2).
 * @param activity UUID that answers to this request carry
 */
export function encodeConnectionlessRequest(
  abstractSyntax: Syntax,
  operation: number,
  activity: string,
): Buffer {
  const packet = Buffer.alloc(HEADER_BYTES);
  packet.writeUInt8(VERSION, 0);
  packet.writeUInt8(packetTypeValue('request'), 1);
  packet.writeUInt8(IDEMPOTENT, 2);
  packet.writeUInt8(LITTLE_ENDIAN_LABEL, 4);
  // Bytes 8 to 23: no object.
  encodeUuid(abstractSyntax.uuid).copy(packet, 24);
  encodeUuid(activity).copy(packet, 40);
  // The minor version stands in the upper half.
  packet.writeUInt16LE(abstractSyntax.major, 60);
  packet.writeUInt16LE(abstractSyntax.minor, 62);
  packet.writeUInt16LE(operation, 68);
  packet.writeUInt16LE(NO_HINT, 70);
  packet.writeUInt16LE(NO_HINT, 72);
  return packet;
}

/**
 * The type of a connectionless packet (C706 12.5.2). It need not carry our activity: a server may
 * call back first.
 * @throws AnswerFailure `wrong-service`/`not-rpc`
 */
export function decodeConnectionlessType(packet: Buffer): PacketType {
  const [version, type, , , label] = packet;
  if (packet.length < HEADER_BYTES || type === undefined || label === undefined) {
    throw malformed('short packet');
  }
  if (version !== VERSION) throw malformed('version');
  const name = type <= LAST_CONNECTIONLESS_TYPE ? packetTypeOf(type) : null;
  if (name === null) throw malformed('packet type');
  const bodyLength = new NdrReader(packet.subarray(74, 76), byteOrderOf(label)).u16();
  if (HEADER_BYTES + bodyLength > packet.length) throw malformed('packet longer than its datagram');
  return name;
}
