import { parse } from 'csv-parse/sync';
import { decodeText } from '../site/document.ts';
import { clientName } from './client-name.ts';
import { UsageError } from './usage-error.ts';

/** Usual names of the column that holds the computer's name, as consoles export it. */
const NAME_COLUMNS: ReadonlySet<string> = new Set([
  'name',
  'computername',
  'computer name',
  'computer',
  'dnshostname',
  'resourcenames',
  'fqdn',
  'hostname',
  'client',
]);

/**
 * The names in a list: one a line, with blank lines and `#` comments; or CSV (comma, semicolon, tab)
 * whose first line names a column such as Name, ComputerName or DNSHostName.
 * @throws UsageError with file and line of the first bad name
 */
export function parseClientList(bytes: Uint8Array, file: string): readonly string[] {
  const text = decodeText(bytes, file);
  const [first = ''] = text.split(/\r?\n/, 1);
  const delimiter = [',', ';', '\t'].find((candidate) => first.includes(candidate));
  return delimiter === undefined && !NAME_COLUMNS.has(headingOf(first))
    ? namesInLines(text, file)
    : namesInCsv(text, delimiter ?? ',', file);
}

function headingOf(cell: string): string {
  return cell.trim().replace(/^"|"$/g, '').toLowerCase();
}

function namesInLines(text: string, file: string): readonly string[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    const name = line.replace(/#.*$/, '').trim();
    return name === '' ? [] : [clientName(name, `${file}:${index + 1}`)];
  });
}

function namesInCsv(text: string, delimiter: string, file: string): readonly string[] {
  const rows = readCsv(text, delimiter, file);
  const [head, ...body] = rows;
  const column = head?.cells.findIndex((cell) => NAME_COLUMNS.has(headingOf(cell))) ?? -1;
  if (head === undefined || column === -1) {
    throw new UsageError(
      `${file}:1: no column with the computer's name; one of ${[...NAME_COLUMNS].join(', ')} is expected in the first line`,
    );
  }
  return body.flatMap(({ cells, line }) => {
    const name = cells[column]?.trim() ?? '';
    return name === '' ? [] : [clientName(name, `${file}:${line}`)];
  });
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
    throw new UsageError(`${file}: not readable as CSV: ${message}`);
  }
}
