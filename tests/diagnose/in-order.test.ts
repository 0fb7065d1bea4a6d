import { expect, test } from '@jest/globals';
import { matchInOrder } from '../../src/diagnose/in-order.ts';

test.each([
  ['one pattern', /a(.)/, 'xab', ['b']],
  ['groups of all', [/host=(\w+)/, /port=(\d+)/], 'host=mp01 x port=80', ['mp01', '80']],
  ['a group that is not there', [/a(b)?/], 'ac', ['']],
  ['in the other order', [/one/, /two/], 'two one', null],
  ['one inside the other', [/ab/, /b/], 'ab', null],
  ['in another line', [/one/, /two/], 'one\ntwo', null],
  ['none', [/one/], 'two', null],
])('%s', (_name, wording, text, groups) => {
  expect(matchInOrder(wording, text)).toEqual(groups);
});
