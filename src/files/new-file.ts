import { randomBytes } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { type FileHandle, access, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { codeOf } from '../base/error-code.ts';
import { leaveAtExit, removeAtExit } from './at-exit.ts';
import { isStrangers } from './trust.ts';

/** Nobody else needs to read a file before it is whole. */
const OWN = 0o600;
const PERMISSIONS = 0o777;
/** A name may have 255 bytes. */
const MAX_NAME_CHARACTERS = 60;

/** A file may be written to, but the one that is to take its place can't be made beside it. */
export class NoNewFileError extends Error {
  override readonly name = 'NoNewFileError';
  /** The system's. */
  readonly code: string;

  constructor(code: string) {
    super(`no new file: ${code}`);
    this.code = code;
  }
}

/**
 * A file that is written beside the one whose name it takes once it is whole. Until then that one
 * stays as it is, whoever ends this process. Its own name can't be guessed, and it is made by this
 * process or not at all: nothing that others put in its place is followed or written to.
 */
export class NewFile {
  /** Reads and writes. */
  readonly handle: FileHandle;
  readonly #target: string;
  readonly #path: string;

  private constructor(handle: FileHandle, target: string, beside: string) {
    this.handle = handle;
    this.#target = target;
    this.#path = beside;
  }

  /**
   * @param target an absolute path, of a regular file or of nothing
   * @throws NoNewFileError; what the system says, also where the file that is there may not be
   *   written to
   */
  static async beside(target: string): Promise<NewFile> {
    const old = await statsOf(target);
    if (old !== null) await access(target, constants.W_OK);
    const name = `${path.basename(target).slice(0, MAX_NAME_CHARACTERS)}.${randomBytes(6).toString('hex')}.tmp`;
    const folder = path.dirname(target);
    const beside = path.join(folder, name);
    // A stranger's file in a folder for all may be a trap: its owner could write to the new one too.
    const kept = old === null || isStrangers(old, await stat(folder)) ? null : old;
    // Without a mode the system's mask decides, as for any new file.
    const handle = await open(beside, 'wx+', kept === null ? undefined : OWN).catch(
      (thrown: unknown) => {
        throw old === null ? thrown : new NoNewFileError(codeOf(thrown));
      },
    );
    const made = new NewFile(handle, target, beside);
    removeAtExit(beside);
    try {
      if (kept !== null && process.platform !== 'win32') {
        // Only an administrator may give a file away.
        await handle.chown(kept.uid, kept.gid).catch(() => {});
        await handle.chmod(kept.mode & PERMISSIONS);
      }
      return made;
    } catch (thrown) {
      await made.discard();
      throw thrown;
    }
  }

  /**
   * Takes the name, with all that was written so far on the disk. It stays open.
   * @throws what the system says; then it is still to be discarded
   */
  async takeName(): Promise<void> {
    await this.handle.sync();
    await renamed(this.#path, this.#target);
    leaveAtExit(this.#path);
    await syncFolder(path.dirname(this.#target));
  }

  /** Closes it, and leaves nothing of it behind. */
  async discard(): Promise<void> {
    await this.handle.close();
    await rm(this.#path, { force: true }).catch(() => {});
    leaveAtExit(this.#path);
  }
}

async function statsOf(file: string): Promise<Stats | null> {
  try {
    return await stat(file);
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return null;
    throw thrown;
  }
}

/**
 * On Windows, programs that inspect new files, above all virus scanners, hold them for a moment.
 */
const HELD: ReadonlySet<string> = new Set(['EACCES', 'EBUSY', 'EPERM']);
const WAITS_MS = process.platform === 'win32' ? [20, 50, 100, 200, 400, 800] : [];

async function renamed(from: string, to: string): Promise<void> {
  for (const waitMs of WAITS_MS) {
    try {
      await rename(from, to);
      return;
    } catch (thrown) {
      if (!HELD.has(codeOf(thrown))) throw thrown;
    }
    await wait(waitMs);
  }
  await rename(from, to);
}

/** What file systems say that have no such thing, and folders that may be entered but not read. */
const NOT_SYNCED: ReadonlySet<string> = new Set(['EACCES', 'EINVAL', 'ENOTSUP', 'EPERM']);

/** The names in a folder are on the disk too; Windows writes them with the file. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (thrown) {
    if (!NOT_SYNCED.has(codeOf(thrown))) throw thrown;
  }
}
