import { constants, createReadStream, open } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Socket } from 'node:net';
import path from 'node:path';
import { type Readable, addAbortSignal } from 'node:stream';
import { promisify } from 'node:util';
import { codeOf } from '../../base/error-code.ts';
import { printable } from '../../base/printable.ts';
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
    const found = await stat(file);
    if (found.isDirectory()) throw unreadable(said, 'EISDIR');
    const stream = found.isFIFO() ? await openPipe(file) : null;
    return {
      name: printable(said),
      isLasting: found.isFile(),
      read: () => chunksOf(stream ?? createReadStream(file), said, interrupt),
    };
  } catch (thrown) {
    throw thrown instanceof UsageError ? thrown : unreadable(said, codeOf(thrown));
  }
}

/**
 * A pipe read as a file would hold a thread that name look-ups need, and neither its opening nor its
 * reading could be interrupted.
 */
async function openPipe(file: string): Promise<Readable> {
  const fd = await promisify(open)(file, constants.O_RDONLY | constants.O_NONBLOCK);
  return new Socket({ fd, readable: true, writable: false });
}

async function* chunksOf(
  stream: Readable,
  name: string,
  interrupt: AbortSignal,
): AsyncGenerator<Uint8Array> {
  try {
    yield* addAbortSignal(interrupt, stream);
  } catch (thrown) {
    if (!interrupt.aborted) throw unreadable(name, codeOf(thrown));
  }
}

function unreadable(name: string, code: string): UsageError {
  return new UsageError(({ errors, errorCode }) =>
    errors.cantRead('--clients', printable(name), errorCode(code)),
  );
}
