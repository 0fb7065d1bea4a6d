import type { describe } from '@jest/globals';
import { describeUnless } from './skip.ts';

/** Whether what takes long is to run too. */
export const IS_LONG = process.env['CCM_PREFLIGHT_LONG'] === '1';

/**
 * `describe` for tests that take many seconds for their own sake. `npm test` skips them with the
 * reason on standard output; `npm run test:long` and the check at landing run them.
 */
export function describeLong(what: string): typeof describe.skip {
  return describeUnless(IS_LONG ? null : `${what}: takes long (CCM_PREFLIGHT_LONG=1 runs it)`);
}

/** How often a property is tried: a fifth of it by default, all of it with `CCM_PREFLIGHT_LONG=1`. */
export function runs(whole: number): number {
  return IS_LONG ? whole : Math.ceil(whole / 5);
}
