import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Line, readLines } from '../../src/saved/read-lines.ts';
import { MAX_LINE_CHARACTERS } from '../../src/saved/read/lines.ts';
import { runs } from '../support/long.ts';

async function* inChunks(bytes: Buffer, lengths: readonly number[]): AsyncGenerator<Buffer> {
  let at = 0;
  for (const length of lengths) {
    yield bytes.subarray(at, at + length);
    at += length;
  }
  yield bytes.subarray(at);
}

async function linesOf(bytes: Buffer, lengths: readonly number[] = []): Promise<readonly Line[]> {
  const lines: Line[] = [];
  for await (const line of readLines(inChunks(bytes, lengths))) lines.push(line);
  return lines;
}

test('lines are the same however they come, and each knows its place', async () => {
  const text = fc.array(fc.constantFrom('a', 'é', '😀', '\n', '\r')).map((parts) => parts.join(''));
  await fc.assert(
    fc.asyncProperty(text, fc.array(fc.nat({ max: 5 })), async (written, lengths) => {
      const bytes = Buffer.from(written);
      const lines = await linesOf(bytes, lengths);
      const whole = lines.map(
        ({ text: line, ending }) => `${line}${ending === 'whole' ? '\n' : ''}`,
      );
      expect(whole.join('')).toBe(written);
      expect(lines.map(({ number }) => number)).toEqual(lines.map((_line, index) => index + 1));
      expect(lines.slice(0, -1).map(({ ending }) => ending)).not.toContain('torn');
      for (const [index, { start, end }] of lines.entries()) {
        expect(bytes.toString('utf8', start, end)).toBe(whole[index]);
      }
    }),
    { numRuns: runs(100) },
  );
});

test('a line without end is not kept, and costs no other', async () => {
  const endless = Buffer.alloc(MAX_LINE_CHARACTERS + 1, 'x');
  const bytes = Buffer.concat([Buffer.from('ok\n'), endless, Buffer.from('\nlast\n'), endless]);
  for (const lengths of [[], [1000], [2, 1, 5, MAX_LINE_CHARACTERS], [3, endless.length + 3]]) {
    const lines = await linesOf(bytes, lengths);
    expect(lines.map(({ text, ending }) => [text, ending])).toEqual([
      ['ok', 'whole'],
      [null, 'whole'],
      ['last', 'whole'],
      [null, 'torn'],
    ]);
    expect(lines.map(({ start, end }) => end - start)).toEqual([
      3,
      endless.length + 1,
      5,
      endless.length,
    ]);
  }
});
