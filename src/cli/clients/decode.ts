import { encodingOf } from '../../base/encoding.ts';
import { MAX_PREAMBLE, hasKnownHeading } from './layout.ts';

/**
 * Code pages, other than Unicode, of spreadsheets and of Windows PowerShell's Export-Csv. Both
 * leave ASCII as it is, and computers' names contain nothing else.
 */
const CODE_PAGES = ['shift_jis', 'windows-1252'] as const;

const LINE_END = /\r\n?|\n/;

/**
 * The lines of a list: Unicode, or the code page in which it has a heading that is understood.
 * @param isUnderstood whether the first lines of a text have such a heading
 */
export function linesOfList(
  bytes: Uint8Array,
  isUnderstood: (lines: readonly string[]) => boolean = hasKnownHeading,
): readonly string[] {
  const isMeant = (text: string): boolean => isUnderstood(text.split(LINE_END, MAX_PREAMBLE));
  return textOfList(bytes, isMeant).split(LINE_END);
}

function textOfList(bytes: Uint8Array, isMeant: (text: string) => boolean): string {
  const encoding = encodingOf(bytes);
  if (encoding !== 'utf-8') return new TextDecoder(encoding).decode(bytes);
  const unicode = decoded(bytes, 'utf-8');
  if (unicode !== null) return unicode;
  const texts = CODE_PAGES.map((page) => decoded(bytes, page)).filter((text) => text !== null);
  return texts.find(isMeant) ?? texts.at(-1) ?? new TextDecoder().decode(bytes);
}

function decoded(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    // These bytes mean nothing in this encoding.
    return null;
  }
}
