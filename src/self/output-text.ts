import { isUtf8 } from 'node:buffer';

// Code page 932 is a superset of Shift JIS, which is what the name means in the Encoding Standard.
const JAPANESE_WINDOWS = new TextDecoder('shift_jis', { fatal: true });
const WESTERN_WINDOWS = new TextDecoder('windows-1252');

/**
 * Text that a program of Windows printed: in the console's code page, which is the country's, or
 * UTF-8 where somebody chose it. What matters of Western texts is ASCII, the same in each.
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
