import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Vantage } from '../../../src/catalogue/vocabulary.ts';
import { UsageError } from '../../../src/cli/usage-error.ts';
import { mergeFiles } from '../../../src/cli/merge/merge-files.ts';
import { REPORTS, tell, write } from '../../report/scenes.ts';
import { makeFolder, run } from '../run.ts';

const scene = REPORTS['collection'];
if (scene === undefined) throw new Error('the scene is missing');
const whole = write(tell(scene), 'ndjson');

function oneEnd(from: Vantage, client: string): string {
  const site = { roles: { managementPoints: ['mp01'] }, install: { manual: { runFrom: 'local' } } };
  return write(tell({ title: '', site, from, clients: [{ client, see: () => 'open' }] }), 'ndjson');
}

const cwd = makeFolder({
  'whole.ndjson': whole,
  'killed.ndjson': `${whole.split('\n').slice(0, 3).join('\n')}\n`,
  'server.ndjson': oneEnd('site-server', 'pc001.corp.example'),
  'client.ndjson': oneEnd('client', 'PC001'),
  'none.ndjson': 'nothing of the kind\n',
});
const at = (name: string): string => path.join(cwd, name);

describe('programs and the command have the same report, and are told the same beside it', () => {
  test.each([
    ['the same clients twice', ['whole.ndjson', 'killed.ndjson']],
    ['both ends, under different names', ['server.ndjson', 'client.ndjson']],
  ])('%s', async (_what, names) => {
    const reports = names.map(at);
    const notes: string[] = [];
    const report = await mergeFiles({ reports, note: (note) => notes.push(note) });
    const { stdout, stderr } = await run(['merge', ...reports, '-o', 'json']);
    expect(report).toEqual(JSON.parse(stdout));
    expect(notes.length).toBeGreaterThan(0);
    expect(notes.map((note) => `${note}\n`).join('')).toBe(stderr);
  });
});

test('what programs say of the joining counts', async () => {
  const reports = [at('server.ndjson'), at('client.ndjson')];
  const { clients, run: joined } = await mergeFiles({
    reports,
    domain: 'corp.example',
    missing: ['pc002'],
  });
  expect(clients.map(({ client }) => client)).toEqual(['pc001.corp.example']);
  expect(joined).toMatchObject({ complete: false, missing: ['pc002'] });
});

test.each([
  ['what is no report', ['none.ndjson'], 'merge: '],
  ['reports of other sites', ['whole.ndjson', 'server.ndjson'], 'merge: '],
  ['a file that is not there', ['absent.ndjson'], 'merge: '],
])('%s: bad usage', async (_what, names, message) => {
  const merging = mergeFiles({ reports: names.map(at) });
  await expect(merging).rejects.toThrow(UsageError);
  await expect(merging).rejects.toThrow(message);
});

test('an interrupted merge gives no report', async () => {
  const reason = new Error('enough');
  const merging = mergeFiles({
    reports: [at('whole.ndjson')],
    signal: AbortSignal.abort(reason),
  });
  await expect(merging).rejects.toBe(reason);
});
