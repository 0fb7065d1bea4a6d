/**
 * Control characters (C0, C1, DEL), line and paragraph separators, bidirectional marks and
 * overrides, zero-width characters, and surrogates that stand alone.
 */
const UNSAFE =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/gu;

/**
 * Text from a server made fit for a terminal, a table and a document: unsafe characters dropped,
 * white space at the ends cut, at most `maxLength` characters.
 */
export function clean(text: string, maxLength = 256): string {
  const safe = text
    .slice(0, maxLength * 2)
    .replace(UNSAFE, '')
    .trim();
  return safe.length > maxLength ? `${safe.slice(0, maxLength - 1)}…` : safe;
}

/** Like `clean`, with null for what is empty afterwards. */
export function cleanOrNull(text: string | null | undefined, maxLength = 256): string | null {
  return text ? clean(text, maxLength) || null : null;
}
