import { CsvError, parse } from 'csv-parse/sync';
import { printable } from '../../base/printable.ts';
import type { Texts } from '../../text/texts.ts';
import { UsageError } from '../usage-error.ts';
import { columnsOf } from './columns.ts';
import { MAX_LINE_LENGTH, type Row } from './rows.ts';

const MAX_MESSAGE_LENGTH = 256;

export interface CsvForm {
  readonly delimiter: string;
  /** The list's name, for messages. */
  readonly file: string;
  /** The heading that --column gives, null where it is to be found. */
  readonly column: string | null;
}

/**
 * The names in the column of CSV that holds them.
 * @throws UsageError for what is no CSV, and where no column holds names
 */
export function csvRows(
  lines: readonly string[],
  { delimiter, file, column }: CsvForm,
): readonly Row[] {
  const rows: Row[] = [];
  let columns: readonly number[] | null = null;
  /** The last line of the last record. */
  let taken = 0;
  try {
    parse(lines.join('\n'), {
      delimiter,
      record_delimiter: '\n',
      max_record_size: MAX_LINE_LENGTH,
      // Export-Csv of Windows PowerShell writes a line `#TYPE …` first.
      comment: '#',
      comment_no_infix: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      on_record(cells: string[], { lines: line }) {
        taken = line;
        if (columns === null) {
          columns = columnsOf(cells, column, `${file}:${line}`);
          return null;
        }
        const name = columns.map((index) => cells[index]?.trim() ?? '').find((cell) => cell !== '');
        if (name !== undefined) rows.push({ name, line });
        return null;
      },
    });
  } catch (thrown) {
    if (!(thrown instanceof CsvError)) throw thrown;
    const why = problemOf(thrown);
    throw new UsageError(
      ({ errors: { list } }) => `${file}:${taken + 1}: ${list.notCsv(why(list))}`,
    );
  }
  return rows;
}

function problemOf({ code, message }: CsvError): (texts: Texts['errors']['list']) => string {
  switch (code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return (list) => list.openQuote;
    case 'CSV_MAX_RECORD_SIZE':
      return (list) => list.longRecord(MAX_LINE_LENGTH);
    default:
      return (list) => list.csvRule(code, printable(message, MAX_MESSAGE_LENGTH));
  }
}
