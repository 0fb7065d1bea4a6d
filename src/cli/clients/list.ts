import type { Told } from '../../text/told-error.ts';
import { printable } from '../../base/printable.ts';
import type { Streams } from '../streams.ts';
import { UsageError } from '../usage-error.ts';
import { readInput } from './input.ts';
import type { Blocks } from './blocks.ts';
import { readName } from './names.ts';
import type { ListedClients, ReportFilter } from './report.ts';
import type { ListedName } from './rows.ts';

/** Tells the user something beside the results. */
export type Tell = (message: Told) => Promise<void>;

export interface ListOptions extends ReportFilter {
  /** A path, or `-` for standard input. */
  readonly file: string;
  /** The heading that --column gives; null to find the column. */
  readonly column: string | null;
  /** Leave bad lines out and report them, instead of refusing the list. */
  readonly skipInvalid: boolean;
}

/** At most this many bad lines are reported one by one. */
const MAX_TOLD = 10;

/**
 * The names of a list or of a saved report, checked; none where the user interrupts before its end.
 * @param blocks take note of blocks of addresses in it
 * @throws UsageError with file and line of every bad name, and where there is no other
 */
export async function readList(
  options: ListOptions,
  streams: Streams,
  tell: Tell,
  blocks: Blocks,
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
  const { names, problems, notes } = isReport
    ? await readReport(said, options, streams)
    : await readRows(input.bytes, { file, column, blocks });
  for (const note of notes) await tell(note);
  if (problems.length > 0) await handle(problems, file, skipInvalid ? tell : null);
  if (names.length > 0 || blocks.told() !== null || streams.interrupt.aborted) return names;
  throw new UsageError(({ errors: { list } }) =>
    only === null ? list.empty(file) : list.noneOnly(file, only),
  );
}

/** Loaded only when needed: most lists are no reports. */
async function readReport(
  said: string,
  filter: ReportFilter,
  streams: Streams,
): Promise<ListedClients> {
  const { clientsOfReport } = await import('./report.ts');
  return clientsOfReport(said, filter, streams);
}

interface ListReading {
  readonly file: string;
  readonly column: string | null;
  readonly blocks: Blocks;
}

async function readRows(
  bytes: Buffer,
  { file, column, blocks }: ListReading,
): Promise<ListedClients> {
  // The CSV library is for lists alone.
  const { listRowsOf } = await import('./rows.ts');
  const { rows, chosen } = await listRowsOf(bytes, file, column);
  const problems: Told[] = [];
  const placeOf = ({ line }: ListedName): string => `${file}:${line}`;
  const names = readNames(rows, placeOf, blocks, (problem) => void problems.push(problem));
  return { names, problems, notes: chosen === null ? [] : [chosen] };
}

/**
 * The computers that words name.
 * @param placeOf a word's place, for messages
 * @param blocks take note of blocks and ranges of addresses
 * @param leaveOut takes what is wrong with a word
 */
export function readNames<T extends Pick<ListedName, 'name'>>(
  words: readonly T[],
  placeOf: (word: T) => string,
  blocks: Blocks,
  leaveOut: (problem: Told) => void,
): readonly string[] {
  const names: string[] = [];
  for (const word of words) {
    try {
      for (const name of readName(word.name, () => placeOf(word), blocks)) names.push(name);
    } catch (thrown) {
      if (!(thrown instanceof UsageError)) throw thrown;
      leaveOut(thrown.told);
    }
  }
  return names;
}

/**
 * Reports which lines are left out.
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
