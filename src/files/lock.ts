import type { Texts } from '../text/texts.ts';
import { randomUUID } from 'node:crypto';
import { type FileHandle, link, open, rename, rm, stat, utimes } from 'node:fs/promises';
import { codeOf } from '../base/error-code.ts';
import { ToldError } from '../text/told-error.ts';
import { leaveAtExit, removeAtExit } from './at-exit.ts';
import { lockOwner, stateOf, thisProcess } from './owner.ts';
import { NotRegularError, TooLargeError, readRegular } from './regular.ts';

/** A lock that says nothing this long after it was made was left by who was killed making it. */
const MAX_MAKING_MS = 5000;
/** Others may take over the same lock at the same moment. */
const MAX_TRIES = 20;
/** A lock holds a line. */
const MAX_BYTES = 4096;
/** How often a run says that it still has its lock. */
const HEARTBEAT_MS = 30_000;
/** A process that the system can't tell from a later one of its number has gone if it says nothing. */
const MAX_SILENT_MS = 10 * HEARTBEAT_MS;

/** A file is another run's, or something that is no lock stands where its lock would. */
export class LockedError extends ToldError {
  override readonly name = 'LockedError';
}

/** Gives the lock back. */
export type Unlock = () => Promise<void>;

/**
 * Makes sure that one run at a time writes to `file`: a file beside it, made by whoever is first. It
 * holds the process, so that one left by a run that was killed is in nobody's way.
 * @param option by which the user named the file
 * @throws LockedError where another run has it; what the system says where no lock can be made
 */
export async function lockFile(file: string, option: string): Promise<Unlock> {
  const lock = lockOf(file);
  const text = `${JSON.stringify(thisProcess())}\n`;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    if (await make(lock, text)) return keep(lock);
    const found = await readLock(lock, file, option);
    if (found === null) continue;
    refuseHeld(found, file, option);
    await clear(lock, found);
  }
  throw cantLock(file, lock, option);
}

/** Where the lock of a file stands. */
export function lockOf(file: string): string {
  return `${file}.lock`;
}

/** @returns whether it is ours; false where there is one */
async function make(lock: string, text: string): Promise<boolean> {
  let handle: FileHandle;
  try {
    handle = await open(lock, 'wx');
  } catch (thrown) {
    if (codeOf(thrown) === 'EEXIST') return false;
    throw thrown;
  }
  try {
    await handle.writeFile(text);
    removeAtExit(lock);
    return true;
  } catch (thrown) {
    await rm(lock, { force: true });
    throw thrown;
  } finally {
    await handle.close();
  }
}

function keep(lock: string): Unlock {
  const beat = setInterval(() => {
    const now = new Date();
    // If it was removed, the next run that wants it finds out; this one has nothing to tell.
    utimes(lock, now, now).catch(() => {});
  }, HEARTBEAT_MS).unref();
  return async () => {
    clearInterval(beat);
    await rm(lock, { force: true });
    leaveAtExit(lock);
  };
}

interface FoundLock {
  readonly text: string;
  readonly ageMs: number;
}

/**
 * Null where it has just gone.
 * @throws LockedError where something stands there that is no lock
 */
async function readLock(lock: string, file: string, option: string): Promise<FoundLock | null> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readRegular(lock, MAX_BYTES), stat(lock)]);
    return { text: text.toString('utf8'), ageMs: Date.now() - mtimeMs };
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return null;
    if (thrown instanceof NotRegularError || thrown instanceof TooLargeError) {
      throw cantLock(file, lock, option);
    }
    throw thrown;
  }
}

/** @throws LockedError where a run has it */
function refuseHeld(found: FoundLock, file: string, option: string): void {
  const holder = holderOf(found);
  if (holder === null) return;
  throw new LockedError(({ files: { lock } }) =>
    lock.held(option, holder(lock), file, lockOf(file)),
  );
}

/** The holder of the lock, in words; null where nobody holds it any more. */
function holderOf({ text, ageMs }: FoundLock): ((texts: Texts['files']['lock']) => string) | null {
  const owner = lockOwner.safeParse(jsonOf(text)).data;
  if (owner === undefined) return ageMs < MAX_MAKING_MS ? (texts) => texts.anotherRun : null;
  switch (stateOf(owner)) {
    case 'runs':
      return (texts) => texts.anotherProcess(owner.pid);
    case 'unknown':
      return ageMs < MAX_SILENT_MS ? (texts) => texts.anotherProcess(owner.pid) : null;
    case 'elsewhere':
      return (texts) => texts.otherMachine;
    case 'gone':
      return null;
  }
}

function cantLock(file: string, lock: string, option: string): LockedError {
  return new LockedError(({ files }) => files.lock.cant(option, file, lock));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Removes a lock that was left behind, and no other that has taken its place since. */
async function clear(lock: string, { text }: FoundLock): Promise<void> {
  const aside = `${lock}.${randomUUID()}`;
  try {
    await rename(lock, aside);
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return;
    throw thrown;
  }
  // Somebody was faster and had made a new one: it goes back, unless there is yet another.
  const moved = await readRegular(aside, MAX_BYTES).catch(() => null);
  if (moved?.toString('utf8') !== text) await link(aside, lock).catch(() => {});
  await rm(aside, { force: true });
}
