import type { FileHandle } from 'node:fs/promises';
import { encodingOf } from '../base/encoding.ts';
import { ToUtf8 } from '../base/to-utf8.ts';
import { openRegular } from '../files/regular.ts';
import { unreadable } from './file-error.ts';

/** Where a report is kept. */
export interface Stored {
  /** As the user gave it, fit for a terminal. */
  readonly name: string;
  readonly path: string;
  /** Bytes when it was opened: a run may still append to it. */
  readonly size: number;
}

/** What a reading of reports is given. */
export interface Reading {
  /** Takes note of bytes that were read. */
  readonly count: (bytes: number) => void;
  /** Aborts to end the bytes where they are. */
  readonly signal: AbortSignal;
}

const CHUNK_BYTES = 262_144;

/**
 * The bytes of a report as UTF-8 without a byte order mark; Windows PowerShell's `>` writes UTF-16.
 * A piece holds until the next is asked for.
 * @throws ReportFileError
 */
export async function* bytesOf(
  { name, path: file, size }: Stored,
  reading: Reading,
): AsyncGenerator<Uint8Array> {
  const text = new ToUtf8();
  for await (const chunk of counted(name, file, size, reading)) yield text.convert(chunk, false);
  yield text.convert(Buffer.alloc(0), true);
}

/** Whether bytes can be read as they are: UTF-8 without a byte order mark. */
export function isPlainUtf8(bytes: Uint8Array): boolean {
  const [byte] = bytes;
  return byte !== undefined && byte < 0x80 && encodingOf(bytes) === 'utf-8';
}

async function* counted(
  name: string,
  file: string,
  size: number,
  { count, signal }: Reading,
): AsyncGenerator<Buffer> {
  let handle: FileHandle | null = null;
  try {
    if (signal.aborted) return;
    handle = await openRegular(file);
    for await (const chunk of chunksOf(handle, { to: size })) {
      count(chunk.length);
      yield chunk;
      if (signal.aborted) return;
    }
  } catch (thrown) {
    throw unreadable(name, thrown);
  } finally {
    await handle?.close();
  }
}

/**
 * An open file in pieces, each good until the next is asked for. A stream of Node's would close the file
 * where its reader stops early.
 * @param piece bytes of one
 */
export async function* chunksOf(
  handle: FileHandle,
  { from = 0, to = Number.POSITIVE_INFINITY, piece = CHUNK_BYTES } = {},
): AsyncGenerator<Buffer> {
  // One buffer for all reads, because discarded ones are collected late.
  const buffer = Buffer.alloc(Math.min(piece, to - from));
  for (let at = from; at < to;) {
    const length = Math.min(buffer.length, to - at);
    const { bytesRead } = await handle.read(buffer, 0, length, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** The bytes of the requested part, fewer if the file has become shorter. */
export async function readPart(handle: FileHandle, start: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  let at = 0;
  while (at < length) {
    const { bytesRead } = await handle.read(buffer, at, length - at, start + at);
    if (bytesRead === 0) break;
    at += bytesRead;
  }
  return buffer.subarray(0, at);
}
