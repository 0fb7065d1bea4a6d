/**
 * Mutation tests of what decides a verdict: `npm run mutation [-- FOLDER_OR_FILE...]`.
 * Each mutant is run against the folders' own tests, without jest: a fresh copy of our modules in a
 * worker takes milliseconds. What survives is told, unless the compiler refuses it or equivalent.json
 * says why no test can see it. `--every 5` tries each fifth mutant of every file.
 */
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { mutantsOf } from './mutants.js';
import { TypeChecker } from './types.js';

const FOLDERS = ['src/catalogue', 'src/site', 'src/plan', 'src/judge'];
const TESTS = ['tests/judge', 'tests/plan', 'tests/site'];
const SLOW = /universe|method\.test|files\.test|host\.test/;
const PATIENCE_MS = 60_000;
const LEAST_KILLED = 0.85;
/** A worker's copies of modules are not all given back. */
const MUTANTS_PER_WORKER = 300;

function filesIn(place, extension) {
  if (place.endsWith('.ts')) return [place];
  return readdirSync(place)
    .filter((name) => name.endsWith(extension))
    .map((name) => path.posix.join(place, name));
}

/** Those of the folder itself first, and the long ones last. */
function testsFor(place) {
  const [, folder] = place.split('/');
  const cost = (file) => (file.startsWith(`tests/${folder}/`) ? 0 : 1) + (SLOW.test(file) ? 2 : 0);
  return TESTS.flatMap((each) => filesIn(each, '.test.ts')).toSorted((a, b) => cost(a) - cost(b));
}

/** A worker that is started again after an endless mutant. */
class Runner {
  #worker = null;
  #runs = 0;
  #tests;

  constructor(tests) {
    this.#tests = tests;
  }

  async run(file, source) {
    this.#worker ??= new Worker(new URL('./worker.js', import.meta.url), {
      workerData: { tests: this.#tests },
    });
    const worker = this.#worker;
    this.#runs += 1;
    const gone = new AbortController();
    const { signal } = gone;
    worker.postMessage({ file, source }, []);
    const answer = await Promise.race([
      once(worker, 'message', { signal }).then(([message]) => message),
      setTimeout(PATIENCE_MS, { result: 'timeout' }, { signal }),
    ]).catch((error) => ({ result: 'crashed', message: String(error) }));
    gone.abort();
    const spent = answer.result === 'timeout' || answer.result === 'crashed';
    if (spent || this.#runs % MUTANTS_PER_WORKER === 0) await this.stop();
    return answer;
  }

  async stop() {
    await this.#worker?.terminate();
    this.#worker = null;
  }
}

const equivalents = JSON.parse(readFileSync(new URL('./equivalent.json', import.meta.url), 'utf8'));

function whyEquivalent({ file, code, original, replacement }) {
  return equivalents.find(
    (known) =>
      known.file === file &&
      known.code === code &&
      known.original === original &&
      known.replacement === replacement,
  );
}

const compiler = new TypeChecker();
const say = (text) => process.stdout.write(`${text}\n`);

/** @returns how many mutants of a file came to which end, all survivors told */
async function tryFile(file, runner, every) {
  const count = { mutants: 0, killed: 0, survived: 0, equivalent: 0, refused: 0 };
  const text = readFileSync(file, 'utf8');
  const same = await runner.run(file, text);
  if (same.result !== 'survived') {
    throw new Error(`the tests fail without any mutant: ${JSON.stringify(same)}`);
  }
  const all = mutantsOf(file, text);
  for (const mutant of all.filter((_mutant, index) => index % every === every - 1)) {
    const { result } = await runner.run(file, mutant.source);
    if (result === 'invalid') continue;
    count.mutants += 1;
    if (result !== 'survived') {
      count.killed += 1;
    } else if (whyEquivalent(mutant) !== undefined) {
      count.equivalent += 1;
    } else if (await compiler.refuses(file, text, mutant.source)) {
      count.refused += 1;
    } else {
      count.survived += 1;
      const { line, code, original, replacement } = mutant;
      say(JSON.stringify({ file, line, code, original, replacement }));
    }
  }
  return count;
}

async function tryPlace(place, every) {
  const runner = new Runner(testsFor(place));
  const counts = [];
  for (const file of filesIn(place, '.ts')) counts.push(await tryFile(file, runner, every));
  await runner.stop();
  const sum = (key) => counts.reduce((total, count) => total + count[key], 0);
  const share = sum('killed') / Math.max(1, sum('killed') + sum('survived'));
  say(
    `${place}: ${sum('mutants')} mutants, ${sum('killed')} killed, ${sum('survived')} survived, ` +
      `${sum('equivalent')} equivalent, ${sum('refused')} refused by the compiler: ${(share * 100).toFixed(1)} %`,
  );
  return share;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { every: { type: 'string', default: '1' } },
});
const places = positionals.length > 0 ? positionals : FOLDERS;
for (const place of places) {
  if ((await tryPlace(place, Number(values.every))) < LEAST_KILLED) process.exitCode = 1;
}
compiler.close();
