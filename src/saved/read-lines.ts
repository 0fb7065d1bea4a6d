import { MAX_LINE_CHARACTERS } from './read/lines.ts';
import type { Where } from './read/problem.ts';

/** A line of a file, without its end. */
export interface Line {
  /** null for one that is too long to be a report's. */
  readonly text: string | null;
  /** From 1. */
  readonly number: number;
  /** For what is refused. */
  readonly where: Where;
  /** Where it begins, in bytes. */
  readonly start: number;
  /** Where the next one begins. */
  readonly end: number;
  /** `torn`: the file ends before the line does. */
  readonly ending: 'whole' | 'torn';
}

const LINE_FEED = 0x0a;
const NOTHING = Buffer.alloc(0);

/**
 * Lines as they come, each bounded, so that no file is ever held in memory.
 * @param chunks may be parts of one buffer, used again for the next
 */
export async function* readLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let pending = NOTHING;
  let isTooLong = false;
  let number = 1;
  let start = 0;
  let read = 0;
  for await (const { buffer, byteOffset, length } of chunks) {
    const bytes = Buffer.from(buffer, byteOffset, length);
    let from = 0;
    for (let at = bytes.indexOf(LINE_FEED); at !== -1; at = bytes.indexOf(LINE_FEED, from)) {
      const end = read + at + 1;
      const isWholeHere = from > 0 || pending.length === 0;
      const text =
        isTooLong || end - start - 1 > MAX_LINE_CHARACTERS
          ? null
          : isWholeHere
            ? bytes.toString('utf8', from, at)
            : // Only the line that began in the chunk before is copied.
              Buffer.concat([pending, bytes.subarray(0, at)]).toString('utf8');
      yield { text, number, where: number, start, end, ending: 'whole' };
      number += 1;
      start = end;
      from = at + 1;
      pending = NOTHING;
      isTooLong = false;
    }
    read += length;
    isTooLong ||= read - start > MAX_LINE_CHARACTERS;
    pending = isTooLong ? NOTHING : Buffer.concat([pending, bytes.subarray(from)]);
  }
  if (read === start) return;
  const text = isTooLong ? null : pending.toString('utf8');
  yield { text, number, where: number, start, end: read, ending: 'torn' };
}
