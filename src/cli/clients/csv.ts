import { CsvError, parse } from 'csv-parse/sync';
import { printable } from '../../base/printable.ts';
import { UsageError } from '../usage-error.ts';
import { columnsOf } from './columns.ts';
import { type Block, MAX_LINE_LENGTH } from './lines.ts';
import type { ListForm, Row, RowReader } from './rows.ts';

const MAX_MESSAGE_LENGTH = 256;

/**
 * Reads CSV a block at a time: every record that is complete, at once. (The library's stream looks
 * ahead, and would keep the last name of a pipe until the next comes.)
 */
export class CsvReader implements RowReader {
  readonly #delimiter: string;
  readonly #form: ListForm;
  #columns: readonly number[] | null = null;
  /** A record that a later line ends, and the line where it begins. */
  #pending = '';
  #pendingLine = 1;

  constructor(delimiter: string, form: ListForm) {
    this.#delimiter = delimiter;
    this.#form = form;
  }

  read({ first, lines }: Block): readonly Row[] {
    const text = `${lines.join('\n')}\n`;
    if (this.#pending === '') {
      this.#pendingLine = first;
    } else if (!text.includes('"')) {
      this.#keep(this.#pending + text, this.#pendingLine);
      return [];
    }
    return this.#parse(this.#pending + text);
  }

  end(): readonly Row[] {
    if (this.#pending === '') return [];
    const where = `${this.#form.file}:${this.#pendingLine}`;
    throw new UsageError(({ errors: { list } }) => `${where}: ${list.notCsv(list.openQuote)}`);
  }

  #parse(text: string): readonly Row[] {
    const rows: Row[] = [];
    const bytes = Buffer.from(text);
    const base = this.#pendingLine - 1;
    let taken = { bytes: 0, lines: 0 };
    const keepRest = (): void =>
      this.#keep(bytes.toString('utf8', taken.bytes), base + taken.lines + 1);
    try {
      parse(bytes, {
        delimiter: this.#delimiter,
        record_delimiter: '\n',
        // Export-Csv of Windows PowerShell writes a line `#TYPE …` first.
        comment: '#',
        comment_no_infix: true,
        relax_column_count: true,
        relax_quotes: true,
        skip_empty_lines: true,
        on_record: (cells: string[], info) => {
          taken = { bytes: info.bytes, lines: info.lines };
          const row = this.#rowOf(cells, base + info.lines);
          if (row !== null) rows.push(row);
          return null;
        },
      });
      this.#pending = '';
    } catch (thrown) {
      if (!(thrown instanceof CsvError)) throw thrown;
      if (thrown.code !== 'CSV_QUOTE_NOT_CLOSED') {
        const { code } = thrown;
        const message = printable(thrown.message, MAX_MESSAGE_LENGTH);
        throw new UsageError(
          ({ errors: { list } }) =>
            `${this.#form.file}: ${list.notCsv(list.csvRule(code, message))}`,
        );
      }
      keepRest();
    }
    return rows;
  }

  #rowOf(cells: readonly string[], line: number): Row | null {
    if (this.#columns === null) {
      const { file, column } = this.#form;
      this.#columns = columnsOf(cells, column, `${file}:${line}`);
      return null;
    }
    const names = this.#columns.map((index) => cells[index]?.trim() ?? '');
    const name = names.find((cell) => cell !== '');
    return name === undefined ? null : { name, line };
  }

  #keep(record: string, line: number): void {
    if (record.length > MAX_LINE_LENGTH) {
      throw new UsageError(
        ({ errors: { list } }) =>
          `${this.#form.file}:${line}: ${list.notCsv(list.longRecord(MAX_LINE_LENGTH))}`,
      );
    }
    this.#pending = record;
    this.#pendingLine = line;
  }
}
