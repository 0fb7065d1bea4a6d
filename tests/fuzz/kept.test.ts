import { describe, expect, test } from '@jest/globals';
import { findingOf } from './finding.ts';
import { keptInputs } from './fixtures.ts';
import { mutate } from './mutate.ts';
import { randomOf } from './random.ts';
import { TARGETS } from './targets/index.ts';
import { IS_LONG } from '../support/long.ts';

// The long version: npm run fuzz.
const RUNS = IS_LONG ? 2_000 : 400;
const SEED = 20_260_101;

describe.each(TARGETS.map((target) => [target.name, target] as const))('%s', (name, target) => {
  test('takes every seed, and every input that once broke it', async () => {
    const inputs = [...target.seeds.map((seed) => ['seed', seed] as const), ...keptInputs(name)];
    for (const [what, input] of inputs) {
      expect({ what, finding: await findingOf(target, input) }).toEqual({ what, finding: null });
    }
  });

  test(`takes ${RUNS} mutations`, async () => {
    const findings: string[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      const finding = await findingOf(target, mutate(target.seeds, randomOf(SEED, run)));
      if (finding !== null) findings.push(`seed ${SEED}, run ${run}: ${finding}`);
    }
    expect(findings).toEqual([]);
  });
});
