import type { describe } from '@jest/globals';
import { describeUnless } from './skip.ts';

/**
 * `describe` for tests that take many seconds for their own sake. `npm test` skips them with the
 * reason on standard output; `npm run test:long` and the check at landing run them.
 */
export function describeLong(what: string): typeof describe.skip {
  const isWanted = process.env['CCM_PREFLIGHT_LONG'] === '1';
  return describeUnless(isWanted ? null : `${what}: takes long (CCM_PREFLIGHT_LONG=1 runs it)`);
}
