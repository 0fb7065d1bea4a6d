import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { findingOf } from './finding.ts';
import { mutate } from './mutate.ts';
import { randomOf } from './random.ts';
import { targetNamed } from './targets/index.ts';

const BATCH = 1_000;
/** What a decoder may hold in all, in and outside of the heap, above where it began. */
const MAX_GROWTH_BYTES = 134_217_728;

const { name, seed, first, end, progress } = z
  .object({
    name: z.string(),
    seed: z.number(),
    first: z.number(),
    end: z.number(),
    progress: z.instanceof(SharedArrayBuffer),
  })
  .parse(workerData);

const target = targetNamed(name);
const counter = new Int32Array(progress);
const held = (): number => {
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return heapUsed + Math.max(external, arrayBuffers);
};
const atFirst = held();

for (let run = first; run < end; run += 1) {
  // The watchdog tells from this which run hangs.
  Atomics.store(counter, 0, run);
  const finding = await findingOf(target, mutate(target.seeds, randomOf(seed, run)));
  if (finding !== null) parentPort?.postMessage({ run, finding }, []);
  if (run % BATCH === 0) {
    const growth = held() - atFirst;
    if (growth > MAX_GROWTH_BYTES) {
      parentPort?.postMessage({ run, finding: `holds ${growth} bytes more than at first` }, []);
      break;
    }
  }
}
Atomics.store(counter, 0, end);
