import { lstat, readlink, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { codeOf } from '../base/error-code.ts';
import { isDevice } from './device.ts';
import { isStrangers } from './trust.ts';

/** Where an output goes. */
export interface OutputDestination {
  /** `file`: a regular file, or none yet. `stream`: a pipe or a device, written to as it is. */
  readonly kind: 'file' | 'stream';
  /** Behind all links. */
  readonly path: string;
}

const MAX_LINKS = 40;
/** Open files of a process, to which /dev/stdout and /dev/fd lead: whatever they are, others hold them. */
const OPEN_FILE = /^\/proc\/[^/]+\/(?:task\/[^/]+\/)?fd\/\d+$/u;

/**
 * Follows the links from a name to what is to be written.
 * @param file an absolute path
 * @throws what the system says where it can't be told, or may not be followed
 */
export async function outputDestinationOf(file: string): Promise<OutputDestination> {
  if (isDevice(file)) return { kind: 'stream', path: file };
  let place = file;
  for (let links = 0; links < MAX_LINKS; links += 1) {
    const found = await lookAt(stat(place));
    const folder = await realpath(path.dirname(place));
    place = path.join(folder, path.basename(place));
    if (OPEN_FILE.test(place)) return { kind: 'stream', path: place };
    const itself = await lookAt(lstat(place));
    if (itself?.isSymbolicLink() !== true) {
      return { kind: found === null || found.isFile() ? 'file' : 'stream', path: place };
    }
    // As Linux does where fs.protected_symlinks is on; elsewhere it is for us to do.
    if (isStrangers(itself, await stat(folder))) {
      throw Object.assign(new Error(`${place} is a stranger's link`), { code: 'EACCES' });
    }
    place = path.resolve(folder, await readlink(place));
  }
  throw Object.assign(new Error(`${file} leads in circles`), { code: 'ELOOP' });
}

/** Null where there is nothing. */
async function lookAt<T>(looking: Promise<T>): Promise<T | null> {
  try {
    return await looking;
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return null;
    throw thrown;
  }
}
