import { isUtf8 } from 'node:buffer';
import { type CodePage, codePageOf, decoded, mayBe } from './code-page.ts';

/** How often a log may change its code page: bytes of no meaning would be looked at line by line. */
const MAX_LOOKED = 2000;

/**
 * Decodes a log's lines, each of which is UTF-8 or in a country's code page: the one that its letters
 * tell. A line that may be in several is in the one of the lines before it. All that is recognised is
 * ASCII, the same in each.
 */
export class LineDecoder {
  #page: CodePage | null = null;
  #looked = 0;

  decode(line: Uint8Array): string {
    const bytes = Buffer.from(line.buffer, line.byteOffset, line.byteLength);
    if (isUtf8(bytes)) return bytes.toString('utf8');
    if (this.#looked < MAX_LOOKED && (this.#page === null || !mayBe(bytes, this.#page))) {
      this.#looked += 1;
      this.#page = codePageOf(bytes) ?? this.#page;
    }
    return decoded(bytes, this.#page ?? 'windows-1252');
  }
}

/** Removes incomplete UTF-8 characters that a cut left at one end. */
export function withoutHalves(bytes: Buffer, cut: 'end' | 'beginning'): Buffer {
  for (const length of [0, 1, 2, 3]) {
    const whole =
      cut === 'end'
        ? bytes.subarray(0, Math.max(0, bytes.length - length))
        : bytes.subarray(Math.min(length, bytes.length));
    if (isUtf8(whole)) return whole;
  }
  return bytes;
}
