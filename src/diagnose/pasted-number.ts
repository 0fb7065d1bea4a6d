const TWO_TO_32 = 0x1_0000_0000;
/** How long the longest form is, and what people leave around it. */
const MAX_LENGTH = 100;

/** What stands around a number where it was copied from. */
const AROUND = /^[\s('"`[{<«「]+|[\s)'"`\]}>»」.,;:~!?]+$/g;
/** What logs write before a number. */
const BEFORE =
  /^(?:(?:last ?)?(?:error|exit|return|status|result)?[ _]?(?:code|error|hresult|hr|status|result)|エラー(?: ?コード)?)\s*[:=#]?\s*/i;

/** Hexadecimal: C, VBScript, assembler, and the widened form of 64 bits. */
const HEX =
  /^(-?)(?:0x|&h)(?:f{8}(?=[89a-f][0-9a-f]{7})|0{8}(?=[0-9a-f]{8}))?([0-9a-f]{1,8})(?:[lu&]{0,2})$/i;
const HEX_WITH_SUFFIX = /^()([0-9a-f]{1,8})h$/i;
/** Eight digits: an HRESULT or NTSTATUS, or what logs fill up with zeros. */
const BARE_HEX = /^()([89a-f][0-9a-f]{7}|00[0-9a-f]{6})$/i;
/** Short ones are known by a letter in them: `52e`, `4B3`. */
const SHORT_HEX = /^()(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)([0-9a-f]{3,4})$/i;
const GROUPED = /^-?\d{1,3}(?:([,.'’ \u00a0\u202f])\d{3})(?:\1\d{3}){0,2}$/;
const DECIMAL = /^-?\d{1,10}$/;

/** A number as people paste it, and whether it can be no port, because it was not written as one. */
export interface PastedNumber {
  readonly value: number;
  readonly form: 'decimal' | 'hexadecimal';
}

/**
 * The number that a text is, in any form that logs, tools and spreadsheets show errors in; null for what
 * is no number.
 */
export function pastedNumber(text: string): PastedNumber | null {
  if (text.length > MAX_LENGTH) return null;
  const plain = text.normalize('NFKC').replaceAll('\u2212', '-').replaceAll(AROUND, '');
  const said = plain.replace(BEFORE, '').replaceAll(AROUND, '');
  for (const form of [HEX, HEX_WITH_SUFFIX, BARE_HEX, SHORT_HEX]) {
    const [whole, sign = '', digits = ''] = form.exec(said) ?? [];
    if (whole === undefined) continue;
    const value = Number.parseInt(digits, 16);
    return { value: sign === '-' ? -value : value, form: 'hexadecimal' };
  }
  const digits = GROUPED.test(said) ? said.replaceAll(/[^\d-]/g, '') : said;
  if (!DECIMAL.test(digits)) return null;
  const value = Number(digits);
  return Math.abs(value) < TWO_TO_32 ? { value, form: 'decimal' } : null;
}
