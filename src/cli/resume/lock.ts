import { randomUUID } from 'node:crypto';
import { type FileHandle, link, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { codeOf } from '../../base/error-code.ts';
import type { ResumeErrorTexts } from '../../text/errors.ts';
import { UsageError } from '../usage-error.ts';
import { lockOwner, stateOf, thisProcess } from './owner.ts';

/** A lock that says nothing this long after it was made was left by who was killed making it. */
const MAX_MAKING_MS = 5000;
/** Others may take over the same lock at the same moment. */
const MAX_TRIES = 20;

/** Gives the lock back. */
export type Unlock = () => Promise<void>;

/**
 * Makes sure that one run at a time writes to `file`: a file beside it, made by whoever is first. It
 * holds the process, so that one left by a run that was killed is in nobody's way.
 * @throws UsageError where another run has it
 */
export async function lockFile(file: string): Promise<Unlock> {
  const lock = `${file}.lock`;
  const text = `${JSON.stringify(thisProcess())}\n`;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    if (await make(lock, text)) return () => rm(lock, { force: true });
    const found = await readLock(lock);
    if (found === null) continue;
    const holder = holderOf(found);
    if (holder !== null) {
      throw new UsageError(({ errors: { resume } }) => resume.locked(holder(resume), file, lock));
    }
    await clear(lock, found);
  }
  throw new UsageError(({ errors }) => errors.resume.cantLock(file, lock));
}

/** @returns whether it is ours; false where there is one */
async function make(lock: string, text: string): Promise<boolean> {
  const problem = (thrown: unknown): UsageError => {
    const code = codeOf(thrown);
    return new UsageError(({ errors, errorCode }) =>
      errors.cantMake('--resume', lock, errorCode(code)),
    );
  };
  let handle: FileHandle;
  try {
    handle = await open(lock, 'wx');
  } catch (thrown) {
    if (codeOf(thrown) === 'EEXIST') return false;
    throw problem(thrown);
  }
  try {
    await handle.writeFile(text);
    return true;
  } catch (thrown) {
    await rm(lock, { force: true });
    throw problem(thrown);
  } finally {
    await handle.close();
  }
}

interface FoundLock {
  readonly text: string;
  readonly ageMs: number;
}

/** null where it has just gone. */
async function readLock(lock: string): Promise<FoundLock | null> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(lock, 'utf8'), stat(lock)]);
    return { text, ageMs: Date.now() - mtimeMs };
  } catch (thrown) {
    const code = codeOf(thrown);
    if (code === 'ENOENT') return null;
    throw new UsageError(({ errors, errorCode }) =>
      errors.cantRead('--resume', lock, errorCode(code)),
    );
  }
}

/** Who holds the lock, in words; null where nobody does any more. */
function holderOf({ text, ageMs }: FoundLock): ((texts: ResumeErrorTexts) => string) | null {
  const owner = lockOwner.safeParse(jsonOf(text)).data;
  if (owner === undefined) return ageMs < MAX_MAKING_MS ? (texts) => texts.anotherRun : null;
  switch (stateOf(owner)) {
    case 'runs':
      return (texts) => texts.anotherProcess(owner.pid);
    case 'elsewhere':
      return (texts) => texts.otherMachine;
    case 'gone':
      return null;
  }
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
    const code = codeOf(thrown);
    if (code === 'ENOENT') return;
    throw new UsageError(({ errors, errorCode }) =>
      errors.cantRemove('--resume', lock, errorCode(code)),
    );
  }
  // Somebody was faster and had made a new one: it goes back, unless there is yet another.
  if ((await readFile(aside, 'utf8')) !== text) await link(aside, lock).catch(() => {});
  await rm(aside, { force: true });
}
