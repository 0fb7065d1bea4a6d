import type { ByteOrder } from './byte-order.ts';
import { malformed } from './malformed.ts';
import { decodeUuid } from './uuid.ts';

/**
 * Reads NDR (C706 chapter 14) from the start of a stub or packet: every integer is aligned to its
 * size, every length is checked against what is left.
 * @throws AnswerFailure `wrong-service`/`not-rpc` where the bytes end too early
 */
export class NdrReader {
  readonly #bytes: Buffer;
  readonly #order: ByteOrder;
  #at = 0;

  constructor(bytes: Buffer, order: ByteOrder) {
    this.#bytes = bytes;
    this.#order = order;
  }

  /** Bytes that are left. */
  get remaining(): number {
    return this.#bytes.length - this.#at;
  }

  u8(): number {
    return this.#bytes.readUInt8(this.#take(1));
  }

  u16(): number {
    this.align(2);
    const at = this.#take(2);
    return this.#order === 'little-endian'
      ? this.#bytes.readUInt16LE(at)
      : this.#bytes.readUInt16BE(at);
  }

  u32(): number {
    this.align(4);
    const at = this.#take(4);
    return this.#order === 'little-endian'
      ? this.#bytes.readUInt32LE(at)
      : this.#bytes.readUInt32BE(at);
  }

  /** A UUID in text form. It is a structure whose largest member has four bytes. */
  uuid(): string {
    this.align(4);
    return decodeUuid(this.bytes(16), this.#order);
  }

  /** The next `length` bytes, not aligned. */
  bytes(length: number): Buffer {
    const at = this.#take(length);
    return this.#bytes.subarray(at, at + length);
  }

  /** Passes over `length` bytes. */
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
