import { stringify } from 'csv-stringify/sync';
import { withoutCiCommands } from '../../base/ci-commands.ts';

/**
 * RFC 4180, a line a row. Every cell is quoted: where the decimal point is a comma, Excel takes a
 * semicolon for the end of a cell. None can be taken for a formula, and no line for a command of CI.
 */
function csvRows(rows: readonly (readonly string[])[]): string {
  const text = stringify(
    rows.map((row) => [...row]),
    { record_delimiter: 'windows', escape_formulas: true, quoted: true, quoted_empty: true },
  );
  return withoutCiCommands(text);
}

/** What stands under each heading, in the order of the columns. */
export type CsvColumns<Row> = Readonly<Record<string, (row: Row) => string>>;

/**
 * A file's first line. Excel reads a file without a byte order mark in the code page of its Windows, so
 * that a name or a sentence that is not ASCII would be garbled, in whatever language the report is.
 */
export function csvHead<Row>(columns: CsvColumns<Row>): string {
  return `\u{feff}${csvRows([Object.keys(columns)])}`;
}

export function csvBody<Row>(columns: CsvColumns<Row>, rows: readonly Row[]): string {
  return csvRows(rows.map((row) => Object.values(columns).map((cell) => cell(row))));
}
