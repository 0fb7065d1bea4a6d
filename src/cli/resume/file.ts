import { type FileHandle, open, realpath } from 'node:fs/promises';
import path from 'node:path';
import { codeOf } from '../../base/error-code.ts';
import { withSentences } from '../../report/model/build.ts';
import type { ClientEntry, ReportHead } from '../../report/model/report.ts';
import { resumeDifferenceOf } from '../../saved/read/fit.ts';
import { LineReader } from '../../saved/read/lines.ts';
import { ReadError } from '../../saved/read/problem.ts';
import type { Texts } from '../../text/texts.ts';
import { complain } from '../output-error.ts';
import { chunksOf } from '../../saved/bytes.ts';
import { readLines } from '../../saved/read-lines.ts';
import { LockedError, type Unlock, lockFile, lockOf } from '../../files/lock.ts';
import { NotRegularError, openRegular } from '../../files/regular.ts';
import { whyUnreadable } from '../../files/unreadable.ts';
import type { Sink } from '../sink.ts';
import type { Streams } from '../streams.ts';
import { UsageError } from '../usage-error.ts';
import { Appender } from './append.ts';
import { type IsLeftOut, type SavedRun, scanRun, wasInterrupted } from '../../saved/scan-run.ts';

/** The file of --resume, this run's alone until it is closed. */
export interface ResumedFile {
  /** What an earlier run left in it; null where a new one begins. */
  readonly saved: SavedRun | null;
  /** The run that is in the file, of this run's site and in its words; null where a new one begins. */
  readonly head: ReportHead | null;
  /** The clients that are done, as they were saved; to be read before anything is written. */
  entries(): AsyncGenerator<ClientEntry>;
  /** Appends to what is saved; `fallback` receives what can't be written. */
  sink(fallback: Sink | null): Sink;
  close(): Promise<void>;
}

/**
 * Opens what a stopped run left, or begins anew if there is nothing.
 * @param name as the user gave it
 * @param head the run that is to go on
 * @param leaveOut takes each client that is done; false where it has taken it before
 * @throws UsageError where the file is another run's or no report, can't be used, or is in use
 */
export async function openResumed(
  name: string,
  head: ReportHead,
  leaveOut: IsLeftOut,
  streams: Streams,
): Promise<ResumedFile> {
  const asked = path.resolve(streams.cwd, name);
  const file = await realpath(asked).catch(() => asked);
  await refuseOtherThanFile(file, name);
  const unlock = await lock(file);
  let handle: FileHandle | null = null;
  try {
    const opened = await openFile(file, name);
    handle = opened.handle;
    const saved = await scanRun(handle, name, leaveOut);
    await complain(streams, tellSaved(name, saved, opened.made, streams.texts));
    const difference = saved === null ? null : resumeDifferenceOf(saved.head, head);
    if (difference !== null) {
      throw new UsageError((texts) => {
        const { otherRun, thisRun } = texts.errors.resume;
        return otherRun(name, difference(texts, { saved: name, now: thisRun }));
      });
    }
    const appender = new Appender(file, handle, saved);
    const savedHead =
      saved === null ? null : { ...head, tool: saved.head.tool, run: saved.head.run };
    return {
      saved,
      head: savedHead,
      entries: () => entriesOf(opened.handle, name, { saved, head: savedHead }, streams.texts),
      sink: (fallback) => appender.sink(name, streams, fallback),
      async close() {
        await appender.close();
        await unlock();
      },
    };
  } catch (thrown) {
    await handle?.close();
    await unlock();
    if (thrown instanceof ReadError) {
      const { told } = thrown;
      throw new UsageError((texts) => `--resume: ${told(texts)}`);
    }
    throw thrown;
  }
}

interface Opened {
  readonly handle: FileHandle;
  readonly made: 'now' | 'before';
}

/** @throws UsageError */
async function lock(file: string): Promise<Unlock> {
  try {
    return await lockFile(file, '--resume');
  } catch (thrown) {
    if (thrown instanceof LockedError) throw new UsageError(thrown.told);
    const code = codeOf(thrown);
    throw new UsageError(({ errors, errorCode }) =>
      errors.cantMake('--resume', lockOf(file), errorCode(code)),
    );
  }
}

/** @throws UsageError */
async function openFile(file: string, name: string): Promise<Opened> {
  try {
    return { handle: await openRegular(file, 'r+'), made: 'before' };
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return { handle: await makeFile(file, name), made: 'now' };
    throw cantOpen(name, thrown);
  }
}

/**
 * Only files get a lock: that of a device would be a file in the folder of devices.
 * @throws UsageError
 */
async function refuseOtherThanFile(file: string, name: string): Promise<void> {
  try {
    await (await openRegular(file)).close();
  } catch (thrown) {
    // Any other error is reported when the file is opened for writing.
    if (thrown instanceof NotRegularError) throw cantOpen(name, thrown);
  }
}

function cantOpen(name: string, thrown: unknown): UsageError {
  const why = whyUnreadable(thrown, 'file');
  return new UsageError((texts) => texts.errors.cantOpen('--resume', name, why(texts)));
}

async function makeFile(file: string, name: string): Promise<FileHandle> {
  try {
    return await open(file, 'wx+');
  } catch (thrown) {
    const code = codeOf(thrown);
    throw new UsageError(({ errors, errorCode }) =>
      errors.cantMake('--resume', name, errorCode(code)),
    );
  }
}

function tellSaved(
  name: string,
  saved: SavedRun | null,
  made: Opened['made'],
  { notes }: Texts,
): string {
  const said =
    saved === null
      ? notes.newRun(name, made === 'now' ? 'absent' : 'empty')
      : notes.goesOn(name, {
          clients: saved.summary.clients,
          interrupted: saved.interrupted.length,
          tornBytes: saved.tornBytes,
        });
  return `ccm-preflight: ${said}`;
}

async function* entriesOf(
  handle: FileHandle,
  name: string,
  { saved, head }: Pick<ResumedFile, 'saved' | 'head'>,
  texts: Texts,
): AsyncGenerator<ClientEntry> {
  if (saved === null || head === null) return;
  const reader = new LineReader(name);
  for await (const { text, start } of readLines(chunksOf(handle))) {
    if (start >= saved.end) return;
    const line = reader.read(text);
    if (line.type !== 'client' || wasInterrupted(line.facts)) continue;
    yield withSentences(line.facts, head, texts);
  }
}
