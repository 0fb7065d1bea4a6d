import fc from 'fast-check';

const FIRST_SURROGATE = 0xd800;
const SURROGATES = 0x800;
const FIRST_AFTER = FIRST_SURROGATE + SURROGATES;
const LAST = 0x10_ffff;

/**
 * Any code point but half a surrogate pair, for `fc.string({ unit })`. It is what fast-check calls
 * `binary`, which makes a table of all million first: two seconds of each test file that asks for it.
 */
export const anyCharacter = fc
  .integer({ min: 0, max: LAST - SURROGATES })
  .map((number) => String.fromCodePoint(codePointOf(number)), numberOf);

function codePointOf(number: number): number {
  return number < FIRST_SURROGATE ? number : number + SURROGATES;
}

/** The way back, which fast-check needs for texts that it knows to be dangerous, such as `__proto__`. */
function numberOf(value: unknown): number {
  const codePoint = typeof value === 'string' ? (value.codePointAt(0) ?? -1) : -1;
  const number = codePoint < FIRST_AFTER ? codePoint : codePoint - SURROGATES;
  if (
    number < 0 ||
    codePointOf(number) !== codePoint ||
    String.fromCodePoint(codePoint) !== value
  ) {
    throw new TypeError('not one character');
  }
  return number;
}
