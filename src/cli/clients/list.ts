import type { Told } from '../../text/told-error.ts';
import { clientName } from '../client-name.ts';
import type { Streams } from '../streams.ts';
import { UsageError } from '../usage-error.ts';
import { readInput } from './input.ts';
import { rowsOf } from './rows.ts';

/** Tells the user something beside the results. */
export type Tell = (message: Told) => Promise<void>;

export interface ListOptions {
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
 * The names of a list, checked; none where the user interrupts before its end.
 * @throws UsageError with file and line of every bad name, and where there is no other
 */
export async function readList(
  { file: said, column, skipInvalid }: ListOptions,
  streams: Streams,
  tell: Tell,
): Promise<readonly string[]> {
  const input = await readInput(said, streams);
  if (input === null) return [];
  const { name: file } = input;
  const names: string[] = [];
  const problems: Told[] = [];
  for (const { name, line } of await rowsOf(input, column)) {
    try {
      names.push(clientName(name, `${file}:${line}`));
    } catch (thrown) {
      if (!(thrown instanceof UsageError)) throw thrown;
      problems.push(thrown.told);
    }
  }
  if (problems.length > 0) await handle(problems, file, skipInvalid ? tell : null);
  if (names.length === 0) throw new UsageError(({ errors }) => errors.list.empty(file));
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
    throw new UsageError((texts) =>
      [
        ...told.map((problem) => problem(texts)),
        ...(more > 0 ? [`${file}: ${texts.errors.list.more(more)}`] : []),
      ].join('\n'),
    );
  }
  for (const problem of told) await tell((texts) => texts.errors.list.leftOut(problem(texts)));
  await tell(({ errors }) => `${file}: ${errors.list.allLeftOut(problems.length)}`);
}
