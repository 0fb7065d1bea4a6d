import { readFileSync } from 'node:fs';

/** The soft limit, which Node has raised to the hard one; Infinity where nobody tells it. */
export function allowedFiles(): number {
  try {
    const [, soft] =
      /^Max open files\s+(\d+)/mu.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    return soft === undefined ? Infinity : Number(soft);
  } catch {
    return Infinity;
  }
}
