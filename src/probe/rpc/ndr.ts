import { AnswerFailure } from '../failure.ts';

/**
 * Reads little-endian NDR (C706 chapter 14) from the start of a stub or packet: every integer is
 * aligned to its size, every length is checked against what is left.
 * @throws AnswerFailure `wrong-service`/`not-rpc` where the bytes end too early
 */
export class NdrReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** How many bytes are left. */
  get remaining(): number {
    return this.#bytes.length - this.#at;
  }

  u8(): number {
    return this.#bytes.readUInt8(this.#take(1));
  }

  u16(): number {
    this.align(2);
    return this.#bytes.readUInt16LE(this.#take(2));
  }

  u32(): number {
    this.align(4);
    return this.#bytes.readUInt32LE(this.#take(4));
  }

  /** A UUID in text form. It is a structure whose largest member has four bytes. */
  uuid(): string {
    this.align(4);
    return decodeUuid(this.bytes(16));
  }

  /** The next `length` bytes, not aligned. */
  bytes(length: number): Buffer {
    const at = this.#take(length);
    return this.#bytes.subarray(at, at + length);
  }

  /** Skips `length` bytes. */
  skip(length: number): void {
    this.#take(length);
  }

  /** Skips padding up to a multiple of `size`. */
  align(size: number): void {
    this.#take((size - (this.#at % size)) % size);
  }

  #take(length: number): number {
    if (length > this.remaining) {
      throw malformed(`${length} bytes expected, ${this.remaining} left`);
    }
    const at = this.#at;
    this.#at += length;
    return at;
  }
}

/**
 * The text form of the 16 bytes of a UUID: its first three fields are little-endian, the last eight
 * bytes are not (C706 appendix A).
 */
export function decodeUuid(bytes: Buffer): string {
  const fields = Buffer.from(bytes);
  swapFields(fields);
  const hex = fields.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The 16 bytes of a UUID in text form. */
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

/** The failure for bytes that break the protocol. */
export function malformed(detail: string): AnswerFailure {
  return new AnswerFailure('wrong-service', 'not-rpc', detail);
}
