import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { codeOf } from '../../base/error-code.ts';
import { NewFile, syncFolder } from '../../files/new-file.ts';
import { complain } from '../output-error.ts';
import type { Sink } from '../sink.ts';
import type { Streams } from '../streams.ts';
import type { SavedRun, Span } from '../../saved/scan-run.ts';

const COPY_BYTES = 1_048_576;

/**
 * Appends lines to a saved run. The file stays as it is until there is something to append; then
 * what a stopped run left unfinished is removed first.
 */
export class Appender {
  readonly #file: string;
  readonly #saved: SavedRun | null;
  #handle: FileHandle;
  /** Bytes of whole lines; null before the first. */
  #size: number | null = null;

  /** @param handle reads and writes `file` */
  constructor(file: string, handle: FileHandle, saved: SavedRun | null) {
    this.#file = file;
    this.#handle = handle;
    this.#saved = saved;
  }

  /** @param fallback takes what can't be written, from there on */
  sink(name: string, streams: Streams, fallback: Sink | null): Sink {
    let failed = false;
    const fail = async (thrown: unknown, instead: 'rest' | null): Promise<void> => {
      failed = true;
      const { notes, errorCode } = streams.texts;
      const said = notes.cantWrite(name, errorCode(codeOf(thrown)), instead);
      await complain(streams, `ccm-preflight: ${said}`);
    };
    return {
      write: async (text) => {
        if (text === '') return;
        if (!failed) {
          try {
            await this.#append(Buffer.from(text));
            return;
          } catch (thrown) {
            await fail(thrown, fallback === null ? null : 'rest');
          }
        }
        await fallback?.write(text);
      },
      isLost: () => failed && fallback?.isLost() !== false,
      close: async () => {
        try {
          if (!failed) await this.#sync();
        } catch (thrown) {
          await fail(thrown, null);
        }
        return !failed;
      },
      // Whatever is in the file by now is whole, and is what a later run goes on with.
      abandon: () => Promise.resolve(),
    };
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  async #sync(): Promise<void> {
    await this.#handle.sync();
    await syncFolder(path.dirname(this.#file));
  }

  /** One write per line, so that a killed process leaves at most its last line torn. */
  async #append(bytes: Buffer): Promise<void> {
    const size = this.#size ?? (await this.#prepare());
    this.#size = size;
    try {
      for (let at = 0; at < bytes.length;) {
        at += (await this.#handle.write(bytes, at, bytes.length - at, size + at)).bytesWritten;
      }
    } catch (thrown) {
      // What a full disk took of the line is of no use.
      await this.#handle.truncate(size).catch(() => {});
      throw thrown;
    }
    this.#size = size + bytes.length;
  }

  /** @returns how many bytes are left */
  async #prepare(): Promise<number> {
    if (this.#saved === null) {
      await this.#handle.truncate(0);
      return 0;
    }
    const { end, lastLine, interrupted } = this.#saved;
    if (interrupted.length > 0) return this.#rewrite(end, interrupted);
    await this.#handle.truncate(end);
    return end + (lastLine === 'whole' ? 0 : await endLine(this.#handle, end));
  }

  /** Leaves lines out. The file is the old one or the new one, whenever this process is killed. */
  async #rewrite(end: number, without: readonly Span[]): Promise<number> {
    const copy = await NewFile.beside(this.#file);
    try {
      const size = await copySpans(this.#handle, copy.handle, spansBetween(without, end));
      // Windows replaces no file that is open.
      await this.#handle.close();
      await copy.takeName();
      this.#handle = copy.handle;
      return size;
    } catch (thrown) {
      await copy.discard();
      throw thrown;
    }
  }
}

function spansBetween(without: readonly Span[], end: number): readonly Span[] {
  const begins = [0, ...without.map((span) => span.end)];
  const ends = [...without.map((span) => span.start), end];
  return begins.map((start, index) => ({ start, end: ends[index] ?? end }));
}

/** @returns the bytes of the copy; it holds whole lines only */
async function copySpans(
  from: FileHandle,
  to: FileHandle,
  spans: readonly Span[],
): Promise<number> {
  const buffer = Buffer.alloc(COPY_BYTES);
  let size = 0;
  let last: number | undefined;
  for (const { start, end } of spans) {
    for (let at = start; at < end;) {
      const { bytesRead } = await from.read(buffer, 0, Math.min(COPY_BYTES, end - at), at);
      if (bytesRead === 0) throw new RangeError('the file has become shorter');
      await to.write(buffer, 0, bytesRead, size);
      at += bytesRead;
      size += bytesRead;
      last = buffer[bytesRead - 1];
    }
  }
  return last === LINE_FEED ? size : size + (await endLine(to, size));
}

const LINE_FEED = 0x0a;

async function endLine(handle: FileHandle, at: number): Promise<number> {
  return (await handle.write(Buffer.of(LINE_FEED), 0, 1, at)).bytesWritten;
}
