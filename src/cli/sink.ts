import { writeSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { codeOf } from '../base/error-code.ts';
import { printable } from '../base/printable.ts';
import { NoNewFileError } from '../files/new-file.ts';
import { LockedError } from '../files/lock.ts';
import { type Way, type Writing, openWriting } from '../files/writing.ts';
import type { Told } from '../text/told-error.ts';
import { complain, outputProblem } from './output-error.ts';
import { type Streams, syncOutput, write } from './streams.ts';
import { UsageError } from './usage-error.ts';

/** Where one format's text goes. */
export interface Sink {
  write(text: string): Promise<void>;
  /** Whether nobody receives what is written any more. */
  isLost(): boolean;
  /** Ends it; true where everything was written to where it should go, and is on the disk. */
  close(): Promise<boolean>;
  /** Ends it where what was written is no report: a file stays as it was. */
  abandon(): Promise<void>;
}

/** Standard output; a reader that went away makes it a failed output. */
export function stdoutSink(streams: Streams): Sink {
  let failed = false;
  const put = async (putting: () => Promise<void>): Promise<void> => {
    try {
      await putting();
    } catch (thrown) {
      failed = true;
      const problem = outputProblem(thrown, streams.texts);
      await complain(streams, problem && `ccm-preflight: ${problem}`);
    }
  };
  return {
    async write(text) {
      if (!failed && text !== '') await put(() => write(streams.stdout, text));
    },
    isLost: () => failed,
    async close() {
      if (!failed) await put(() => syncOutput(streams.stdout));
      return !failed;
    },
    abandon: () => Promise.resolve(),
  };
}

const COPY_BYTES = 65_536;
const MAX_NAME_LENGTH = 200;

/** How a file is written, if not in the usual way. */
export interface FileSinkOptions {
  /** @default 'when-whole' */
  readonly way?: Way;
  /** The option by which the user named the file; -o if left out. */
  readonly option?: string;
}

/**
 * A file. Where it can't be written any more, the reason goes to stderr and the text to `fallback`
 * instead, what the file had taken first.
 * @throws UsageError where another run writes to it, or no file can be written under its name
 */
export async function fileSink(
  name: string,
  streams: Streams,
  fallback: Sink | null,
  { way = 'when-whole', option = '-o' }: FileSinkOptions = {},
): Promise<Sink> {
  let writing: Writing | null = null;
  let written = 0;
  let failed = false;
  const fail = async (thrown: unknown, instead: Sink | null): Promise<void> => {
    failed = true;
    const { texts } = streams;
    const why = whyUnwritten(thrown)(texts);
    const said = texts.notes.cantWrite(
      printable(name, MAX_NAME_LENGTH),
      why,
      instead === null ? null : 'report',
    );
    await complain(streams, `ccm-preflight: ${said}`);
  };
  const close = async (): Promise<void> => {
    try {
      await writing?.close();
    } catch (thrown) {
      // Closed all the same, so that nothing can be read back.
      await fail(thrown, null);
    }
    writing = null;
  };
  /** The report reaches its reader all the same, from its first line. */
  const giveUp = async (from: Writing, thrown: unknown): Promise<void> => {
    await fail(thrown, fallback);
    if (fallback !== null && from.isRegular) await copy(from.handle, written, fallback);
    await close();
  };
  try {
    writing = await openWriting(path.resolve(streams.cwd, name), way, option);
  } catch (thrown) {
    if (thrown instanceof LockedError) throw new UsageError(thrown.told);
    if (way !== 'append' && NAMING_ERRORS.has(codeOf(thrown))) {
      const why = whyUnopened(thrown);
      throw new UsageError((texts) =>
        texts.errors.cantWrite(option, printable(name, MAX_NAME_LENGTH), why(texts)),
      );
    }
    await fail(thrown, fallback);
  }
  return {
    async write(text) {
      if (text === '') return;
      if (writing === null) {
        await fallback?.write(text);
        return;
      }
      let isTaken = false;
      try {
        written += await writeWhole(writing, text);
        isTaken = true;
        await writing.begun();
      } catch (thrown) {
        await giveUp(writing, thrown);
        if (!isTaken) await fallback?.write(text);
      }
    },
    isLost: () => failed && fallback?.isLost() !== false,
    async close() {
      try {
        await writing?.finish();
      } catch (thrown) {
        if (writing !== null) await giveUp(writing, thrown);
      }
      await close();
      return !failed;
    },
    abandon: close,
  };
}

/** The name is at fault, and not a disk that is full or a machine at its limits. */
const NAMING_ERRORS: ReadonlySet<string> = new Set([
  'EACCES',
  // Windows, where another program, such as a spreadsheet, has the file open.
  'EBUSY',
  'EINVAL',
  'EISDIR',
  'ELOOP',
  'ENAMETOOLONG',
  'ENOENT',
  'ENOTDIR',
  'EPERM',
  'EROFS',
]);

function whyUnopened(thrown: unknown): Told {
  return codeOf(thrown) === 'ENOENT' ? ({ files }) => files.folderMissing : whyUnwritten(thrown);
}

function whyUnwritten(thrown: unknown): Told {
  if (thrown instanceof LockedError) return thrown.told;
  const code = codeOf(thrown);
  return thrown instanceof NoNewFileError
    ? ({ files, errorCode }) => files.noNewFile(errorCode(code))
    : ({ errorCode }) => errorCode(code);
}

/**
 * Writes texts and ends the sink.
 * @returns whether everything was written to where it should go
 */
export async function fill(sink: Sink, texts: Iterable<string>): Promise<boolean> {
  try {
    for (const text of texts) await sink.write(text);
  } catch (thrown) {
    await sink.abandon();
    throw thrown;
  }
  return sink.close();
}

/**
 * A nearly full disk takes a part first. A line for a regular file is written at once: through the
 * thread pool it would cost a fifth of what its client does. A pipe may keep its writer waiting.
 * @returns how many bytes it was
 */
async function writeWhole({ handle, isRegular }: Writing, text: string): Promise<number> {
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

const BATCH_CHARACTERS = 262_144;

/** The same place, written to in large pieces. */
export function batching(sink: Sink): Sink {
  let texts: string[] = [];
  let characters = 0;
  let writing = Promise.resolve();
  /** Goes on while the last batch is written, and waits only for the one before. */
  const flush = async (): Promise<void> => {
    const text = texts.join('');
    texts = [];
    characters = 0;
    await writing;
    writing = sink.write(text);
  };
  return {
    async write(text) {
      texts.push(text);
      characters += text.length;
      if (characters >= BATCH_CHARACTERS) await flush();
    },
    isLost: () => sink.isLost(),
    async abandon() {
      await writing;
      await sink.abandon();
    },
    async close() {
      await flush();
      await writing;
      return sink.close();
    },
  };
}
