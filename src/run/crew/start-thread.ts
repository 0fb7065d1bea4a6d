import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker, type WorkerOptions } from 'node:worker_threads';

/** Where the thread's program stands once this is built; it is not there among the sources. */
const PROGRAM = new URL('./thread.js', import.meta.url);

/** Whether threads can be had here. */
export function canHaveCrew(): boolean {
  return existsSync(fileURLToPath(PROGRAM));
}

export function startThread(options: WorkerOptions): Worker {
  return new Worker(PROGRAM, options);
}
