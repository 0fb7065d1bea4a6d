import { MAX_LINE_CHARACTERS } from '../report/read/lines.ts';
import { ReadError } from '../report/read/problem.ts';

/** A line of a file, without its end. */
export interface Line {
  readonly text: string;
  /** From 1. */
  readonly number: number;
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
 * @param file its name, for what is refused
 * @throws ReadError for a line that is too long to be a report's
 */
export async function* readLines(
  chunks: AsyncIterable<Uint8Array>,
  file: string,
): AsyncGenerator<Line> {
  let pending = NOTHING;
  let number = 1;
  let start = 0;
  for await (const { buffer, byteOffset, length } of chunks) {
    const bytes = Buffer.from(buffer, byteOffset, length);
    let from = 0;
    for (let at = bytes.indexOf(LINE_FEED); at !== -1; at = bytes.indexOf(LINE_FEED, from)) {
      // Only the line that began in the chunk before is copied.
      const line = from === 0 ? Buffer.concat([pending, bytes.subarray(0, at)]) : null;
      const text = line?.toString('utf8') ?? bytes.toString('utf8', from, at);
      const end = start + (line?.length ?? at - from) + 1;
      yield { text, number, start, end, ending: 'whole' };
      number += 1;
      start = end;
      from = at + 1;
    }
    pending = Buffer.concat([from === 0 ? pending : NOTHING, bytes.subarray(from)]);
    if (pending.length > MAX_LINE_CHARACTERS) {
      throw new ReadError(file, number, ({ saved }) => saved.longLine(MAX_LINE_CHARACTERS));
    }
  }
  if (pending.length === 0) return;
  yield {
    text: pending.toString('utf8'),
    number,
    start,
    end: start + pending.length,
    ending: 'torn',
  };
}
