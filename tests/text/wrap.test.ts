import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { widthOfText, wrapText } from '../../src/report/terminal/wrap.ts';

const NOT_FIRST = /^[、。」』）ーっャ)]/;
const NOT_LAST = /[「『（(]$/;

describe('lines of Japanese text', () => {
  const piece = fc.constantFrom(
    ...'管|理|ポ|イ|ン|ト|。|、|「|」|ー|ッ| | |(|)|TCP|445|0x80070035|ccm.log|→|が'.split('|'),
    '\u001b[31m',
    '\u001b[39m',
  );
  const text = fc.array(piece, { maxLength: 80 }).map((pieces) => `配布${pieces.join('')}`);

  test('none is wider than asked, and nothing is lost but blanks', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 12, max: 120 }), (said, width) => {
        const lines = wrapText(said, width);
        expect(lines.filter((line) => widthOfText(line) > width)).toEqual([]);
        const bare = (some: string): string => some.replaceAll(/\u001b\[\d+m| /g, '');
        expect(bare(lines.join(''))).toBe(bare(said));
      }),
    );
  });

  test.each([40, 41, 60, 79, 80, 100, 120])('at %i: none begins or ends as it may not', (width) => {
    const said =
      'サイト サーバーの ccm.log にエラー 53 (0x80070035) が、多くはその前に 1203 (0x4b3) が記録され、「プッシュ」は 7 日間、1 時間ごとに再試行される。'.repeat(
        3,
      );
    const lines = wrapText(said, width);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.filter((line) => NOT_FIRST.test(line) || NOT_LAST.test(line))).toEqual([]);
    // Full, but for what may not be parted: a word, or two marks after a letter.
    for (const line of lines.slice(0, -1)) expect(widthOfText(line)).toBeGreaterThan(width - 14);
  });

  test('a word is not broken where it fits on a line of its own', () => {
    expect(wrapText('値は 0x80070035 である', 12)).toEqual(['値は', '0x80070035', 'である']);
  });

  test('a word wider than the line is broken', () => {
    expect(wrapText('値 0123456789abcdef', 8)).toEqual(['値', '01234567', '89abcdef']);
  });

  test('a colour ends with its line and begins again on the next', () => {
    expect(wrapText('\u001b[31m管理ポイント\u001b[39m', 8)).toEqual([
      '\u001b[31m管理ポイ\u001b[39m',
      '\u001b[31mント\u001b[39m',
    ]);
  });

  test('text without wide characters breaks between words alone', () => {
    expect(wrapText('the management point', 14)).toEqual(['the management', 'point']);
  });
});
