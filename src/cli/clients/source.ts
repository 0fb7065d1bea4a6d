import path from 'node:path';
import { type Readable, addAbortSignal } from 'node:stream';
import { printable } from '../../base/printable.ts';
import { sourceAt } from '../../files/readable.ts';
import { whyUnreadable } from '../../files/unreadable.ts';
import type { Streams } from '../streams.ts';
import { UsageError } from '../usage-error.ts';

/** Where a list comes from. */
export interface Source {
  /** For messages. */
  readonly name: string;
  /** Whether it can be read more than once, as a regular file can. */
  readonly isLasting: boolean;
  /** The bytes up to the end, or until the user interrupts. */
  read(): AsyncIterable<Uint8Array>;
}

const STANDARD_INPUT: ReadonlySet<string> = new Set(['-', '/dev/stdin', '/dev/fd/0']);

/**
 * The file, pipe or device that --clients names.
 * @throws UsageError where it can't be read; so does what is read
 */
export async function openSource(said: string, streams: Streams): Promise<Source> {
  const { cwd, interrupt } = streams;
  if (STANDARD_INPUT.has(said)) {
    const name = streams.texts.errors.list.standardInput;
    return { name, isLasting: false, read: () => chunksOf(streams.stdin, name, interrupt) };
  }
  const file = path.resolve(cwd, said);
  try {
    const source = await sourceAt(file, 'waited-for');
    return {
      name: printable(said),
      isLasting: source.kind === 'regular',
      read: () => chunksOf(source.open(), said, interrupt),
    };
  } catch (thrown) {
    throw unreadable(said, thrown);
  }
}

async function* chunksOf(
  opening: Readable | Promise<Readable>,
  name: string,
  interrupt: AbortSignal,
): AsyncGenerator<Uint8Array> {
  try {
    yield* addAbortSignal(interrupt, await opening);
  } catch (thrown) {
    if (!interrupt.aborted) throw unreadable(name, thrown);
  }
}

function unreadable(name: string, thrown: unknown): UsageError {
  const why = whyUnreadable(thrown, 'file-or-pipe');
  return new UsageError((texts) => texts.errors.cantRead('--clients', printable(name), why(texts)));
}
