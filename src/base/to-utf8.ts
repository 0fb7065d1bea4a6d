import { encodingOf } from './encoding.ts';

const BYTE_ORDER_MARK = Buffer.from('\ufeff');

/**
 * Converts text in UTF-16, with a byte order mark or with the zeros that ASCII has there, to UTF-8 as
 * its bytes arrive. Other bytes stay as they are, but for the byte order mark of UTF-8.
 */
export class ToUtf8 {
  /** The first bytes, which tell the encoding; null once it is known. */
  #head: Buffer | null = Buffer.alloc(0);
  #utf16: InstanceType<typeof TextDecoder> | null = null;

  /** @param isLast nothing comes after these bytes, which may be none */
  convert(bytes: Buffer, isLast: boolean): Buffer {
    if (this.#head === null) return this.#converted(bytes, isLast);
    const head = this.#head.length === 0 ? bytes : Buffer.concat([this.#head, bytes]);
    if (head.length < BYTE_ORDER_MARK.length && !isLast) {
      // A copy: streams may use the chunk's memory again.
      this.#head = Buffer.from(head);
      return Buffer.alloc(0);
    }
    this.#head = null;
    const encoding = encodingOf(head);
    if (encoding !== 'utf-8') this.#utf16 = new TextDecoder(encoding);
    const hasMark = head.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK);
    return this.#converted(hasMark ? head.subarray(BYTE_ORDER_MARK.length) : head, isLast);
  }

  #converted(bytes: Buffer, isLast: boolean): Buffer {
    return this.#utf16 === null
      ? bytes
      : Buffer.from(this.#utf16.decode(bytes, { stream: !isLast }));
  }
}
