import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker, type WorkerOptions } from 'node:worker_threads';

/** The thread's program, which exists only in the built package, not among the sources. */
const PROGRAM = new URL('./thread.js', import.meta.url);

/** Whether this installation can start threads. */
export function canHaveCrew(): boolean {
  return existsSync(fileURLToPath(PROGRAM));
}

export function startThread(options: WorkerOptions): Worker {
  return new Worker(PROGRAM, options);
}
