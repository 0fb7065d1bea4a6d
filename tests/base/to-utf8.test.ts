import { expect, test } from '@jest/globals';
import { ToUtf8 } from '../../src/base/to-utf8.ts';

const TEXT = 'naïve 東京 🖥\r\nsecond';
const UTF16LE = Buffer.from(TEXT, 'utf16le');
const LATIN_1 = Buffer.from([0x6e, 0x61, 0xef, 0x76, 0x65]);

test.each<[string, Buffer, Buffer]>([
  ['UTF-8', Buffer.from(TEXT), Buffer.from(TEXT)],
  ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${TEXT}`), Buffer.from(TEXT)],
  ['UTF-16 little-endian', UTF16LE, Buffer.from(TEXT)],
  ['UTF-16 with a byte order mark', Buffer.from(`\ufeff${TEXT}`, 'utf16le'), Buffer.from(TEXT)],
  ['UTF-16 big-endian', Buffer.from(UTF16LE).swap16(), Buffer.from(TEXT)],
  ['a code page, whose bytes stay', LATIN_1, LATIN_1],
  ['a byte', Buffer.from('a'), Buffer.from('a')],
  ['nothing', Buffer.alloc(0), Buffer.alloc(0)],
])('%s, however it is cut', (_what, bytes, expected) => {
  for (let size = 1; size <= Math.max(1, bytes.length); size += 1) {
    const text = new ToUtf8();
    // One buffer for every piece, as files are read.
    const piece = Buffer.alloc(size);
    const converted: Buffer[] = [];
    for (let at = 0; at < bytes.length; at += size) {
      const length = bytes.copy(piece, 0, at);
      converted.push(Buffer.from(text.convert(piece.subarray(0, length), false)));
    }
    converted.push(text.convert(Buffer.alloc(0), true));
    expect(Buffer.concat(converted)).toEqual(expected);
  }
});
