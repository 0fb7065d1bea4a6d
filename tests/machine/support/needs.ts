import fs from 'node:fs';
import path from 'node:path';
import type { describe } from '@jest/globals';
import { PROGRAM_PATH } from '../../real/support/command.ts';
import { describeReal } from '../../real/support/prerequisites.ts';
import { describeUnless } from '../../support/skip.ts';

/**
 * `describe` for tests that need root, network namespaces and these programs. Where they can't run
 * they are skipped with the reason; with CCM_PREFLIGHT_REQUIRE_REAL=1 that is a failure.
 */
export function describeMachine(
  programs: readonly string[],
  servers: Parameters<typeof describeReal>[0] = [],
): typeof describe.skip {
  const missing = programs.filter((program) => !isInstalled(program));
  if (missing.length === 0) return describeReal(servers);
  const message = `tests of a failing machine can't run here: not installed: ${missing.join(', ')}`;
  return describeUnless(message, 'CCM_PREFLIGHT_REQUIRE_REAL');
}

function isInstalled(program: string): boolean {
  return PROGRAM_PATH.split(':').some((folder) => fs.existsSync(path.join(folder, program)));
}
