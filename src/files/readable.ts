import { close, constants, open, read } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { codeOf } from '../base/error-code.ts';
import { isDevice } from './device.ts';
import { NotRegularError, kindOf, openRegular } from './regular.ts';

const CHUNK_BYTES = 262_144;

/** A file or a pipe to read from start to end. */
export interface Source {
  /** A file can be read again, a pipe can't. */
  readonly kind: 'regular' | 'pipe';
  open(): Promise<Readable>;
}

/** What to do with a pipe that nobody has opened for writing. */
export type Unwritten = 'waited-for' | 'refused';

/** Nobody writes to the pipe. */
export class UnwrittenError extends Error {
  override readonly name = 'UnwrittenError';
}

/**
 * The file or pipe that a path leads to. A pipe is open from now on.
 * @param file an absolute path
 * @throws NotRegularError for anything else; UnwrittenError; what the system says where it can't be
 *   opened
 */
export async function sourceAt(file: string, unwritten: Unwritten): Promise<Source> {
  const kind = isDevice(file) ? 'device' : kindOf(await stat(file));
  switch (kind) {
    case 'regular':
      return {
        kind,
        open: async () =>
          (await openRegular(file)).createReadStream({ highWaterMark: CHUNK_BYTES }),
      };
    case 'pipe': {
      const stream = await openPipe(file, unwritten);
      return { kind, open: () => Promise.resolve(stream) };
    }
    case 'device':
    case 'folder':
    case 'socket':
      throw new NotRegularError(kind);
  }
}

/**
 * A pipe read as a file would hold a thread that name look-ups need, and neither its opening nor its
 * reading could be interrupted.
 */
async function openPipe(file: string, unwritten: Unwritten): Promise<Readable> {
  const fd = await promisify(open)(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const begin = unwritten === 'refused' ? await beginOf(fd, file) : null;
    const stream = new Socket({ fd, readable: true, writable: false });
    if (begin !== null) stream.unshift(begin);
    return stream;
  } catch (thrown) {
    await promisify(close)(fd);
    throw thrown;
  }
}

/**
 * The bytes that are in a pipe already; null if there are none yet.
 * @throws UnwrittenError
 */
async function beginOf(fd: number, file: string): Promise<Buffer | null> {
  const bytes = Buffer.alloc(CHUNK_BYTES);
  try {
    const { bytesRead } = await promisify(read)(fd, bytes, 0, bytes.length, null);
    if (bytesRead === 0) throw new UnwrittenError(file);
    return bytes.subarray(0, bytesRead);
  } catch (thrown) {
    // pipe(7): with a writer that has written nothing, a read would wait.
    if (codeOf(thrown) === 'EAGAIN') return null;
    throw thrown;
  }
}
