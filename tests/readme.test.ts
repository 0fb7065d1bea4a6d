import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { main } from '../src/cli/main.ts';
import { testStreams } from './support/streams.ts';

const ROOT = path.join(import.meta.dirname, '..');
const README = readFileSync(path.join(ROOT, 'README.md'), 'utf8');

/** Code blocks of one language, in order. */
function blocks(language: string): readonly string[] {
  return [...README.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(
    ([, text = '']) => text,
  );
}

/** Ports and times differ from run to run, and so do the widths that they take. */
function steady(text: string): string {
  return text
    .replaceAll(/\d+(\.\d+)? ms/g, 'N ms')
    .replaceAll(/\b2\d{4}\b/g, 'PORT')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

describe('the README', () => {
  test('its shell blocks begin with the two set-up commands, complete in themselves', () => {
    const lines = blocks('sh').flatMap((block) => block.trimEnd().split('\n'));
    expect(lines.slice(0, 2)).toEqual([
      'npm ci && npm run build && node bin/ccm-preflight.js lab --check',
      'npm ci && npm test',
    ]);
  });

  const transcripts = blocks('console').map((block): readonly [string, string] => {
    const [command = '', ...output] = block.split('\n');
    return [command.replace(/^\$ ccm-preflight /, ''), output.join('\n')];
  });

  test('it has transcripts', () => {
    expect(transcripts.length).toBeGreaterThanOrEqual(4);
  });

  test.each(transcripts)('ccm-preflight %s', async (command, expected) => {
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

  test('every other command in it is understood', async () => {
    const commands = blocks('sh')
      .flatMap((block) => block.trimEnd().split('\n'))
      .filter((line) => line.startsWith('ccm-preflight '));
    expect(commands.length).toBeGreaterThan(2);
    for (const command of commands) {
      const streams = testStreams({ cwd: ROOT });
      // A last word that is refused for its value shows that all words before it were accepted.
      const words = command.split(' ').slice(1);
      const [last, problem] =
        words[0] === 'merge'
          ? ['--output', '-o: "never" is not a format']
          : ['--timeout', '--timeout: "never" is not a duration'];
      expect(await main([...words, last, 'never'], streams)).toBe(2);
      expect(streams.stderr.text).toContain(problem);
    }
  });
});
