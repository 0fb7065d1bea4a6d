import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anyCharacter } from './any-character.ts';

test('is of every plane of Unicode, and no half of a pair', () => {
  const characters = fc.sample(anyCharacter, { numRuns: 2000, seed: 1 });
  expect(new Set(characters.map((each) => (each.codePointAt(0) ?? 0) >> 16)).size).toBe(17);
  expect(characters.filter((each) => Array.from(each).length !== 1 || isHalf(each))).toEqual([]);
});

test.each(['\0', 'a', '\ud7ff', '\ue000', '\u{10ffff}'])('%j is one', (character) => {
  expect(anyCharacter.canShrinkWithoutContext(character)).toBe(true);
});

test.each(['', 'ab', '\ud800', '\udfff', '\u{10ffff}a'])('%j is none', (text) => {
  expect(anyCharacter.canShrinkWithoutContext(text)).toBe(false);
});

test('texts of them are now and then such as programs take for members of their own', () => {
  const texts = fc.sample(fc.string({ unit: anyCharacter, maxLength: 30, size: 'max' }), {
    numRuns: 2000,
    seed: 1,
  });
  expect(texts).toContain('constructor');
});

function isHalf(character: string): boolean {
  return character >= '\ud800' && character < '\ue000' && character.length === 1;
}
