import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fuzz } from './campaign.ts';
import { keptFolder } from './fixtures.ts';
import { mutate } from './mutate.ts';
import { randomOf } from './random.ts';
import { TARGETS, targetNamed } from './targets/index.ts';

// npm run fuzz -- [--decoder NAME]... [--runs N] [--first N] [--seed N]

const { values } = parseArgs({
  options: {
    decoder: { type: 'string', multiple: true },
    runs: { type: 'string', default: '1000000' },
    first: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
  },
});
const runs = Number(values.runs);
const first = Number(values.first);
const seed = Number(values.seed);
if (![runs, first, seed].every(Number.isSafeInteger)) throw new Error('a number is expected');
const names =
  values.decoder?.map((name) => targetNamed(name).name) ?? TARGETS.map(({ name }) => name);

process.stdout.write(`seed ${seed}, runs ${first} to ${first + runs - 1} of each decoder\n`);
for (const name of names) {
  const startedAt = performance.now();
  const result = await fuzz(name, seed, first, first + runs);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(
    `${name}: ${result.runs} runs in ${seconds} s, ${result.findings.length} findings\n`,
  );
  for (const { run, finding } of result.findings) {
    process.stdout.write(`  run ${run}: ${finding}\n  kept as ${keep(name, run)}\n`);
    process.exitCode = 1;
  }
}

/**
 * Writes a run's input among the fixtures, which the tests replay. Those of captured bytes do not
 * belong into the repository: make the same input from a seed of our own.
 */
function keep(name: string, run: number): string {
  const input = mutate(targetNamed(name).seeds, randomOf(seed, run));
  const digest = createHash('sha256').update(input).digest('hex').slice(0, 12);
  const file = path.join(keptFolder(name), `${digest}.bin`);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, input);
  return path.relative(process.cwd(), file);
}
