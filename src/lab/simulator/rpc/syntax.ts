import { u16, type Reader } from '../wire.ts';

/** An interface or transfer syntax: p_syntax_id_t (C706 12.6.3.1). */
export interface SimulatorSyntax {
  readonly uuid: string;
  readonly major: number;
  readonly minor: number;
}

/** Transfer syntax NDR 2.0 (C706 14). */
export const NDR: SimulatorSyntax = {
  uuid: '8a885d04-1ceb-11c9-9fe8-08002b104860',
  major: 2,
  minor: 0,
};

export const syntaxBytes = ({ uuid, major, minor }: SimulatorSyntax): Buffer =>
  Buffer.concat([uuidBytes(uuid), u16(major), u16(minor)]);

export function readSyntax(reader: Reader): SimulatorSyntax {
  const uuid = readUuid(reader);
  const major = reader.u16();
  return { uuid, major, minor: reader.u16() };
}

/** A UUID as NDR has it: its first three fields little-endian (C706 A.1). */
export function uuidBytes(text: string): Buffer {
  const bytes = Buffer.from(text.replaceAll('-', ''), 'hex');
  if (bytes.length !== 16) throw new RangeError(`not a UUID: ${text}`);
  bytes.subarray(0, 4).reverse();
  bytes.subarray(4, 6).reverse();
  bytes.subarray(6, 8).reverse();
  return bytes;
}

export function readUuid(reader: Reader): string {
  const bytes = Buffer.from(reader.bytes(16));
  bytes.subarray(0, 4).reverse();
  bytes.subarray(4, 6).reverse();
  bytes.subarray(6, 8).reverse();
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/u, '$1-$2-$3-$4-');
}
