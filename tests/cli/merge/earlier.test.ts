import fs from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Vantage } from '../../../src/catalogue/vocabulary.ts';
import type { Outcome } from '../../../src/probe/observation.ts';
import { type See, observed } from '../../support/observations.ts';
import { tell, write } from '../../report/scenes.ts';
import { type Ended, makeFolder, parseReport, run } from '../run.ts';

const SITE = {
  roles: { managementPoints: ['mp01.contoso.com'] },
  install: { manual: { runFrom: 'local' }, groupPolicy: { package: 'local' } },
};
const PC1 = 'pc001.contoso.com';

const folder = makeFolder();
const save = (name: string, content: string): void =>
  fs.writeFileSync(path.join(folder, name), content);
const merge = (words: string): Promise<Ended> => run(`merge ${words}`, { cwd: folder });

function report(
  from: Vantage,
  day: number,
  see: See,
  format: 'json' | 'ndjson' = 'ndjson',
): string {
  const { head, tail, clients } = tell({
    title: '',
    site: SITE,
    from,
    clients: [{ client: PC1, see }],
  });
  const startedAt = `2024-05-0${day}T12:00:00.000Z`;
  const times = { startedAt, finishedAt: startedAt };
  return write(
    {
      head: { ...head, run: { ...head.run, startedAt } },
      clients,
      tail: { ...tail, run: { ...tail.run, ...times } },
    },
    format,
  );
}

const onlyErrorAt =
  (kind: string): See =>
  (check) =>
    check.kind === kind ? 'error' : 'open';

const verdictOf = ({ stdout }: Ended, wanted: string): string | undefined =>
  parseReport(stdout).clients[0]?.methods.find(({ method }) => method === wanted)?.verdict;

beforeEach(() => {
  save(
    'monday.ndjson',
    report('site-server', 1, () => 'open'),
  );
  save('tuesday.json', report('site-server', 2, onlyErrorAt('smb'), 'json'));
  save('wednesday.ndjson', report('site-server', 3, onlyErrorAt('icmp')));
  save(
    'own-monday.json',
    report('client', 1, () => 'open', 'json'),
  );
  save(
    'own-wednesday.json',
    report('client', 3, () => 'open', 'json'),
  );
  save('own-tuesday.ndjson', report('client', 2, onlyErrorAt('http')));
});

describe('reports of a client that are over a day apart', () => {
  const apart = (words: string): Promise<unknown> =>
    merge(`${words} -o json`).then(({ stdout }) => JSON.parse(stdout).run.apart);

  test('are told where the joined one is shown, and where it is shown again', async () => {
    const { stdout } = await merge(
      'monday.ndjson own-wednesday.json -o ndjson=both.ndjson -o table',
    );
    const said = 'Of 1 client one report is over a day older than the other (up to 2 days)';
    expect(stdout).toContain(said);
    const again = await merge('both.ndjson -o markdown');
    expect(again.stdout).toContain(said);
    const japanese = await merge('both.ndjson --lang ja -o markdown');
    expect(japanese.stdout).toContain(
      '1 日を超えて古くなっています (最大 2 日): pc001.contoso.com',
    );
  });

  test('stay told where the joined one is joined again, with what is of its day', async () => {
    await merge('monday.ndjson own-wednesday.json -o ndjson=both.ndjson');
    save(
      'other.json',
      report('client', 3, () => 'open', 'json').replaceAll(PC1, 'pc002.contoso.com'),
    );
    const facts = { clients: 1, days: 2, names: [PC1] };
    expect(await apart('both.ndjson other.json')).toEqual(facts);
    expect(await apart('other.json both.ndjson')).toEqual(facts);
    // Nothing of it is used.
    save(
      'friday.json',
      report('site-server', 5, () => 'open', 'json'),
    );
    save(
      'own-friday.json',
      report('client', 5, () => 'open', 'json'),
    );
    expect(await apart('both.ndjson friday.json own-friday.json')).toBeUndefined();
  });

  test('are facts in JSON, whether from both ends or from one', async () => {
    const facts = { clients: 1, days: 2, names: [PC1] };
    expect(await apart('own-wednesday.json monday.ndjson')).toEqual(facts);
    expect(await apart('monday.ndjson wednesday.ndjson')).toEqual(facts);
  });

  test('but not within a day, nor where one of them alone is used', async () => {
    expect(await apart('monday.ndjson own-monday.json')).toBeUndefined();
    expect(await apart('tuesday.json own-monday.json')).toBeUndefined();
    save(
      'wednesday.ndjson',
      report('site-server', 3, () => 'open'),
    );
    expect(await apart('monday.ndjson wednesday.ndjson')).toBeUndefined();
  });
});

describe('a name that led to other addresses', () => {
  const at =
    (...addresses: readonly string[]): See =>
    () =>
      addresses.map((address) => ({ address, observation: observed('open') }));

  test('is told with both, in whichever order the reports come', async () => {
    save('tuesday.json', report('site-server', 2, at('10.0.0.9'), 'json'));
    const said = `two computers have one name: 1 client: ${PC1} (10.0.0.7 → 10.0.0.9)`;
    expect((await merge('monday.ndjson tuesday.json')).stderr).toContain(said);
    expect((await merge('tuesday.json monday.ndjson')).stderr).toContain(said);
    const { stderr } = await merge('tuesday.json monday.ndjson --lang ja');
    expect(stderr).toContain('以前のレポートとアドレスが一致しません');
  });

  test.each([
    ['have one in common', at('10.0.0.9', '10.0.0.7')],
    ['are of another family', at('2001:db8::7')],
  ])('is not where they %s', async (_what, see) => {
    save('tuesday.json', report('site-server', 2, see, 'json'));
    expect((await merge('monday.ndjson tuesday.json')).stderr).toBe('');
  });
});

describe('a flow that ended in an error is as an earlier report proved it', () => {
  const outcomeOf = ({ stdout }: Ended, id: string): string | undefined =>
    parseReport(stdout).clients[0]?.requirements.find((each) => each.id === id)?.outcome;

  test.each([['monday.ndjson tuesday.json'], ['tuesday.json monday.ndjson']])(
    '%s',
    async (files) => {
      const ended = await merge(`${files} -o json`);
      expect(outcomeOf(ended, 'client-push/smb')).toBe('open');
      expect(ended.stderr).toBe('');
      expect(parseReport(ended.stdout).summary).toMatchObject({ superseded: 1, contradicted: 0 });
    },
  );

  test('in whichever of several reports that was', async () => {
    const ended = await merge('wednesday.ndjson tuesday.json monday.ndjson -o json');
    expect(outcomeOf(ended, 'client-push/smb')).toBe('open');
    expect(outcomeOf(ended, 'client-push/icmp')).toBe('open');
    const without = await merge('wednesday.ndjson tuesday.json -o json');
    expect(outcomeOf(without, 'client-push/icmp')).toBe('open');
  });

  test('and stays so in lines that are joined again', async () => {
    await merge('tuesday.json monday.ndjson -o ndjson=both.ndjson');
    expect(outcomeOf(await merge('both.ndjson -o json'), 'client-push/smb')).toBe('open');
  });

  const at =
    (address: string, outcome: Outcome): See =>
    () => [{ address, observation: observed(outcome) }];

  test('but not where the name leads to another computer by now', async () => {
    const smb = at('10.0.0.9', 'error');
    const rest = at('10.0.0.9', 'open');
    save(
      'tuesday.json',
      report('site-server', 2, (check) => (check.kind === 'smb' ? smb : rest)(check), 'json'),
    );
    for (const files of ['monday.ndjson tuesday.json', 'tuesday.json monday.ndjson']) {
      const ended = await merge(`${files} -o json`);
      expect(outcomeOf(ended, 'client-push/smb')).toBe('error');
      expect(ended.stderr).toContain('10.0.0.7 → 10.0.0.9');
    }
  });

  test('nor where of that computer nothing could be looked at', async () => {
    save('tuesday.json', report('site-server', 2, at('10.0.0.9', 'error'), 'json'));
    for (const files of ['monday.ndjson tuesday.json', 'tuesday.json monday.ndjson']) {
      const ended = await merge(`${files} -o json`);
      expect(parseReport(ended.stdout).clients[0]?.methods[0]).toMatchObject({ here: 'unproven' });
    }
  });

  test('and is told as older where all of a later look failed', async () => {
    const nowhere: See = () => [{ address: null, observation: observed('error') }];
    save('wednesday.ndjson', report('site-server', 3, nowhere));
    const ended = await merge('monday.ndjson wednesday.ndjson -o table');
    expect(ended.stdout).toContain('Of 1 client one report is over a day older than the other');
    expect(
      outcomeOf(await merge('monday.ndjson wednesday.ndjson -o json'), 'client-push/smb'),
    ).toBe('open');
  });

  test('but for what was blocked later', async () => {
    save(
      'tuesday.json',
      report('site-server', 2, () => 'refused', 'json'),
    );
    const ended = await merge('monday.ndjson tuesday.json -o json');
    expect(verdictOf(ended, 'client-push')).toBe('breaks');
    expect(ended.stderr).toContain('other verdicts in different reports');
  });

  test.each([
    ['monday.ndjson tuesday.json own-monday.json own-tuesday.ndjson'],
    ['own-tuesday.ndjson own-monday.json tuesday.json monday.ndjson'],
  ])('at both ends: %s', async (files) => {
    const ended = await merge(`${files} -o json`);
    expect(['client-push', 'group-policy', 'manual'].map((each) => verdictOf(ended, each))).toEqual(
      ['works', 'works', 'works'],
    );
    expect(ended.stderr).toBe('');
  });
});
