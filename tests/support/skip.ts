import path from 'node:path';
import { describe, expect, test } from '@jest/globals';

/**
 * `describe` where there is no reason against it. Else the tests are skipped, and the reason is told on
 * standard output, with the test file: `.ci/bare` compares these lines with a kept list.
 *
 * @throws where the environment demands these tests (`CCM_PREFLIGHT_REQUIRE_…=1`)
 */
export function describeUnless(
  reason: string | null,
  demand: string | null = null,
): typeof describe.skip {
  return isSkipped(reason, demand) ? describe.skip : describe;
}

/** The same for a single test. */
export function testUnless(reason: string | null): typeof test.skip {
  return isSkipped(reason, null) ? test.skip : test;
}

function isSkipped(reason: string | null, demand: string | null): boolean {
  if (reason === null) return false;
  if (demand !== null && process.env[demand] === '1') throw new Error(reason);
  tellSkipped(reason);
  return true;
}

/** The line alone, for what a test leaves out where it is not skipped as a whole. */
export function tellSkipped(reason: string): void {
  const file = path.relative(process.cwd(), expect.getState().testPath ?? '');
  process.stdout.write(`skipped: ${file.replaceAll(path.sep, '/')}: ${reason}\n`);
}
