import { describe, expect, test } from '@jest/globals';
import { main } from '../src/cli/main.ts';
import { BLOCKS, DOCUMENTS, ROOT } from './docs/documents.ts';
import { testStreams } from './support/streams.ts';

/** Ports and times differ from run to run, and so do the widths that they take. */
function steady(text: string): string {
  return text
    .replaceAll(/\d+(\.\d+)? ms/g, 'N ms')
    .replaceAll(/\b2\d{4}\b/g, 'PORT')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

const SET_UP = [
  'npm ci && npm run build && node bin/ccm-preflight.js lab --check',
  'npm ci && npm test',
];

test.each(['README.md', 'CONTRIBUTING.md'])(
  "%s: the shell's first two lines are the set-up commands, complete in themselves",
  (name) => {
    const lines = BLOCKS.filter(
      ({ document, language }) => document === name && language === 'sh',
    ).flatMap(({ text }) => text.trimEnd().split('\n'));
    expect(lines.slice(0, 2)).toEqual(SET_UP);
  },
);

test('the README has at most 1,200 words', () => {
  const text = DOCUMENTS.find(({ name }) => name === 'README.md')?.text ?? '';
  expect(text.split(/\s+/).length).toBeLessThan(1200);
});

describe('transcripts in the documentation', () => {
  const transcripts = BLOCKS.filter(({ language }) => language === 'console').map(
    ({ document, text }): readonly [string, string, string] => {
      const [command = '', ...output] = text.split('\n');
      return [document, command.replace(/^\$ ccm-preflight /, ''), output.join('\n')];
    },
  );

  test('there are some', () => {
    expect(transcripts.length).toBeGreaterThanOrEqual(4);
  });

  test.each(transcripts)('%s: ccm-preflight %s', async (_document, command, expected) => {
    const streams = testStreams({ cwd: ROOT });
    await main(command.split(' '), streams);
    const actual = steady(streams.stdout.text + streams.stderr.text);
    const excerpts = expected
      .split('[…]')
      .map(steady)
      .filter((excerpt) => excerpt !== '');
    expect(excerpts.length).toBeGreaterThan(0);
    let from = 0;
    for (const excerpt of excerpts) {
      expect(actual.slice(from)).toContain(excerpt);
      from = actual.indexOf(excerpt, from) + excerpt.length;
    }
    // Without marks of omission it is the whole output.
    expect(expected.includes('[…]') ? excerpts : [actual]).toEqual(excerpts);
  });
});
