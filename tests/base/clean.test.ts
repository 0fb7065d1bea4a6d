import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { clean, cleanOrNull } from '../../src/base/clean.ts';
import { isSafe } from '../fuzz/finding.ts';
import { anyCharacter } from '../support/any-character.ts';

test.each([
  ['a code point that XML forbids', 'pc\ufffe\uffff001', 'pc001'],
  ['a soft hyphen', 'pc\u00ad001', 'pc001'],
  ['deprecated marks of direction', 'pc\u206a\u206f001', 'pc001'],
  ['annotation marks and tags', 'pc\ufff9\ufffb\u{e0041}001', 'pc001'],
  ['what is ignored and not assigned', 'pc\u2065001', 'pc001'],
  ['half of a pair', 'pc\ud83d001\ude00', 'pc001'],
  ['escapes', '\u001b[2J\u009b31mpc001\r\n', '[2J31mpc001'],
])('%s is dropped', (_name, text, expected) => {
  expect(clean(text)).toBe(expected);
});

test('a cut leaves no half of a pair', () => {
  expect(clean('aa\u{1f600}\u{1f600}', 4)).toBe('aa…');
  expect(clean('aaa\u{1f600}\u{1f600}', 5)).toBe('aaa…');
});

test('whatever comes in, what comes out is safe, short, and stays the same', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: anyCharacter }),
      fc.integer({ min: 2, max: 40 }),
      (text, length) => {
        const safe = clean(text, length);
        expect(isSafe(safe)).toBe(true);
        expect(safe.length).toBeLessThanOrEqual(length);
        expect(clean(safe, length)).toBe(safe);
      },
    ),
  );
});

test('nothing, or nothing but marks, is null', () => {
  expect([null, undefined, '', '\u202e', ' '].map((text) => cleanOrNull(text))).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
});
