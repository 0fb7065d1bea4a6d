import { Worker } from 'node:worker_threads';
import { z } from 'zod';

const TICK_MS = 500;
/** A run of no progress for so many ticks hangs: no decoder takes more than milliseconds. */
const HANGING_TICKS = 10;
const MAX_HEAP_MB = 256;
const MAX_FINDINGS = 20;

export interface Finding {
  readonly run: number;
  readonly finding: string;
}

export interface CampaignResult {
  /** Runs that were made. */
  readonly runs: number;
  readonly findings: readonly Finding[];
}

const MESSAGE = z.object({ run: z.number(), finding: z.string() });

/**
 * Fuzzes one decoder in a thread of its own, whose heap is bounded; a run that hangs, or that
 * exhausts the heap, ends it, and the next thread goes on after that run.
 */
export async function fuzz(
  name: string,
  seed: number,
  first: number,
  end: number,
): Promise<CampaignResult> {
  const findings: Finding[] = [];
  let next = first;
  while (next < end && findings.length < MAX_FINDINGS) {
    next = await fuzzInThread(name, seed, next, end, findings);
  }
  return { runs: next - first, findings };
}

/** @returns the run to go on with */
function fuzzInThread(
  name: string,
  seed: number,
  first: number,
  end: number,
  findings: Finding[],
): Promise<number> {
  const progress = new SharedArrayBuffer(4);
  const counter = new Int32Array(progress);
  counter[0] = first;
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: { name, seed, first, end, progress },
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
  });
  return new Promise((resolve) => {
    let last = -1;
    let idleTicks = 0;
    const giveUp = (finding: string): void => {
      findings.push({ run: Atomics.load(counter, 0), finding });
      void worker.terminate();
    };
    const watchdog = setInterval(() => {
      const run = Atomics.load(counter, 0);
      idleTicks = run === last ? idleTicks + 1 : 0;
      last = run;
      if (idleTicks === HANGING_TICKS && run < end) giveUp('hangs');
    }, TICK_MS);
    worker.on('message', (message) => {
      findings.push(MESSAGE.parse(message));
      if (findings.length >= MAX_FINDINGS) void worker.terminate();
    });
    worker.on('error', (error: unknown) => giveUp(`ends its thread: ${String(error)}`));
    worker.once('exit', () => {
      clearInterval(watchdog);
      const run = Atomics.load(counter, 0);
      resolve(run >= end ? end : run + 1);
    });
  });
}
