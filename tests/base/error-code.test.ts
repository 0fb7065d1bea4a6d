import { expect, test } from '@jest/globals';
import { codeOf } from '../../src/base/error-code.ts';

test.each([
  [Object.assign(new Error('x'), { code: 'EPIPE' }), 'EPIPE'],
  [Object.assign(new Error('x'), { code: 7 }), 'Error'],
  [new TypeError('x'), 'TypeError'],
  [{ name: 7 }, 'UNKNOWN'],
  [null, 'UNKNOWN'],
  ['EPIPE', 'UNKNOWN'],
])('the code of %p is %s', (thrown, code) => {
  expect(codeOf(thrown)).toBe(code);
});
