import fs from 'node:fs';
import path from 'node:path';
import { describe } from '@jest/globals';
import { PROGRAM_PATH } from '../../real/support/command.ts';
import { describeReal } from '../../real/support/prerequisites.ts';

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
  if (process.env['CCM_PREFLIGHT_REQUIRE_REAL'] === '1') throw new Error(message);
  process.stdout.write(`skipped: ${message}\n`);
  return describe.skip;
}

function isInstalled(program: string): boolean {
  return PROGRAM_PATH.split(':').some((folder) => fs.existsSync(path.join(folder, program)));
}
