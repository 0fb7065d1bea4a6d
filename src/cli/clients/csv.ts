import { CsvError, parse } from 'csv-parse/sync';
import { printable } from '../../base/printable.ts';
import type { Texts } from '../../text/texts.ts';
import { UsageError } from '../usage-error.ts';
import type { Records } from './layout.ts';

/** Characters of a line, or of a record of CSV: a row with every property of a computer fits. */
export const MAX_LINE_LENGTH = 16_384;
const MAX_MESSAGE_LENGTH = 256;

/**
 * Records of CSV; empty lines and comments are none.
 * @param first the index of the line where they begin
 * @param file the list's name, for messages
 */
export function csvRecords(
  lines: readonly string[],
  first: number,
  delimiter: string,
  file: string,
): Pick<Records, 'read'> {
  return {
    read(take, max) {
      // The line where the last whole record ends.
      let last = first;
      try {
        parse(lines.slice(first).join('\n'), {
          delimiter,
          record_delimiter: '\n',
          max_record_size: MAX_LINE_LENGTH,
          ...(max === undefined ? {} : { to: max }),
          // Export-Csv of Windows PowerShell writes a line `#TYPE …` first.
          comment: '#',
          comment_no_infix: true,
          relax_column_count: true,
          relax_quotes: true,
          skip_empty_lines: true,
          on_record(cells: string[], info) {
            last = first + info.lines;
            take(cells, last);
            return null;
          },
        });
      } catch (thrown) {
        if (!(thrown instanceof CsvError)) throw thrown;
        const why = problemOf(thrown);
        throw new UsageError(
          ({ errors: { list } }) => `${file}:${last + 1}: ${list.notCsv(why(list))}`,
        );
      }
    },
  };
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
