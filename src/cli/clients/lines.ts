import type { Texts } from '../../text/texts.ts';
import { UsageError } from '../usage-error.ts';

/** Characters of a line, or of a record of CSV: a row with every property of a computer fits. */
export const MAX_LINE_LENGTH = 16_384;

/** What no text holds, but keys and programs do; form feeds and the like are only bad names. */
const BINARY = /[\0-\x08\x0e-\x19\x1c-\x1f]/;

/** Lines that follow each other, without their ends. */
export interface Block {
  /** The number of the first, from 1. */
  readonly first: number;
  readonly lines: readonly string[];
}

/**
 * Lines that end with LF, CRLF or CR, as soon as they have come; never an empty block.
 * @param file the list's name, for messages
 * @throws UsageError for what is no list: it is not quoted, for it may be a key
 */
export async function* linesOf(texts: AsyncIterable<string>, file: string): AsyncGenerator<Block> {
  let first = 1;
  let rest = '';
  let afterReturn = false;
  const check = (line: string, number: number): void => {
    const problem = problemOf(line);
    if (problem !== null) {
      throw new UsageError(({ errors }) => `${file}:${number}: ${problem(errors.list)}`);
    }
  };
  for await (const text of texts) {
    // The end of a line may be cut in two.
    const isHalf = afterReturn && text.startsWith('\n');
    if (text !== '') afterReturn = text.endsWith('\r');
    const [head = '', ...more] = (isHalf ? text.slice(1) : text).split(/\r\n?|\n/);
    rest += head;
    const last = more.pop();
    if (last !== undefined) {
      const lines = [rest, ...more];
      lines.forEach((line, index) => check(line, first + index));
      yield { first, lines };
      first += lines.length;
      rest = last;
    }
    if (rest.length > MAX_LINE_LENGTH) check(rest, first);
  }
  check(rest, first);
  if (rest !== '') yield { first, lines: [rest] };
}

function problemOf(line: string): ((texts: Texts['errors']['list']) => string) | null {
  if (line.length > MAX_LINE_LENGTH) {
    return (texts) => texts.longLine(MAX_LINE_LENGTH);
  }
  if (line.startsWith('-----BEGIN ')) return (texts) => texts.pem;
  return BINARY.test(line) ? (texts) => texts.binary : null;
}
