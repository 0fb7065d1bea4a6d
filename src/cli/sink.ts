import { writeSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { codeOf } from '../base/error-code.ts';
import { complain, outputProblem } from './output-error.ts';
import { type Streams, write } from './streams.ts';

/** Where one format's text goes. */
export interface Sink {
  write(text: string): Promise<void>;
  /** Whether what is written reaches nobody any more. */
  isLost(): boolean;
  /** Ends it; true where everything was written to where it should go. */
  close(): Promise<boolean>;
}

/** Standard output; a reader that went away makes it a failed output. */
export function stdoutSink(streams: Streams): Sink {
  let failed = false;
  return {
    async write(text) {
      if (failed || text === '') return;
      try {
        await write(streams.stdout, text);
      } catch (thrown) {
        failed = true;
        const problem = outputProblem(thrown, streams.texts);
        await complain(streams, problem && `ccm-preflight: ${problem}`);
      }
    },
    isLost: () => failed,
    close: () => Promise.resolve(!failed),
  };
}

const COPY_BYTES = 65_536;

/**
 * A file. Where it can't be written, the reason goes to stderr and the text to `fallback` instead,
 * what the file had taken first.
 * @param before what becomes of what the file held
 */
export async function fileSink(
  name: string,
  streams: Streams,
  fallback: Sink | null,
  before: 'replace' | 'append' = 'replace',
): Promise<Sink> {
  let handle: FileHandle | null = null;
  let isRegular = false;
  let failed = false;
  const fail = async (thrown: unknown, instead: Sink | null): Promise<void> => {
    failed = true;
    const { notes, errorCode } = streams.texts;
    const why = errorCode(codeOf(thrown));
    const said = notes.cantWrite(name, why, instead === null ? null : 'report');
    await complain(streams, `ccm-preflight: ${said}`);
  };
  try {
    handle = await open(path.resolve(streams.cwd, name), before === 'append' ? 'a' : 'w+');
    isRegular = (await handle.stat()).isFile();
  } catch (thrown) {
    await fail(thrown, fallback);
  }
  let written = 0;
  return {
    async write(text) {
      if (text === '') return;
      if (!failed && handle !== null) {
        try {
          written += await writeWhole(handle, text, isRegular);
          return;
        } catch (thrown) {
          await fail(thrown, fallback);
          if (fallback !== null) await copy(handle, written, fallback);
        }
      }
      await fallback?.write(text);
    },
    isLost: () => failed && fallback?.isLost() !== false,
    async close() {
      try {
        await handle?.close();
      } catch (thrown) {
        // Closed all the same, so that nothing can be read back.
        await fail(thrown, null);
      }
      return !failed;
    },
  };
}

/**
 * A nearly full disk takes a part first. A line for a regular file is written at once: through the
 * thread pool it would cost a fifth of what its client does. A pipe may keep its writer waiting.
 * @returns how many bytes it was
 */
async function writeWhole(handle: FileHandle, text: string, isRegular: boolean): Promise<number> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) {
    at += isRegular
      ? writeSync(handle.fd, bytes, at)
      : (await handle.write(bytes, at)).bytesWritten;
  }
  return bytes.length;
}

/** What a full disk had already taken, in whole texts. */
async function copy(handle: FileHandle, bytes: number, to: Sink): Promise<void> {
  const decoder = new TextDecoder();
  for (let at = 0; at < bytes; at += COPY_BYTES) {
    const length = Math.min(COPY_BYTES, bytes - at);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, at);
    await to.write(decoder.decode(buffer.subarray(0, bytesRead), { stream: true }));
    if (bytesRead === 0) return;
  }
}
