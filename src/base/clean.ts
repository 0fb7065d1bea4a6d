/**
 * Control characters (C0, C1, DEL), line and paragraph separators, and what is not seen but acts:
 * bidirectional marks and overrides, zero-width characters, tags; surrogates that stand alone; and
 * code points that are no characters, which XML 1.0 (2.2) forbids.
 */
const UNSAFE =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;

/**
 * Text from a server made fit for a terminal, a table and a document: unsafe characters dropped,
 * white space at the ends cut, at most `maxLength` characters.
 */
export function clean(text: string, maxLength = 256): string {
  const safe = text
    .slice(0, maxLength * 2)
    .replace(UNSAFE, '')
    .trim();
  return safe.length > maxLength ? `${cut(safe, maxLength - 1)}…` : safe;
}

/** The first `length` code units, or one less rather than half of a pair. */
function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}

/** Like `clean`, with null for what is empty afterwards. */
export function cleanOrNull(text: string | null | undefined, maxLength = 256): string | null {
  return text ? clean(text, maxLength) || null : null;
}

/** Text that was cleaned once, and may have been changed since. */
export function withoutUnsafe(text: string): string {
  return text.replace(UNSAFE, '');
}
