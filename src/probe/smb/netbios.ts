import { notSmb } from './failures.ts';

/** RFC 1002 4.3.1: the two packet types that occur on port 445. */
const SESSION_MESSAGE = 0x00;
const KEEP_ALIVE = 0x85;

/** A signature and a header at least; more than the second no negotiate or session setup has. */
const MIN_MESSAGE_BYTES = 32;
const MAX_MESSAGE_BYTES = 65_536;

export const NETBIOS_HEADER_BYTES = 4;

export type NetbiosPacket =
  { readonly type: 'message'; readonly length: number } | { readonly type: 'keep-alive' };

/** A message with its direct TCP header: a zero byte, 24 bits of length (MS-SMB2 2.1). */
export function encodeNetbiosMessage(message: Buffer): Buffer {
  const header = Buffer.alloc(NETBIOS_HEADER_BYTES);
  header.writeUIntBE(message.length, 1, 3);
  return Buffer.concat([header, message]);
}

/**
 * Refuses a packet by its first byte: a banner is told from SMB without waiting for more.
 * @throws AnswerFailure `not-smb`
 */
export function checkNetbiosType(type: number): void {
  if (type !== SESSION_MESSAGE && type !== KEEP_ALIVE) throw notSmb(`packet type ${type}`);
}

/**
 * What a 4-byte header announces.
 * @throws AnswerFailure `not-smb` for another type, or a length that no answer has
 */
export function decodeNetbiosHeader(header: Buffer): NetbiosPacket {
  if (header.length !== NETBIOS_HEADER_BYTES) throw notSmb('packet header cut short');
  const type = header.readUInt8(0);
  checkNetbiosType(type);
  const length = header.readUIntBE(1, 3);
  if (type === KEEP_ALIVE) {
    if (length !== 0) throw notSmb(`keep-alive of ${length} bytes`);
    return { type: 'keep-alive' };
  }
  if (length < MIN_MESSAGE_BYTES || length > MAX_MESSAGE_BYTES) {
    throw notSmb(`message of ${length} bytes`);
  }
  return { type: 'message', length };
}
