import { ToUtf8 } from '../base/to-utf8.ts';
import { LineDecoder, withoutHalves } from './decode-line.ts';

/** A line of a log, without its end. */
export interface LogLine {
  readonly text: string;
  /** From 1. */
  readonly number: number;
}

const LINE_FEED = 0x0a;
/**
 * The longest line, in bytes, that is kept whole; the longest real ones, replies of management
 * points, have a few thousand.
 */
const MAX_LINE_BYTES = 65_536;
/** Longer lines keep their beginning, and their end, which has component and time. */
const HEAD_BYTES = 32_768;
const TAIL_BYTES = 2048;

/**
 * Splits text in UTF-8, UTF-16 or an ANSI code page into lines as its bytes arrive, in bounded
 * memory. The lines do not depend on how the bytes are cut into chunks.
 */
export class LogLineReader {
  readonly #toUtf8 = new ToUtf8();
  readonly #decoder = new LineDecoder();
  #pieces: Buffer[] = [];
  #size = 0;
  /** The last bytes of a line that is too long to be kept. */
  #tail: Buffer = Buffer.alloc(0);
  #number = 0;

  read(chunk: Uint8Array): readonly LogLine[] {
    // A copy: streams may use the chunk's memory again.
    return this.#take(Buffer.from(chunk), false);
  }

  end(): readonly LogLine[] {
    const lines = this.#take(Buffer.alloc(0), true);
    return this.#size === 0 ? lines : [...lines, this.#line(Buffer.alloc(0))];
  }

  #take(chunk: Buffer, isLast: boolean): readonly LogLine[] {
    return this.#split(this.#toUtf8.convert(chunk, isLast));
  }

  #split(bytes: Buffer): readonly LogLine[] {
    const first = bytes.indexOf(LINE_FEED);
    if (first === -1) {
      this.#keep(bytes);
      return [];
    }
    const head = this.#line(bytes.subarray(0, first));
    const last = bytes.lastIndexOf(LINE_FEED);
    const block = last > first ? this.#block(bytes.subarray(first + 1, last)) : [];
    this.#keep(bytes.subarray(last + 1));
    return [head, ...block];
  }

  /** Splits whole lines, without the last line end. Decoding them at once is many times faster. */
  #block(bytes: Buffer): readonly LogLine[] {
    const text = bytes.length <= MAX_LINE_BYTES ? utf8Of(bytes) : null;
    if (text !== null) {
      return text.split('\n').map((line) => this.#numbered(line));
    }
    const lines: LogLine[] = [];
    let from = 0;
    for (let at = bytes.indexOf(LINE_FEED); at !== -1; at = bytes.indexOf(LINE_FEED, from)) {
      lines.push(this.#line(bytes.subarray(from, at)));
      from = at + 1;
    }
    lines.push(this.#line(bytes.subarray(from)));
    return lines;
  }

  #keep(bytes: Buffer): void {
    const room = MAX_LINE_BYTES - this.#size;
    if (bytes.length > 0 && room > 0) this.#pieces.push(bytes.subarray(0, room));
    if (bytes.length > room) {
      const beyond = bytes.subarray(Math.max(0, room));
      this.#tail = Buffer.concat([this.#tail, beyond.subarray(-TAIL_BYTES)]).subarray(-TAIL_BYTES);
    }
    this.#size += bytes.length;
  }

  /** The line that ends with these bytes. */
  #line(bytes: Buffer): LogLine {
    this.#keep(bytes);
    const head =
      this.#pieces.length === 1 ? (this.#pieces[0] ?? bytes) : Buffer.concat(this.#pieces);
    const text =
      this.#size <= MAX_LINE_BYTES
        ? this.#decoder.decode(head)
        : `${this.#decoder.decode(withoutHalves(head.subarray(0, HEAD_BYTES), 'end'))}…${this.#decoder.decode(
            withoutHalves(Buffer.concat([head, this.#tail]).subarray(-TAIL_BYTES), 'beginning'),
          )}`;
    this.#pieces = [];
    this.#size = 0;
    this.#tail = Buffer.alloc(0);
    return this.#numbered(text);
  }

  #numbered(text: string): LogLine {
    this.#number += 1;
    return { text: text.endsWith('\r') ? text.slice(0, -1) : text, number: this.#number };
  }
}

function utf8Of(bytes: Buffer): string | null {
  const text = bytes.toString('utf8');
  // Invalid bytes: each line is decoded by itself, in its own encoding.
  return text.includes('\ufffd') ? null : text;
}
