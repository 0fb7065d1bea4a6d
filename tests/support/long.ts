import path from 'node:path';
import { describe, expect } from '@jest/globals';

/**
 * `describe` for tests that take many seconds for their own sake. `npm test` skips them with the
 * reason on standard output; `npm run test:long` and the check at landing run them.
 */
export function describeLong(what: string): typeof describe.skip {
  if (process.env['CCM_PREFLIGHT_LONG'] === '1') return describe;
  const file = path.basename(expect.getState().testPath ?? '');
  process.stdout.write(`skipped: ${file}: ${what}: takes long (CCM_PREFLIGHT_LONG=1 runs it)\n`);
  return describe.skip;
}
