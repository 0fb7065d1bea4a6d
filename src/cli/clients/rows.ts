import { encodingOf } from '../../base/encoding.ts';
import { PEEK_BYTES, looksLikeLog } from '../../diagnose/first-record.ts';
import type { Texts } from '../../text/texts.ts';
import { UsageError } from '../usage-error.ts';
import { isHeading, isOnlyHeading } from './columns.ts';
import type { Input } from './input.ts';

/** What stands for a name, not checked yet, and its line. */
export interface Row {
  readonly name: string;
  readonly line: number;
}

/** Characters of a line, or of a record of CSV: a row with every property of a computer fits. */
export const MAX_LINE_LENGTH = 16_384;

/** Control characters that no text holds, but keys and programs do. */
const BINARY = /[\0-\x08\x0e-\x19\x1c-\x1f]/;

/**
 * The names in a list: one a line, with blank lines and `#` comments; or CSV (comma, semicolon, tab)
 * whose first line names a column such as Name, ComputerName or DNSHostName; or a site server's
 * ccm.log, told by its first record: the computers whose client push failed last.
 * @param column the heading that --column gives, null where it is to be found
 * @throws UsageError where it is neither; such a file is not quoted, for it may be a key
 */
export async function rowsOf(
  { name: file, bytes }: Input,
  column: string | null,
): Promise<readonly Row[]> {
  const begin = bytes.subarray(0, PEEK_BYTES);
  if (looksLikeLog(begin)) {
    // Most lists are no logs.
    const { failedRows } = await import('./log.ts');
    return failedRows(bytes, file);
  }
  if (looksLikeJson(begin)) throw new UsageError(({ errors }) => `${file}: ${errors.list.json}`);
  // What is no text in the encoding becomes U+FFFD: a spreadsheet writes other columns in the code
  // page of its country, which leaves ASCII as it is, and no host name holds more than that.
  const lines = new TextDecoder(encodingOf(bytes)).decode(bytes).split(/\r\n?|\n/);
  for (const [index, line] of lines.entries()) {
    const problem = problemOf(line);
    if (problem !== null) {
      throw new UsageError(({ errors }) => `${file}:${index + 1}: ${problem(errors.list)}`);
    }
  }
  const head = lines.find((line) => !/^#|^\s*$/.test(line));
  if (head === undefined) return [];
  const delimiter = delimiterOf(head);
  if (column === null && isPlain(head, delimiter)) return plainRows(lines);
  // Most lists are plain.
  const { csvRows } = await import('./csv.ts');
  return csvRows(lines, { delimiter: delimiter ?? ',', file, column });
}

/** No name begins with a brace; marks and zeros of UTF-16 stand before it or after it. */
function looksLikeJson(begin: Buffer): boolean {
  return /^[\0\s\u00ef\u00bb\u00bf\u00fe\u00ff]*\{/.test(begin.toString('latin1'));
}

function problemOf(line: string): ((texts: Texts['errors']['list']) => string) | null {
  if (line.length > MAX_LINE_LENGTH) return (texts) => texts.longLine(MAX_LINE_LENGTH);
  if (line.startsWith('-----BEGIN ')) return (texts) => texts.pem;
  return BINARY.test(line) ? (texts) => texts.binary : null;
}

function isPlain(head: string, delimiter: string | null): boolean {
  return delimiter === null
    ? !isOnlyHeading(head)
    : delimiterOf(withoutComment(head)) === null && !head.split(delimiter).some(isHeading);
}

/** The one that stands most often in a line, outside of quotation marks. */
function delimiterOf(line: string): string | null {
  const bare = line.replaceAll(/"[^"]*"/g, '');
  const counts = [',', ';', '\t'].map((delimiter) => ({
    delimiter,
    count: bare.split(delimiter).length - 1,
  }));
  const [best] = counts.toSorted((one, other) => other.count - one.count);
  return best === undefined || best.count === 0 ? null : best.delimiter;
}

function plainRows(lines: readonly string[]): readonly Row[] {
  return lines
    .map((line, index) => ({ name: withoutComment(line).trim(), line: index + 1 }))
    .filter(({ name }) => name !== '');
}

function withoutComment(line: string): string {
  const [before = ''] = line.split('#', 1);
  return before;
}
