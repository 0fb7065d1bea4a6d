import { rmSync } from 'node:fs';

/** Files that are useless once this process has ended. */
const passing = new Set<string>();

/** Removes a file should the process end first; after a third Ctrl-C nothing else runs any more. */
export function removeAtExit(file: string): void {
  if (passing.size === 0) {
    process.off('exit', removeAll);
    process.once('exit', removeAll);
  }
  passing.add(file);
}

/** Takes a file off the list: it is gone already, or is meant to stay. */
export function leaveAtExit(file: string): void {
  passing.delete(file);
}

function removeAll(): void {
  for (const file of passing) {
    try {
      rmSync(file, { force: true });
    } catch {
      // The folder is gone or closed to us, and nobody is left to report it to.
    }
  }
}
