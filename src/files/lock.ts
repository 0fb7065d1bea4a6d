import { randomUUID } from 'node:crypto';
import { link, open, rename, rm, stat } from 'node:fs/promises';
import { hostname, uptime } from 'node:os';
import { z } from 'zod';
import { codeOf } from '../base/error-code.ts';
import type { Texts } from '../text/texts.ts';
import { ToldError } from '../text/told-error.ts';
import { leaveAtExit, removeAtExit } from './at-exit.ts';
import { NotRegularError, TooLargeError, readRegular } from './regular.ts';

/** A lock that says nothing this long after it was made was left by a run that was killed making it. */
const MAX_MAKING_MS = 5000;
/** Others may take over the same lock at the same moment. */
const MAX_TRIES = 20;
/** A lock holds a line. */
const MAX_BYTES = 4096;

const lockOwner = z.object({ host: z.string(), pid: z.int().positive() });

/** A file is another run's, or something that is no lock stands where its lock would. */
export class LockedError extends ToldError {
  override readonly name = 'LockedError';
}

/** Gives the lock back. */
export type Unlock = () => Promise<void>;

/** Where the lock of a file stands. */
export function lockOf(file: string): string {
  return `${file}.lock`;
}

/**
 * Makes sure that one run at a time writes to `file`: a file beside it, made by the first, tells its
 * machine and process. A lock whose process has gone is taken over.
 * @param option by which the user named the file
 * @throws LockedError where another run has it; what the system says where no lock can be made
 */
export async function lockFile(file: string, option: string): Promise<Unlock> {
  const lock = lockOf(file);
  try {
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      if (await make(lock)) {
        return async () => {
          await rm(lock, { force: true });
          leaveAtExit(lock);
        };
      }
      const text = await readRegular(lock, MAX_BYTES).catch(nullWhereGone);
      const found = await stat(lock).catch(nullWhereGone);
      if (text === null || found === null) continue;
      const holder = holderOf(text.toString(), (await timeAt(lock)) - found.mtimeMs);
      if (holder !== null) {
        throw new LockedError(({ files: texts }) =>
          texts.lock.held(option, holder(texts.lock), file, lock),
        );
      }
      await clear(lock, text);
    }
  } catch (thrown) {
    if (!(thrown instanceof NotRegularError || thrown instanceof TooLargeError)) throw thrown;
  }
  throw new LockedError(({ files }) => files.lock.cant(option, file, lock));
}

/** @returns whether it is ours; false where there is one */
async function make(lock: string): Promise<boolean> {
  const handle = await open(lock, 'wx').catch((thrown: unknown) => {
    if (codeOf(thrown) === 'EEXIST') return null;
    throw thrown;
  });
  if (handle === null) return false;
  try {
    await handle.writeFile(`${JSON.stringify({ host: hostname(), pid: process.pid })}\n`);
    removeAtExit(lock);
    return true;
  } catch (thrown) {
    await rm(lock, { force: true });
    throw thrown;
  } finally {
    await handle.close();
  }
}

/** What the clock says that the lock's time is from: a share's may be hours behind this machine's. */
async function timeAt(lock: string): Promise<number> {
  const aside = `${lock}.${randomUUID()}`;
  const handle = await open(aside, 'wx').catch(() => null);
  // Where nothing can be made it is not known: this machine's has to do.
  if (handle === null) return Date.now();
  try {
    return (await handle.stat()).mtimeMs;
  } finally {
    await handle.close();
    await rm(aside, { force: true });
  }
}

/**
 * Describes the holder of a lock; null if nobody holds it any more.
 * @param ageMs milliseconds since it was made
 */
function holderOf(text: string, ageMs: number): ((texts: Texts['files']['lock']) => string) | null {
  const owner = lockOwner.safeParse(jsonOf(text)).data;
  if (owner === undefined) {
    return ageMs < MAX_MAKING_MS ? (texts) => texts.anotherRun : null;
  }
  if (owner.host !== hostname()) return (texts) => texts.otherMachine;
  // After a restart another process may have the number.
  const isOfThisBoot = ageMs < uptime() * 1000;
  return isOfThisBoot && exists(owner.pid) ? (texts) => texts.anotherProcess(owner.pid) : null;
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    // EPERM: another user's.
    return codeOf(thrown) !== 'ESRCH';
  }
}

/** Removes a lock that was left behind, and no other that has taken its place since. */
async function clear(lock: string, text: Buffer): Promise<void> {
  const aside = `${lock}.${randomUUID()}`;
  if ((await rename(lock, aside).catch(nullWhereGone)) === null) return;
  const moved = await readRegular(aside, MAX_BYTES).catch(() => null);
  // Another run was faster and had made a new one: it goes back, unless there is yet another.
  if (moved === null || !moved.equals(text)) await link(aside, lock).catch(() => {});
  await rm(aside, { force: true });
}

function nullWhereGone(thrown: unknown): null {
  if (codeOf(thrown) === 'ENOENT') return null;
  throw thrown;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
