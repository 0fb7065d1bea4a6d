import { expect, test } from '@jest/globals';
import type { Vantage } from '../../../src/catalogue/vocabulary.ts';
import { BothEnds } from '../../../src/run/merge/both-ends.ts';
import { clientsIn } from '../../../src/saved/clients.ts';
import { SavedEntries } from '../../../src/saved/entries.ts';
import { type RankedFile, surveyReports } from '../../../src/run/merge/survey.ts';
import { wholeOf } from '../../../src/run/merge/whole.ts';
import { tell, write } from '../../report/scenes.ts';
import { EN } from '../../../src/text/en/index.ts';
import { makeFolder } from '../../cli/run.ts';

function report(from: Vantage, client: string): string {
  const site = { roles: { managementPoints: ['mp01'] }, install: { manual: { runFrom: 'local' } } };
  return write(tell({ title: '', site, from, clients: [{ client, see: () => 'open' }] }), 'ndjson');
}

const cwd = makeFolder({
  'server.ndjson': report('site-server', 'pc001'),
  'own.ndjson': report('client', 'pc002'),
});

test('of two reports the one that has changed meanwhile is named', async () => {
  const { head, files } = await surveyReports(['server.ndjson', 'own.ndjson'], null, cwd, EN);
  const index = new BothEnds(null);
  const entries = new SavedEntries(new Map(files.map((file) => [file.rank, file])));
  const first = async (file: RankedFile | undefined) => {
    if (file === undefined) throw new RangeError('there are two reports');
    const reading = { count: () => {}, signal: new AbortController().signal };
    for await (const { facts, place } of clientsIn(file, reading)) return { facts, place, file };
    throw new RangeError('each has a client');
  };
  const [server, own] = [await first(files[0]), await first(files[1])];
  // As it was noted, the client's own report told of pc001.
  for (const [{ place, file }, side] of [
    [server, 'site-server'],
    [own, 'client'],
  ] as const) {
    index.note('pc001', [side], { run: file.rank, place, ended: 'whole' });
  }
  const ends = { sides: ['site-server'], standing: ['site-server'] } as const;
  try {
    await expect(wholeOf({ ...server, ...ends }, index, entries, head)).rejects.toThrow(
      'own.ndjson',
    );
  } finally {
    await entries.close();
  }
});
