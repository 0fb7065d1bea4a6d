import path from 'node:path';
import { type Readable, addAbortSignal } from 'node:stream';
import { printable } from '../../base/printable.ts';
import { sourceAt } from '../../files/readable.ts';
import { TooLargeError } from '../../files/regular.ts';
import { whyUnreadable } from '../../files/unreadable.ts';
import type { Streams } from '../streams.ts';
import { UsageError } from '../usage-error.ts';

/** Every property of a million computers is less. */
const MAX_BYTES = 512 * 1024 * 1024;

const STANDARD_INPUT: ReadonlySet<string> = new Set(['-', '/dev/stdin', '/dev/fd/0']);

/** What --clients names, whole. */
export interface Input {
  /** For messages. */
  readonly name: string;
  readonly bytes: Buffer;
}

/**
 * Reads the file or the pipe that --clients names to its end.
 * @param said a path, or `-` for standard input
 * @returns null where the user interrupts before the end
 * @throws UsageError where it can't be read, or is too large
 */
export async function readInput(said: string, streams: Streams): Promise<Input | null> {
  const isStandard = STANDARD_INPUT.has(said);
  const name = isStandard ? streams.texts.errors.list.standardInput : printable(said);
  const { cwd, interrupt } = streams;
  try {
    const stream = isStandard
      ? streams.stdin
      : await (await sourceAt(path.resolve(cwd, said), 'waited-for')).open();
    return { name, bytes: await readAll(addAbortSignal(interrupt, stream)) };
  } catch (thrown) {
    if (interrupt.aborted) return null;
    if (thrown instanceof TooLargeError) {
      throw new UsageError(({ errors }) => errors.tooLarge('--clients', name, MAX_BYTES));
    }
    const why = whyUnreadable(thrown, 'file-or-pipe');
    throw new UsageError((texts) => texts.errors.cantRead('--clients', name, why(texts)));
  }
}

async function readAll(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes: Buffer = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    size += bytes.length;
    if (size > MAX_BYTES) throw new TooLargeError('--clients');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
