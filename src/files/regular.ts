import { constants, type Stats } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import path from 'node:path';
import { isDevice } from './device.ts';

/** What a name may lead to instead of a regular file. */
export type FileKind = 'folder' | 'pipe' | 'device' | 'socket';

/** What was named is there, and is no regular file. */
export class NotRegularError extends Error {
  override readonly name = 'NotRegularError';
  readonly kind: FileKind;

  constructor(kind: FileKind) {
    super(`a regular file is expected, found a ${kind}`);
    this.kind = kind;
  }
}

/** A file has more bytes than its reader takes. */
export class TooLargeError extends Error {
  override readonly name = 'TooLargeError';
}

/** Windows has neither flag: there a device is recognised by its name. */
const WITHOUT_WAITING = (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

/**
 * Opens a regular file and nothing else. A pipe would wait for its writer, a device may have no end,
 * and some do something when they are opened: so it is looked at before, and again once it is open.
 * @param access `r+` to write to it too
 * @throws NotRegularError; what the system says where it can't be opened
 */
export async function openRegular(file: string, access: 'r' | 'r+' = 'r'): Promise<FileHandle> {
  if (isDevice(path.resolve(file))) throw new NotRegularError('device');
  refuseOthers(await stat(file));
  const mode = access === 'r' ? constants.O_RDONLY : constants.O_RDWR;
  const handle = await open(file, mode | WITHOUT_WAITING);
  try {
    refuseOthers(await handle.stat());
    return handle;
  } catch (thrown) {
    await handle.close();
    throw thrown;
  }
}

/**
 * A whole file, of which no more than a byte above the bound is read: some say that they are empty,
 * and are not.
 * @throws TooLargeError, NotRegularError; what the system says where it can't be read
 */
export async function readRegular(file: string, maxBytes: number): Promise<Buffer> {
  const handle = await openRegular(file);
  try {
    const { size } = await handle.stat();
    if (size > maxBytes) throw new TooLargeError(file);
    const chunks: Buffer[] = [];
    let total = 0;
    for (let room = Math.max(size, CHUNK_BYTES); ; room = CHUNK_BYTES) {
      const length = Math.min(room, maxBytes + 1 - total);
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, null);
      if (bytesRead === 0) return Buffer.concat(chunks);
      total += bytesRead;
      if (total > maxBytes) throw new TooLargeError(file);
      chunks.push(buffer.subarray(0, bytesRead));
    }
  } finally {
    await handle.close();
  }
}

const CHUNK_BYTES = 65_536;

function refuseOthers(stats: Stats): void {
  const kind = kindOf(stats);
  if (kind !== 'regular') throw new NotRegularError(kind);
}

/** What a file is, for its reader. */
export function kindOf(stats: Stats): FileKind | 'regular' {
  if (stats.isFile()) return 'regular';
  if (stats.isDirectory()) return 'folder';
  if (stats.isFIFO()) return 'pipe';
  return stats.isSocket() ? 'socket' : 'device';
}
