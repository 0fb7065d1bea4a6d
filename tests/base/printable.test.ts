import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { printable } from '../../src/base/printable.ts';
import { anyCharacter } from '../support/any-character.ts';

test('80 characters are quoted whole, and of more the first 79', () => {
  expect(printable('a'.repeat(80))).toBe('a'.repeat(80));
  expect(printable('a'.repeat(81))).toBe(`${'a'.repeat(79)}…`);
  expect(printable('abcdef', 5)).toBe('abcd…');
  expect(printable(`abc\u{1f600}d`, 5)).toBe('abc…');
  expect(printable('\u{1f600}abcdef', 5)).toBe('\u{1f600}ab…');
  expect(printable('a\u0007b\u2028c')).toBe('a\ufffdb\ufffdc');
});

test('what is quoted holds no control characters and is short', () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter, maxLength: 300 }), (text) => {
      const quoted = printable(text);
      expect(quoted).not.toMatch(/\p{C}/u);
      expect(quoted.length).toBeLessThanOrEqual(81);
    }),
  );
});
