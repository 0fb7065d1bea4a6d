import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import * as fc from 'fast-check';
import { makeGlobals } from './harness.js';
import { compile, makeLoader } from './modules.js';

const MOST_RUNS = 25;

/** The same numbers in every run, fewer of them; a counterexample is a kill, however large it is. */
const fastCheck = {
  ...fc,
  assert: (property, { numRuns = 100 } = {}) =>
    fc.assert(property, {
      seed: 20_241_122,
      endOnFailure: true,
      numRuns: Math.min(numRuns, MOST_RUNS),
    }),
};

/** Test files; the one that killed last comes first, for its neighbours are often killed by it too. */
const files = workerData.tests.map((file) => path.resolve(file));

/** @returns the test file that fails, null where none does */
async function run(mutated, instead) {
  let current = null;
  try {
    const { tests, globals } = makeGlobals();
    const shims = new Map([
      ['@jest/globals', globals],
      ['fast-check', fastCheck],
    ]);
    const load = makeLoader(instead, shims);
    for (const file of files) {
      current = file;
      await load(file);
      if (!load.reaches(file, mutated)) tests.length = 0;
      for (const test of tests.splice(0)) await test();
    }
    return null;
  } catch (thrown) {
    files.unshift(...files.splice(files.indexOf(current), 1));
    return { file: path.relative('', current), message: String(thrown) };
  }
}

parentPort.on('message', ({ file, source }) => {
  void judge(path.resolve(file), source).then((found) => parentPort.postMessage(found, []));
});

async function judge(name, source) {
  let instead;
  try {
    instead = new Map([[name, compile(name, source)]]);
  } catch {
    return { result: 'invalid' };
  }
  const failed = await run(name, instead);
  return { result: failed === null ? 'survived' : 'killed', failed };
}
