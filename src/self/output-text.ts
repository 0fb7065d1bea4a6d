import { isUtf8 } from 'node:buffer';

// Code page 932 is a superset of Shift JIS, which is what the name means in the Encoding Standard.
const JAPANESE_WINDOWS = new TextDecoder('shift_jis', { fatal: true });
const WESTERN_WINDOWS = new TextDecoder('windows-1252');

/**
 * Text printed by a Windows program, in the console's code page: that of the country, or UTF-8
 * where it was set. What is searched for in Western texts is ASCII, which is the same in each.
 */
export function outputText(bytes: Uint8Array): string {
  if (isUtf8(bytes))
    return Buffer.from(bytes)
      .toString('utf8')
      .replace(/^\u{feff}/u, '');
  try {
    return JAPANESE_WINDOWS.decode(bytes);
  } catch {
    return WESTERN_WINDOWS.decode(bytes);
  }
}

/** The lines of such text. */
export function linesOfOutput(text: string): readonly string[] {
  return text.split(/\r?\n/u);
}
