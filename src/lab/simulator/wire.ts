/** The lab's own codec: writes and reads little-endian numbers and texts. */

/** Thrown for bytes that no client of the protocol sends; ends the connection. */
export class Malformed extends Error {
  override readonly name = 'Malformed';
}

export const u8 = (value: number): Buffer => Buffer.of(value);

export function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

export function u64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
}

export const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');

export const zeros = (length: number): Buffer => Buffer.alloc(length);

/** The zero bytes that pad `length` to a multiple of `alignment`. */
export const padding = (length: number, alignment: number): Buffer =>
  zeros((alignment - (length % alignment)) % alignment);

/**
 * A time in 100-nanosecond steps since 1601 (MS-DTYP 2.3.3).
 * @param time milliseconds since 1970
 */
export const fileTime = (time: number): Buffer =>
  u64((BigInt(Math.trunc(time)) + 11_644_473_600_000n) * 10_000n);

/** Reads forward through bytes; throws Malformed where they end too early. */
export class Reader {
  readonly #bytes: Buffer;
  #offset: number;

  constructor(bytes: Buffer, offset = 0) {
    if (offset > bytes.length) throw new Malformed('offset behind the end');
    this.#bytes = bytes;
    this.#offset = offset;
  }

  get remaining(): number {
    return this.#bytes.length - this.#offset;
  }

  bytes(length: number): Buffer {
    if (length > this.remaining) throw new Malformed('too short');
    const start = this.#offset;
    this.#offset += length;
    return this.#bytes.subarray(start, this.#offset);
  }

  rest(): Buffer {
    return this.bytes(this.remaining);
  }

  skip(length: number): this {
    this.bytes(length);
    return this;
  }

  u8(): number {
    return this.bytes(1).readUInt8();
  }

  u16(): number {
    return this.bytes(2).readUInt16LE();
  }

  u32(): number {
    return this.bytes(4).readUInt32LE();
  }

  u64(): bigint {
    return this.bytes(8).readBigUInt64LE();
  }
}
