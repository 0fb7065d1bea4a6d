import type { Streams } from '../streams.ts';
import { UsageError } from '../usage-error.ts';
import { LEFT_OUT_BEFORE, LeaveOut, RefuseAtOnce, RefuseInTheEnd, type Tell } from './bad-lines.ts';
import { namesOf } from './names.ts';
import { type Source, openSource } from './source.ts';

/** The names of a list in blocks as they come, as often as it can be read. */
export interface List {
  /** Whether all of it was read and found good. */
  readonly isLasting: boolean;
  /** @throws UsageError for a bad line that was not there, or had not come, before */
  blocks(tell: Tell): AsyncIterable<readonly string[]>;
}

export interface ListOptions {
  /** A path, or `-` for standard input. */
  readonly file: string;
  /** The heading that --column gives, null where it is to be found. */
  readonly column: string | null;
  /** Leave bad lines out, and tell them, instead of refusing the list. */
  readonly skipInvalid: boolean;
  /** Clients are looked at again after the last of them, so that the list has to have an end. */
  readonly waits?: boolean;
}

/**
 * Opens a list, so that what can be refused is refused before the run: a file is read to its end, a
 * pipe to the first block with a name.
 * @param look sees each block of a file that is read to its end
 * @throws UsageError with file and line of every bad name
 */
export async function openList(
  options: ListOptions,
  streams: Streams,
  tell: Tell,
  look: (names: readonly string[]) => void,
): Promise<List> {
  const source = await openSource(options.file, streams);
  // Before it is read: its first line may be long in coming.
  if (!source.isLasting && options.waits === true) {
    throw new UsageError(({ errors }) => errors.waitForPipe);
  }
  return source.isLasting
    ? openFile(source, options, streams, tell, look)
    : openPipe(source, options, streams, tell);
}

async function openFile(
  source: Source,
  { column, skipInvalid }: ListOptions,
  { interrupt }: Streams,
  tell: Tell,
  look: (names: readonly string[]) => void,
): Promise<List> {
  const { name: file } = source;
  const atFirst = skipInvalid ? new LeaveOut(file, tell) : new RefuseInTheEnd(file);
  let isEmpty = true;
  for await (const names of namesOf(source.read(), { file, column }, atFirst)) {
    isEmpty = false;
    look(names);
  }
  if (isEmpty) refuseEmpty(file, interrupt);
  const then = skipInvalid ? LEFT_OUT_BEFORE : new RefuseAtOnce(file);
  return { isLasting: true, blocks: () => namesOf(source.read(), { file, column }, then) };
}

async function openPipe(
  source: Source,
  { column, skipInvalid }: ListOptions,
  { interrupt }: Streams,
  tellAtFirst: Tell,
): Promise<List> {
  const { name: file } = source;
  let tell = tellAtFirst;
  const badLines = skipInvalid
    ? new LeaveOut(file, (message) => tell(message))
    : new RefuseAtOnce(file);
  const rest = namesOf(source.read(), { file, column }, badLines);
  const first = await rest.next();
  if (first.done === true) refuseEmpty(file, interrupt);
  return {
    isLasting: false,
    async *blocks(tellThen) {
      tell = tellThen;
      if (first.done !== true) yield first.value;
      yield* rest;
    },
  };
}

/** An interrupt before the end of the list names no clients. */
function refuseEmpty(file: string, interrupt: AbortSignal): void {
  if (!interrupt.aborted) throw new UsageError(({ errors }) => errors.list.empty(file));
}
