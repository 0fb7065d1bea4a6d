import type { ByteOrder } from './byte-order.ts';

/**
 * Text form of the 16 bytes of a UUID: its first three fields follow the byte order, the last
 * eight bytes do not (C706 appendix A).
 */
export function decodeUuid(bytes: Buffer, order: ByteOrder): string {
  const fields = Buffer.from(bytes);
  if (order === 'little-endian') swapFields(fields);
  const hex = fields.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The 16 bytes of a UUID in text form, little-endian as all our packets are. */
export function encodeUuid(text: string): Buffer {
  const fields = Buffer.from(text.replaceAll('-', ''), 'hex');
  swapFields(fields);
  return fields;
}

function swapFields(fields: Buffer): void {
  fields.writeUInt32BE(fields.readUInt32LE(0), 0);
  fields.writeUInt16BE(fields.readUInt16LE(4), 4);
  fields.writeUInt16BE(fields.readUInt16LE(6), 6);
}
