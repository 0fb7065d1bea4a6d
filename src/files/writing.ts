import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { codeOf } from '../base/error-code.ts';
import { type OutputDestination, outputDestinationOf } from './destination.ts';
import { type Unlock, lockFile } from './lock.ts';
import { NewFile } from './new-file.ts';

/**
 * What a file holds while it is written. `when-whole`: what it held before, up to the end.
 * `as-it-comes`: what was written so far, from the first text on, for readers of what a stopped
 * run had found. `append`: what it held before, and what is added.
 */
export type Way = 'when-whole' | 'as-it-comes' | 'append';

/** A file or a device under way. */
export interface Writing {
  /** Reads too where it `isRegular`. */
  readonly handle: FileHandle;
  readonly isRegular: boolean;
  /** To be called once something is written. */
  begun(): Promise<void>;
  /**
   * Brings what was written under its name and onto the disk; the handle stays open.
   * @throws LockedError where another run has the file; what the system says
   */
  finish(): Promise<void>;
  /** Closes it. What has not taken its name by now is gone, and the file as it was before. */
  close(): Promise<void>;
}

/**
 * Opens a file to be written.
 * @param file an absolute path
 * @param option by which the user named it
 * @throws LockedError where another run has it; what the system says where it can't be opened
 */
export async function openWriting(file: string, way: Way, option: string): Promise<Writing> {
  const destination = await outputDestinationOf(file);
  if (destination.kind === 'stream') return openStream(destination);
  switch (way) {
    case 'append':
      return openAppended(destination);
    case 'when-whole':
      return openWhole(destination, option);
    case 'as-it-comes':
      return openLive(destination, option);
  }
}

/** Both ends of a pipe, so that it does not wait for its reader; some devices can only be written to. */
async function openStream({ path: file }: OutputDestination): Promise<Writing> {
  const mode = constants.O_APPEND | (constants.O_NOCTTY ?? 0);
  const handle = await open(file, mode | constants.O_RDWR).catch((thrown: unknown) => {
    if (codeOf(thrown) !== 'EACCES') throw thrown;
    return open(file, mode | constants.O_WRONLY);
  });
  return {
    handle,
    isRegular: false,
    begun: () => Promise.resolve(),
    finish: () => Promise.resolve(),
    close: () => handle.close(),
  };
}

async function openAppended({ path: file }: OutputDestination): Promise<Writing> {
  const handle = await open(file, 'a+');
  return {
    handle,
    isRegular: true,
    begun: () => Promise.resolve(),
    finish: () => handle.sync(),
    close: () => handle.close(),
  };
}

/** Locked too: of two runs at once one would throw away what the other vouches for. */
async function openWhole({ path: file }: OutputDestination, option: string): Promise<Writing> {
  const { made, unlock } = await newAndLocked(file, option);
  let hasName = false;
  return {
    handle: made.handle,
    isRegular: true,
    begun: () => Promise.resolve(),
    async finish() {
      await made.takeName();
      hasName = true;
    },
    async close() {
      try {
        await (hasName ? made.handle.close() : made.discard());
      } finally {
        await unlock();
      }
    },
  };
}

async function openLive({ path: file }: OutputDestination, option: string): Promise<Writing> {
  const { made, unlock } = await newAndLocked(file, option);
  let hasName = false;
  const takeName = async (): Promise<void> => {
    if (hasName) return;
    await made.takeName();
    hasName = true;
  };
  return {
    handle: made.handle,
    isRegular: true,
    begun: takeName,
    async finish() {
      await takeName();
      await made.handle.sync();
      // If it was replaced or removed meanwhile, what this run vouches for is gone.
      const { nlink } = await made.handle.stat();
      if (nlink === 0) throw Object.assign(new Error(`${file} was removed`), { code: 'ENOENT' });
    },
    async close() {
      try {
        await (hasName ? made.handle.close() : made.discard());
      } finally {
        await unlock();
      }
    },
  };
}

/** The new file first: where its folder takes none it takes no lock either, and that is the reason. */
async function newAndLocked(
  file: string,
  option: string,
): Promise<{ readonly made: NewFile; readonly unlock: Unlock }> {
  const made = await NewFile.beside(file);
  try {
    return { made, unlock: await lockFile(file, option) };
  } catch (thrown) {
    await made.discard();
    throw thrown;
  }
}
