import { decodeText } from './decode.ts';
import { isHeading, isOnlyHeading } from './columns.ts';
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
 * ComputerName or DNSHostName.
 * @throws UsageError where it is neither
 */
export async function* rowsOf(
  chunks: AsyncIterable<Uint8Array>,
  form: ListForm,
): AsyncGenerator<readonly Row[]> {
  let reader: RowReader | null = null;
  for await (const block of linesOf(decodeText(chunks), form.file)) {
    if (reader === null) {
      const head = block.lines.find((line) => !/^#|^\s*$/.test(line));
      if (head === undefined) continue;
      reader = await readerFor(head, form);
    }
    yield reader.read(block);
  }
  if (reader !== null) yield reader.end();
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
  return line.replace(/#.*$/, '');
}
