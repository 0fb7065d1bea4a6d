import { getAsset } from 'node:sea';
import { Worker } from 'node:worker_threads';
import type * as OnDisk from '../../../src/run/crew/start-thread.ts';

/** A thread has no file to begin with here, but a text. */
const PROGRAM_ASSET = 'thread.js';

export const canHaveCrew: typeof OnDisk.canHaveCrew = () => true;

export const startThread: typeof OnDisk.startThread = (options) =>
  new Worker(getAsset(PROGRAM_ASSET, 'utf8'), { ...options, eval: true });
