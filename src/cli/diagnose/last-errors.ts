import { nameColumn, plainHeading } from '../clients/headings.ts';
import { linesOfList } from '../clients/decode.ts';
import { layoutOf } from '../clients/layout.ts';
import { MAX_LINE_LENGTH } from '../clients/csv.ts';
import { UsageError } from '../usage-error.ts';
import { printable } from '../../base/printable.ts';
import { type PushResult, isNothing, isTime } from '../../diagnose/push-results.ts';

/**
 * Headings of the column with the error of a computer's last client push, in the form that
 * `plainHeading` leaves: those of the view v_CP_Machine, of v_CombinedDeviceResources, of the console
 * and of reports; and those of the state messages of a client's deployment.
 */
const ERRORS: ReadonlySet<string> = new Set([
  'lasterrorcode',
  'lasterror',
  'cplastinstallationerror',
  'lastinstallationerror',
  'lastinstallationerrorcode',
  'lastmessagestateid',
  'laststateid',
  'deploymentstateid',
]);
const TIMES: ReadonlySet<string> = new Set([
  'latestprocessingattempt',
  'cplatestprocessingattempt',
  'mostrecentattemptdate',
  'lastmessagetime',
]);

/** The largest list that is read, in bytes: rows of a hundred thousand computers, with every column. */
const MAX_LIST_BYTES = 64 * 1_048_576;

/** How far into a list its headings are looked for. */
const PEEK_LINES = 20;

/** Whether the beginning of a file is a list with a column of last errors. */
export function looksLikeErrorList(beginning: Uint8Array): boolean {
  const lines = linesOfList(beginning, () => true).slice(0, PEEK_LINES);
  return lines.some((line) =>
    line.split(/[,;\t]/).some((cell) => ERRORS.has(plainHeading(cell.replaceAll('"', '')))),
  );
}

/**
 * The rows of a list of last errors.
 * @param file the list's name, for messages
 * @param use `by-time`: what happened before a time is to be left out
 * @throws UsageError where it has no column with computers' names, or no times that are needed
 */
export function errorRows(
  bytes: Uint8Array,
  file: string,
  use: 'all' | 'by-time',
): readonly PushResult[] {
  const lines = linesOfList(bytes);
  const tooLong = lines.findIndex((line) => line.length > MAX_LINE_LENGTH);
  if (tooLong !== -1) {
    throw new UsageError(
      ({ errors }) => `${file}:${tooLong + 1}: ${errors.list.longLine(MAX_LINE_LENGTH)}`,
    );
  }
  const records = layoutOf(lines, file, null);
  const rows: PushResult[] = [];
  let columns: { name: number; error: number; time: number } | null = null;
  records?.read((cells, line) => {
    if (columns === null) {
      const found = columnsOf(cells);
      if (found.error === -1 || found.name === -1) return;
      if (use === 'by-time' && found.time === -1) {
        throw new UsageError(({ diagnose }) => diagnose.errors.noTimes(file));
      }
      columns = found;
      return;
    }
    const name = cells[columns.name]?.trim() ?? '';
    if (name === '') return;
    const time = (cells[columns.time] ?? '').trim();
    const error = (cells[columns.error] ?? '').trim();
    const isNever = isNothing(time) && (isNothing(error) || Number(error) === 0);
    if (use === 'by-time' && !isNever && !isTime(time)) {
      const shown = printable(time);
      throw new UsageError(({ diagnose }) => diagnose.errors.unreadTime(`${file}:${line}`, shown));
    }
    rows.push({
      name,
      error,
      time,
      text: cells.join(', '),
      line,
    });
  });
  if (columns === null) {
    throw new UsageError(({ diagnose }) => `diagnose: ${diagnose.errors.noNames(file)}`);
  }
  return rows;
}

function columnsOf(cells: readonly string[]): { name: number; error: number; time: number } {
  const headings = cells.map(plainHeading);
  return {
    name: nameColumn(cells),
    error: headings.findIndex((heading) => ERRORS.has(heading)),
    time: headings.findIndex((heading) => TIMES.has(heading)),
  };
}

/** The bytes of a list, which is read whole. */
export class ListBytes {
  readonly #chunks: Uint8Array[] = [];
  readonly #file: string;
  #size = 0;

  constructor(file: string) {
    this.#file = file;
  }

  /** @throws UsageError where the list is larger than any */
  add(chunk: Uint8Array): void {
    this.#size += chunk.length;
    if (this.#size > MAX_LIST_BYTES) {
      throw new UsageError(
        ({ diagnose }) => `diagnose: ${diagnose.errors.listTooLarge(this.#file, MAX_LIST_BYTES)}`,
      );
    }
    this.#chunks.push(Buffer.from(chunk));
  }

  get whole(): Uint8Array {
    return Buffer.concat(this.#chunks);
  }
}
