/**
 * Control characters (C0, C1, DEL), line and paragraph separators, invisible characters with an
 * effect (bidirectional marks and overrides, zero-width characters, tags), lone surrogates, and
 * noncharacters, which XML 1.0 (2.2) forbids.
 */
const UNSAFE =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;

/**
 * Text from a server, made safe for terminals and documents: unsafe characters removed, trimmed, at
 * most `maxLength` characters.
 */
export function clean(text: string, maxLength = 256): string {
  const safe = text
    .slice(0, maxLength * 2)
    .replace(UNSAFE, '')
    .trim();
  return safe.length > maxLength ? `${cut(safe, maxLength - 1)}…` : safe;
}

/** The first `length` code units, or one less where that would split a surrogate pair. */
function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}

/** Like `clean`, with null for what is empty afterwards. */
export function cleanOrNull(text: string | null | undefined, maxLength = 256): string | null {
  return text ? clean(text, maxLength) || null : null;
}

/** For text that was cleaned once and may have been edited since, as in a saved report. */
export function withoutUnsafe(text: string): string {
  // Nearly all of a saved report is ASCII, and this search is many times as fast.
  return /[^ -~]/.test(text) ? text.replace(UNSAFE, '') : text;
}
