import { looksLikeLog } from '../../diagnose/first-record.ts';
import { decodeText } from '../../base/decode-text.ts';
import { isHeading, isOnlyHeading } from './columns.ts';
import { UsageError } from '../usage-error.ts';
import { type Block, linesOf } from './lines.ts';

/** What stands for a name, not checked yet, and its line. */
export interface Row {
  readonly name: string;
  readonly line: number;
}

export interface ListForm {
  /** The list's name, for messages. */
  readonly file: string;
  /** The heading that --column gives, null where it is to be found. */
  readonly column: string | null;
}

/** Takes a list's lines block by block. */
export interface RowReader {
  read(block: Block): readonly Row[];
  /** Where the list ends. */
  end(): readonly Row[];
}

/**
 * The names in a list, as soon as their line has come: one a line, with blank lines and `#`
 * comments; or CSV (comma, semicolon, tab) whose first line names a column such as Name,
 * ComputerName or DNSHostName; or a site server's ccm.log, told by its first record: the computers
 * whose client push failed last, at its end.
 * @throws UsageError where it is neither
 */
export async function* rowsOf(
  chunks: AsyncIterable<Uint8Array>,
  form: ListForm,
): AsyncGenerator<readonly Row[]> {
  const { begin, all } = await peek(chunks);
  if (looksLikeLog(begin)) {
    // Most lists are no logs.
    const { failedRows } = await import('./log.ts');
    yield await failedRows(all, form.file);
    return;
  }
  if (looksLikeJson(begin)) {
    throw new UsageError(({ errors }) => `${form.file}: ${errors.list.json}`);
  }
  let reader: RowReader | null = null;
  for await (const block of linesOf(decodeText(all), form.file)) {
    if (reader === null) {
      const head = block.lines.find((line) => !/^#|^\s*$/.test(line));
      if (head === undefined) continue;
      reader = await readerFor(head, form);
    }
    yield reader.read(block);
  }
  if (reader !== null) yield reader.end();
}

const LINE_FEED = 0x0a;
const RETURN = 0x0d;
/** A first line that is longer is no record's. */
const MAX_PEEK_BYTES = 65_536;

/** The begin with the first line's end, as soon as it has come, and everything once more. */
async function peek(
  chunks: AsyncIterable<Uint8Array>,
): Promise<{ readonly begin: Uint8Array; readonly all: AsyncIterable<Uint8Array> }> {
  const iterator = chunks[Symbol.asyncIterator]();
  const seen: Uint8Array[] = [];
  let size = 0;
  while (size < MAX_PEEK_BYTES) {
    const next = await iterator.next();
    if (next.done === true) break;
    seen.push(Buffer.from(next.value));
    size += next.value.length;
    if (next.value.some((byte) => byte === LINE_FEED || byte === RETURN)) break;
  }
  const all = async function* (): AsyncGenerator<Uint8Array> {
    try {
      yield* seen;
      yield* { [Symbol.asyncIterator]: () => iterator };
    } finally {
      await iterator.return?.();
    }
  };
  return { begin: Buffer.concat(seen), all: all() };
}

/** No name begins with a brace; marks and zeros of UTF-16 stand before it or after it. */
function looksLikeJson(begin: Uint8Array): boolean {
  return /^[\0\s\u00ef\u00bb\u00bf\u00fe\u00ff]*\{/.test(Buffer.from(begin).toString('latin1'));
}

async function readerFor(head: string, form: ListForm): Promise<RowReader> {
  const delimiter = delimiterOf(head);
  const isPlain =
    form.column === null &&
    (delimiter === null
      ? !isOnlyHeading(head)
      : delimiterOf(withoutComment(head)) === null && !head.split(delimiter).some(isHeading));
  if (isPlain) return PLAIN;
  // Most lists are plain.
  const { CsvReader } = await import('./csv.ts');
  return new CsvReader(delimiter ?? ',', form);
}

/** The one that stands most often in the first line, outside of quotation marks. */
function delimiterOf(head: string): string | null {
  const bare = head.replaceAll(/"[^"]*"/g, '');
  const counts = [',', ';', '\t'].map((delimiter) => ({
    delimiter,
    count: bare.split(delimiter).length - 1,
  }));
  const [best] = counts.toSorted((one, other) => other.count - one.count);
  return best === undefined || best.count === 0 ? null : best.delimiter;
}

const PLAIN: RowReader = {
  read: ({ first, lines }) =>
    lines
      .map((line, index) => ({ name: withoutComment(line).trim(), line: first + index }))
      .filter(({ name }) => name !== ''),
  end: () => [],
};

function withoutComment(line: string): string {
  const [before = ''] = line.split('#', 1);
  return before;
}
