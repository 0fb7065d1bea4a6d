import { rmSync } from 'node:fs';

/** Files that are of use to nobody once this process has ended. */
const passing = new Set<string>();

/** Has a file removed should the process end first: at the third Ctrl-C it runs nothing but this. */
export function removeAtExit(file: string): void {
  if (passing.size === 0) {
    process.off('exit', removeAll);
    process.once('exit', removeAll);
  }
  passing.add(file);
}

/** The file is gone, or here to stay. */
export function leaveAtExit(file: string): void {
  passing.delete(file);
}

function removeAll(): void {
  for (const file of passing) {
    try {
      rmSync(file, { force: true });
    } catch {
      // The folder is gone or closed to us: there is nobody left to tell.
    }
  }
}
