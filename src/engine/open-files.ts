import { readFileSync } from 'node:fs';

/**
 * The limit of open files: the soft limit, which Node raises to the hard one. Infinity if the
 * system does not say.
 */
export function allowedFiles(): number {
  try {
    const [, soft] =
      /^Max open files\s+(\d+)/mu.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    return soft === undefined ? Infinity : Number(soft);
  } catch {
    return Infinity;
  }
}
