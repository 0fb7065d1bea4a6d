import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { codeOf } from '../probe/failure.ts';
import { EN } from '../text/en/index.ts';
import { type Streams, write } from './streams.ts';

/** Where one format's text goes. */
export interface Sink {
  write(text: string): Promise<void>;
  /** Ends it; true where everything was written to where it should go. */
  close(): Promise<boolean>;
}

/** Standard output; a reader that went away makes it a failed output. */
export function stdoutSink({ stdout }: Streams): Sink {
  let failed = false;
  return {
    async write(text) {
      if (failed || text === '') return;
      try {
        await write(stdout, text);
      } catch {
        failed = true;
      }
    },
    close: () => Promise.resolve(!failed),
  };
}

const COPY_BYTES = 65_536;

/**
 * A file. Where it can't be written, the reason goes to stderr and the text to `fallback` instead,
 * what the file had taken first.
 */
export async function fileSink(
  name: string,
  streams: Streams,
  fallback: Sink | null,
): Promise<Sink> {
  let handle: FileHandle | null = null;
  let failed = false;
  const fail = async (thrown: unknown): Promise<void> => {
    failed = true;
    const where = fallback === null ? '' : '; the report goes to stdout';
    await write(
      streams.stderr,
      `ccm-preflight: can't write "${name}": ${EN.errorCode(codeOf(thrown))}${where}\n`,
    ).catch(() => {});
  };
  try {
    handle = await open(path.resolve(streams.cwd, name), 'w+');
  } catch (thrown) {
    await fail(thrown);
  }
  let written = 0;
  return {
    async write(text) {
      if (text === '') return;
      if (!failed && handle !== null) {
        try {
          const { bytesWritten } = await handle.write(text);
          written += bytesWritten;
          return;
        } catch (thrown) {
          await fail(thrown);
          if (fallback !== null) await copy(handle, written, fallback);
        }
      }
      await fallback?.write(text);
    },
    async close() {
      try {
        await handle?.close();
      } catch (thrown) {
        await fail(thrown);
      }
      return !failed;
    },
  };
}

/** What a full disk had already taken. */
async function copy(handle: FileHandle, bytes: number, to: Sink): Promise<void> {
  const decoder = new TextDecoder();
  for (let at = 0; at < bytes; at += COPY_BYTES) {
    const length = Math.min(COPY_BYTES, bytes - at);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, at);
    await to.write(decoder.decode(buffer.subarray(0, bytesRead), { stream: true }));
    if (bytesRead === 0) return;
  }
}
