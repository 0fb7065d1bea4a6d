import { printable } from '../../base/printable.ts';
import { PEEK_BYTES, looksLikeLog } from '../../diagnose/first-record.ts';
import type { Texts } from '../../text/texts.ts';
import type { Told } from '../../text/told-error.ts';
import { UsageError } from '../usage-error.ts';
import type { Choice } from './columns.ts';
import { linesOfList } from './decode.ts';
import { type Records, layoutOf, withoutComment } from './layout.ts';
import { MAX_LINE_LENGTH } from './csv.ts';

/** What stands for a name, not checked yet, and its line. */
export interface ListedName {
  readonly name: string;
  readonly line: number;
}

/** The names in a list, and which of its columns they were taken from. */
export interface Rows {
  readonly rows: readonly ListedName[];
  /** Says which column was chosen; null if there was no choice. */
  readonly chosen: Told | null;
}

/** Control characters that are in keys and programs, but in no text. */
const BINARY = /[\0-\x08\x0e-\x19\x1c-\x1f]/;
/** How many records are read to find out what each column holds. */
const SAMPLE = 200;
const MAX_HEADINGS_TOLD = 20;

/**
 * The names in a list: one a line, with blank lines and `#` comments; or in a column of CSV (comma,
 * semicolon, tab) or of a PowerShell table, known by its heading and its content; or, of a site
 * server's ccm.log, known by its first record, the computers whose last client push failed.
 * @param file the list's name, for messages
 * @param column the heading that --column gives, null where it is to be found
 * @throws UsageError where it is none of these; the file is not quoted, as it may be a private key
 */
export async function listRowsOf(
  bytes: Buffer,
  file: string,
  column: string | null,
): Promise<Rows> {
  if (looksLikeLog(bytes.subarray(0, PEEK_BYTES))) {
    // Loaded only when needed: most lists are no logs.
    const { failedRows } = await import('./log.ts');
    return { rows: failedRows(bytes, file), chosen: null };
  }
  const lines = linesOfList(bytes);
  for (const [index, line] of lines.entries()) {
    const problem = problemOf(line);
    if (problem !== null) {
      throw new UsageError(({ errors }) => `${file}:${index + 1}: ${problem(errors.list)}`);
    }
  }
  const records = layoutOf(lines, file, column);
  return records === null
    ? { rows: plainRows(lines), chosen: null }
    : columnRows(records, file, column);
}

function problemOf(line: string): ((texts: Texts['errors']['list']) => string) | null {
  if (line.length > MAX_LINE_LENGTH) return (texts) => texts.longLine(MAX_LINE_LENGTH);
  if (line.startsWith('-----BEGIN ')) return (texts) => texts.pem;
  return BINARY.test(line) ? (texts) => texts.binary : null;
}

function plainRows(lines: readonly string[]): readonly ListedName[] {
  return lines
    .map((line, index) => ({ name: withoutComment(line).trim(), line: index + 1 }))
    .filter(({ name }) => name !== '');
}

async function columnRows(records: Records, file: string, column: string | null): Promise<Rows> {
  // Loaded only when needed: most lists have no columns.
  const { chooseColumns } = await import('./columns.ts');
  const sample: (readonly string[])[] = [];
  let first = 0;
  records.read((cells, line) => {
    if (sample.length === 0) first = line;
    sample.push(cells);
  }, SAMPLE);
  const [headings = []] = sample;
  const where = `${file}:${first}`;
  const choice: Choice | null =
    column === null
      ? chooseColumns(sample, records.headings)
      : { columns: [indexOf(headings, column, where)], firstIs: 'headings' };
  if (choice === null) {
    const found = quoted(headings);
    throw new UsageError(({ errors }) => `${where}: ${errors.list.noNameColumn(found)}`);
  }
  const rows: ListedName[] = [];
  let isHeading = choice.firstIs === 'headings';
  records.read((cells, line) => {
    const name = choice.columns
      .map((index) => cells[index]?.trim() ?? '')
      .find((cell) => cell !== '');
    if (name !== undefined && !isHeading) rows.push({ name, line });
    isHeading = false;
  });
  const isChosen = column === null && headings.length > 1;
  return { rows, chosen: isChosen ? chosenText(choice, headings, where) : null };
}

function chosenText(
  { columns, firstIs }: Choice,
  headings: readonly string[],
  where: string,
): Told {
  const named = columns.map((index) => quoted([headings[index] ?? '']));
  const number = (columns[0] ?? 0) + 1;
  return ({ errors: { list } }) =>
    `${where}: ${firstIs === 'headings' ? list.namesFrom(named) : list.namesFromColumn(number)}`;
}

/** @throws UsageError where no heading is the one that --column gives */
function indexOf(headings: readonly string[], column: string, where: string): number {
  const wanted = column.trim().toLowerCase();
  const index = headings.findIndex((heading) => heading.trim().toLowerCase() === wanted);
  if (index !== -1) return index;
  const found = quoted(headings);
  throw new UsageError(({ errors }) => errors.list.noSuchColumn(where, printable(column), found));
}

function quoted(headings: readonly string[]): string {
  const some = headings
    .slice(0, MAX_HEADINGS_TOLD)
    .map((heading) => `"${printable(heading.trim())}"`);
  return `${some.join(', ')}${headings.length > MAX_HEADINGS_TOLD ? ', …' : ''}`;
}
