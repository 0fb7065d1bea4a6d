import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { main } from './main.ts';

/** Node reads all modules that one imports at once, which took 200 open files when measured. */
const AMPLE_FILES = 512;

/** Loads the tool; a few files at a time on a machine that allows no more. */
export async function loadMain(): Promise<typeof main> {
  if (allowedFiles() < AMPLE_FILES) {
    const require = createRequire(import.meta.url);
    // One file after the other, and what is loaded then is loaded for import() too.
    for (const part of ['./main.js', './run-check.js']) require(part);
  }
  return (await import('./main.ts')).main;
}

/** The soft limit, which Node has raised to the hard one; Infinity where nobody tells it. */
function allowedFiles(): number {
  try {
    const [, soft] =
      /^Max open files\s+(\d+)/mu.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    return soft === undefined ? Infinity : Number(soft);
  } catch {
    return Infinity;
  }
}
