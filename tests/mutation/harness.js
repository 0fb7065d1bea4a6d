import { createRequire } from 'node:module';

const { jestExpect: expect } = createRequire(import.meta.resolve('@jest/globals'))('@jest/expect');

/** The part of jest's globals that the tests of pure code use; a test is a function, titles are nothing. */
export function makeGlobals() {
  const tests = [];
  const test = (_title, run) => tests.push(run);
  const describe = (_title, declare) => declare();
  const each = (define) => (table) => (_title, run) => {
    for (const row of table) define('', () => run(...(Array.isArray(row) ? row : [row])));
  };
  const skipped = { skip: () => {} };
  return {
    tests,
    globals: {
      expect,
      test: Object.assign(test, { each: each(test) }, skipped),
      describe: Object.assign(describe, { each: each(describe) }, skipped),
    },
  };
}
