/**
 * What a user wrote, fit to be quoted: control characters and line separators replaced, cut to
 * `maxLength`.
 */
export function printable(text: string, maxLength = 80): string {
  const safe = text.slice(0, maxLength * 2).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\u{fffd}');
  // Does not split a surrogate pair.
  return safe.length > maxLength
    ? `${safe.slice(0, maxLength - 1).replace(/[\ud800-\udbff]$/, '')}…`
    : safe;
}
