import fs from 'node:fs';
import { afterAll, describe, expect, test } from '@jest/globals';
import { main } from '../../src/cli/main.ts';
import { testStreams } from '../support/streams.ts';
import { makeFolder } from './run.ts';

const folder = makeFolder({ 'site.yaml': 'product: cm2007\n' });
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** What a person at a terminal reads beside the results, without what the progress line draws. */
async function told(words: string, isTerminal: boolean): Promise<readonly string[]> {
  const streams = testStreams({ cwd: folder, env: { TERM: 'dumb' } });
  if (isTerminal) Object.assign(streams.stderr, { isTTY: true });
  await main([...words.split(' '), '--site', 'site.yaml'], streams);
  return streams.stderr.text.split('\n').filter((line) => line.startsWith('ccm-preflight: '));
}

const CHECK = 'check --method manual --run-from local';

describe('a run that only writes files', () => {
  test.each([
    ['plan -o json=a.json', 'written: "a.json"'],
    ['plan -o json=a.json -o csv=b.csv', 'written: "a.json", "b.csv"'],
    ['plan -o json=a.json --lang ja', '"a.json" に書き込みました。'],
    [`${CHECK} -o json=a.json`, '1 client: unproven 1; written: "a.json"'],
  ])('on a terminal ends with one line: %s', async (words, line) => {
    expect(await told(words, true)).toEqual([`ccm-preflight: ${line}`]);
  });

  test.each([`${CHECK} -o json=a.json --quiet`, 'plan -o json=a.json -o table', 'plan'])(
    'says nothing where that is not wanted, or results are shown: %s',
    async (words) => {
      expect(await told(words, true)).toEqual([]);
    },
  );

  test('says nothing to a script', async () => {
    expect(await told('plan -o json=a.json', false)).toEqual([]);
  });
});
