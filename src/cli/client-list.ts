import { parse } from 'csv-parse/sync';
import { decodeText } from '../site/document.ts';
import { printable } from '../site/host.ts';
import { clientName } from './client-name.ts';
import { UsageError } from './usage-error.ts';

/** Usual names of the column that holds the computer's name, as consoles export it. */
const NAME_COLUMNS: ReadonlySet<string> = new Set([
  'name',
  'computername',
  'computer name',
  'computer',
  'device name',
  'dnshostname',
  'resourcenames',
  'fqdn',
  'hostname',
  'client',
]);

/** Bad lines that one message names. */
const MAX_TOLD = 10;

/**
 * The names in a list: one a line, with blank lines and `#` comments; or CSV (comma, semicolon, tab)
 * whose first line names a column such as Name, ComputerName or DNSHostName.
 * @throws UsageError with file and line of every bad name
 */
export function parseClientList(bytes: Uint8Array, file: string): readonly string[] {
  // Export-Csv of Windows PowerShell writes a line `#TYPE …` first.
  const text = decodeText(bytes, file).replaceAll(/^#.*$/gm, '');
  // Bad lines are quoted, and a key must not be.
  if (/^-----BEGIN /mu.test(text)) {
    throw new UsageError(`${file}: a PEM file, a certificate or a key, is no list of clients`);
  }
  const first = text.split(/\r?\n/).find((line) => line.trim() !== '') ?? '';
  const delimiter = [',', ';', '\t'].find((candidate) => first.includes(candidate));
  const rows =
    delimiter === undefined && !NAME_COLUMNS.has(headingOf(first))
      ? rowsOfLines(text)
      : rowsOfCsv(text, delimiter ?? ',', file);
  return namesIn(rows, file);
}

function headingOf(cell: string): string {
  return cell.trim().replace(/^"|"$/g, '').toLowerCase();
}

/** A name and the line that it stands in. */
interface NamedRow {
  readonly name: string;
  readonly line: number;
}

/** @throws UsageError that names every bad line, up to a bound */
function namesIn(rows: readonly NamedRow[], file: string): readonly string[] {
  const problems: string[] = [];
  const names = rows.flatMap(({ name, line }) => {
    try {
      return name === '' ? [] : [clientName(name, `${file}:${line}`)];
    } catch (thrown) {
      if (!(thrown instanceof UsageError)) throw thrown;
      problems.push(thrown.message);
      return [];
    }
  });
  if (problems.length === 0) return names;
  const told = problems.slice(0, MAX_TOLD);
  const more = problems.length - told.length;
  throw new UsageError([...told, ...(more > 0 ? [`${file}: ${more} more`] : [])].join('\n'));
}

function rowsOfLines(text: string): readonly NamedRow[] {
  return text
    .split(/\r?\n/)
    .map((line, index) => ({ name: line.replace(/#.*$/, '').trim(), line: index + 1 }));
}

function rowsOfCsv(text: string, delimiter: string, file: string): readonly NamedRow[] {
  const [head, ...body] = readCsv(text, delimiter, file);
  const column = head?.cells.findIndex((cell) => NAME_COLUMNS.has(headingOf(cell))) ?? -1;
  if (head === undefined || column === -1) {
    throw new UsageError(
      `${file}:${head?.line ?? 1}: this looks like CSV, but no column holds the computer's name: one of ${[...NAME_COLUMNS].join(', ')} is expected in the first line; a plain list has one name a line`,
    );
  }
  return body.map(({ cells, line }) => ({ name: cells[column]?.trim() ?? '', line }));
}

interface CsvRow {
  readonly cells: readonly string[];
  readonly line: number;
}

function readCsv(text: string, delimiter: string, file: string): readonly CsvRow[] {
  try {
    const rows: CsvRow[] = [];
    parse(text, {
      delimiter,
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      on_record: (cells: string[], { lines }) => {
        rows.push({ cells, line: lines });
        return null;
      },
    });
    return rows;
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    throw new UsageError(`${file}: not readable as CSV: ${printable(message, 256)}`);
  }
}
