import { Worker } from 'node:worker_threads';
import type * as OnDisk from '../../../src/run/crew/start-thread.ts';

export const canHaveCrew: typeof OnDisk.canHaveCrew = () => true;

/** Every thread begins with the one file that there is. */
export const startThread: typeof OnDisk.startThread = (options) => new Worker(__filename, options);
