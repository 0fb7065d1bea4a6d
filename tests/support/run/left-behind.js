import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { before } from './begin.js';
import { isOrphan, networkNamespaces } from './namespaces.js';

/** Files, processes, mounts and network namespaces of this run, a line each. */
export function leftBehind() {
  return [
    ...readdirSync(before.folder)
      .filter((name) => name !== 'own')
      .map((name) => `file ${path.join(before.folder, name)}`),
    ...processes().map(({ pid, command }) => `process ${pid}: ${command}`),
    ...mounts().map((place) => `mount ${place}`),
    ...networkNamespaces()
      .filter((name) => !before.namespaces.includes(name) && isOrphan(name))
      .map((name) => `network namespace ${name}`),
  ];
}

/** Who has the run's temporary folder in the environment or the words that it was started with. */
function processes() {
  return entriesOfProc()
    .filter((pid) => pid !== String(process.pid))
    .map((pid) => ({ pid, command: read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim() }))
    .filter(
      ({ pid, command }) =>
        command.includes(before.folder) || read(`/proc/${pid}/environ`).includes(before.folder),
    );
}

function mounts() {
  return read('/proc/self/mountinfo')
    .split('\n')
    .map((line) => line.split(' ')[4] ?? '')
    .filter((place) => place.startsWith(before.folder));
}

/** @returns none where the system has no /proc */
function entriesOfProc() {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc').filter((name) => /^\d+$/u.test(name));
}

/** @returns '' for a process that is no more or another user's, and where there is no /proc */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
