import type { Told } from '../../text/told-error.ts';
import { printable } from '../../base/printable.ts';
import type { Streams } from '../streams.ts';
import { UsageError } from '../usage-error.ts';
import { readInput } from './input.ts';
import { readName } from './names.ts';
import type { ListedClients, ReportFilter } from './report.ts';
import type { Row } from './rows.ts';

/** Tells the user something beside the results. */
export type Tell = (message: Told) => Promise<void>;

export interface ListOptions extends ReportFilter {
  /** A path, or `-` for standard input. */
  readonly file: string;
  /** The heading that --column gives, null where it is to be found. */
  readonly column: string | null;
  /** Leave bad lines out, and tell them, instead of refusing the list. */
  readonly skipInvalid: boolean;
}

/** Bad lines that are told one by one. */
const MAX_TOLD = 10;

/**
 * The names of a list or of a saved report, checked; none where the user interrupts before its end.
 * @throws UsageError with file and line of every bad name, and where there is no other
 */
export async function readList(
  options: ListOptions,
  streams: Streams,
  tell: Tell,
): Promise<readonly string[]> {
  const { file: said, column, only, skipInvalid } = options;
  const input = await readInput(said, streams);
  if (input === null) return [];
  const isReport = input.kind === 'report';
  if (isReport && column !== null) {
    throw new UsageError(({ errors }) => errors.list.columnOfReport);
  }
  if (!isReport && only !== null) throw new UsageError(({ errors }) => errors.list.onlyOfReport);
  const file = isReport ? printable(said) : input.name;
  const { names, problems } = isReport
    ? await readReport(said, options, streams)
    : await readRows(input.bytes, file, column, tell);
  if (problems.length > 0) await handle(problems, file, skipInvalid ? tell : null);
  if (names.length > 0 || streams.interrupt.aborted) return names;
  throw new UsageError(({ errors: { list } }) =>
    only === null ? list.empty(file) : list.noneOnly(file, only),
  );
}

/** Most lists are no reports. */
async function readReport(
  said: string,
  filter: ReportFilter,
  streams: Streams,
): Promise<ListedClients> {
  const { clientsOfReport } = await import('./report.ts');
  return clientsOfReport(said, filter, streams);
}

async function readRows(
  bytes: Buffer,
  file: string,
  column: string | null,
  tell: Tell,
): Promise<ListedClients> {
  // The CSV library is for lists alone.
  const { rowsOf } = await import('./rows.ts');
  const { rows, chosen } = await rowsOf(bytes, file, column);
  if (chosen !== null) await tell(chosen);
  const problems: Told[] = [];
  const placeOf = ({ line }: Row): string => `${file}:${line}`;
  const names = await readNames(rows, placeOf, tell, (problem) => void problems.push(problem));
  return { names, problems };
}

/**
 * The computers that words stand for; how many addresses blocks and ranges come to is told.
 * @param placeOf a word's place, for messages
 * @param leaveOut takes what is wrong with a word
 */
export async function readNames<T extends Pick<Row, 'name'>>(
  words: readonly T[],
  placeOf: (word: T) => string,
  tell: Tell,
  leaveOut: (problem: Told) => void,
): Promise<readonly string[]> {
  const names: string[] = [];
  const blocks: string[] = [];
  let addresses = 0;
  for (const word of words) {
    try {
      const meant = readName(word.name, () => placeOf(word));
      if (meant.block !== null) {
        blocks.push(meant.block);
        addresses += meant.names.length;
      }
      for (const name of meant.names) names.push(name);
    } catch (thrown) {
      if (!(thrown instanceof UsageError)) throw thrown;
      leaveOut(thrown.told);
    }
  }
  const [first] = blocks;
  if (first !== undefined) {
    await tell(({ errors }) => errors.list.addresses(first, blocks.length - 1, addresses));
  }
  return names;
}

/**
 * Tells which lines are left out.
 * @param tell null where they are not to be left out
 * @throws UsageError for them then
 */
async function handle(problems: readonly Told[], file: string, tell: Tell | null): Promise<void> {
  const told = problems.slice(0, MAX_TOLD);
  if (tell === null) {
    const more = problems.length - told.length;
    throw new UsageError((texts) => {
      const { list } = texts.errors;
      return [
        ...told.map((problem) => problem(texts)),
        ...(more > 0 ? [`${file}: ${list.more(more)}`] : []),
        `${file}: ${list.skipInvalid}`,
      ].join('\n');
    });
  }
  for (const problem of told) await tell((texts) => texts.errors.list.leftOut(problem(texts)));
  await tell(({ errors }) => `${file}: ${errors.list.allLeftOut(problems.length)}`);
}
