import { isUtf8 } from 'node:buffer';

// Code page 932 is a superset of Shift JIS, which is what the name means in the Encoding Standard.
const JAPANESE_WINDOWS = new TextDecoder('shift_jis');
const WESTERN_WINDOWS = new TextDecoder('windows-1252');

/** Two Han or kana characters in a row. */
const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]{2}/u;
/** Private-use characters and invalid bytes show that it was another code page. */
const NOT_JAPANESE = /[\p{Co}\ufffd]/u;

/**
 * A line's text. Bytes that are not UTF-8 are in a country's code page: Japanese where that gives
 * Japanese text, or else Western European. All that is recognised is ASCII, the same in each.
 */
export function decodeLine(line: Uint8Array): string {
  const bytes = Buffer.from(line.buffer, line.byteOffset, line.byteLength);
  return isUtf8(bytes) ? bytes.toString('utf8') : ansiText(bytes);
}

function ansiText(bytes: Buffer): string {
  const text = JAPANESE_WINDOWS.decode(bytes);
  const isJapanese = JAPANESE.test(text) && !NOT_JAPANESE.test(text);
  return isJapanese ? text : WESTERN_WINDOWS.decode(bytes);
}

/** Removes incomplete UTF-8 characters that a cut left at one end. */
export function withoutHalves(bytes: Buffer, cut: 'end' | 'beginning'): Buffer {
  for (const length of [0, 1, 2, 3]) {
    const whole =
      cut === 'end'
        ? bytes.subarray(0, Math.max(0, bytes.length - length))
        : bytes.subarray(Math.min(length, bytes.length));
    if (isUtf8(whole)) return whole;
  }
  return bytes;
}
