import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';
import { codeOf } from '../base/error-code.ts';

/** A process, so that it is told from another that got its number later. */
export const lockOwner = z.object({
  host: z.string(),
  pid: z.int().positive(),
  /** When it started, in the words of its system; null where the system does not say. */
  started: z.string().nullable(),
});
export type LockOwner = z.infer<typeof lockOwner>;

export function thisProcess(): LockOwner {
  return { host: hostname(), pid: process.pid, started: startOf(process.pid) };
}

/**
 * `elsewhere`: on another machine, where it can't be asked. `unknown`: there is a process of that
 * number, and the system does not say whether it is that one.
 */
export function stateOf({
  host,
  pid,
  started,
}: LockOwner): 'runs' | 'gone' | 'elsewhere' | 'unknown' {
  if (host !== hostname()) return 'elsewhere';
  if (!exists(pid)) return 'gone';
  const now = startOf(pid);
  if (started === null || now === null) return 'unknown';
  return now === started ? 'runs' : 'gone';
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    // EPERM: somebody else's.
    return codeOf(thrown) !== 'ESRCH';
  }
}

/** proc(5): field 22 of stat, ticks since this boot; the name before it may hold blanks. */
function startOf(pid: number): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return ticks === undefined ? null : `${boot} ${ticks}`;
  } catch {
    return null;
  }
}
