import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Has a `ping` that answers for this machine itself, as any does. */
const PROGRAMS = fileURLToPath(new URL('./programs', import.meta.url));

/**
 * Puts a ping program on the path where the machine has none. Tests of other things send echo requests
 * too, and a user without rights often has no other way to.
 */
export function providePing() {
  if (process.platform === 'win32') return;
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  if (folders.some((folder) => isProgram(path.join(folder, 'ping')))) return;
  process.env['PATH'] = [...folders, PROGRAMS].join(path.delimiter);
}

/** @param {string} file */
function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
