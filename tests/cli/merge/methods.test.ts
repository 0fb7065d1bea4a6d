import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Method, Vantage } from '../../../src/catalogue/vocabulary.ts';
import { type See, observed } from '../../support/observations.ts';
import { tell, write } from '../../report/scenes.ts';
import type { SiteWords } from '../../support/sites.ts';
import { type Ended, makeFolder, parseReport, run } from '../run.ts';

const SITE: SiteWords = {
  roles: { managementPoints: ['mp01.contoso.com'] },
  install: {
    manual: { runFrom: '\\\\files01\\ccm' },
    groupPolicy: { package: '\\\\files02\\gpo' },
  },
};
const PC1 = 'pc001.contoso.com';

const folder = makeFolder();
const merge = (words: string): Promise<Ended> => run(`merge ${words}`, { cwd: folder });

/** Saves the report of a run that was narrowed to some methods. */
function save(
  name: string,
  from: Vantage,
  methods: readonly Method[] | undefined,
  day: number,
  see: See = () => 'open',
  site: SiteWords = SITE,
): void {
  const { head, tail, clients } = tell({
    title: '',
    site,
    from,
    ...(methods === undefined ? {} : { methods }),
    clients: [{ client: PC1, see }],
  });
  const startedAt = `2024-05-0${day}T12:00:00.000Z`;
  const times = { startedAt, finishedAt: startedAt };
  const text = write(
    {
      head: { ...head, run: { ...head.run, startedAt } },
      clients,
      tail: { ...tail, run: { ...tail.run, ...times } },
    },
    name.endsWith('.json') ? 'json' : 'ndjson',
  );
  fs.writeFileSync(path.join(folder, name), text);
}

const verdicts = ({ stdout }: Ended): Record<string, string> =>
  Object.fromEntries(
    (parseReport(stdout).clients[0]?.methods ?? []).map(({ method, verdict, here }) => [
      method,
      `${verdict} ${here}`,
    ]),
  );
const outcomeOf = ({ stdout }: Ended, id: string): string | undefined =>
  parseReport(stdout).clients[0]?.requirements.find((each) => each.id === id)?.outcome;

save('server.ndjson', 'site-server', undefined, 1);
save('push.ndjson', 'site-server', ['client-push'], 1);
save('manual.json', 'client', ['manual'], 1);
save('manual.ndjson', 'client', ['manual'], 1);
save('policy.ndjson', 'client', ['group-policy'], 1);
save('own.ndjson', 'client', undefined, 1);

describe('reports of different methods are joined', () => {
  test.each(['server.ndjson manual.json', 'manual.ndjson server.ndjson'])(
    'from both ends, over the flows that they share: %s',
    async (files) => {
      const ended = await merge(`${files} -o json`);
      // The management point that a manual installation reaches is that of the others too.
      expect(verdicts(ended)).toMatchObject({
        'client-push': 'works works',
        manual: 'works works',
        'group-policy': 'unproven unproven',
      });
      expect(outcomeOf(ended, 'group-policy/mp-http')).toBe('open');
      expect(outcomeOf(ended, 'group-policy/package-smb')).toBe('not-checked');
    },
  );

  test('and what is missing is said, with the command that closes the gap', async () => {
    const { stderr } = await merge('server.ndjson manual.json');
    expect(stderr).toContain(
      'the reports of the client do not look at all that Group Policy needs',
    );
    expect(stderr).toContain(
      `ccm-preflight check --from client --client-name ${PC1} --site FILE --method group-policy -o ndjson=REPORT`,
    );
    const japanese = await merge('server.ndjson manual.json --lang ja');
    expect(japanese.stderr).toContain('--method group-policy');
    // It does close it.
    const closed = await merge('server.ndjson manual.json policy.ndjson -o json');
    expect(closed.stderr).toBe('');
    expect(verdicts(closed)).toMatchObject({ 'group-policy': 'works works' });
  });

  test('of methods that have a flow in common, and no method', async () => {
    const ended = await merge('push.ndjson manual.json -o json');
    expect(ended.code).toBe(0);
    expect(verdicts(ended)).toEqual({ 'client-push': 'works works', manual: 'works works' });
    expect(ended.stderr).toBe('');
  });

  test('of one end, where the newer one does not replace what it did not look at', async () => {
    save('old.ndjson', 'client', undefined, 1);
    save('new.ndjson', 'client', ['manual'], 4, ({ kind }) =>
      kind === 'smb' ? 'refused' : 'open',
    );
    for (const files of ['old.ndjson new.ndjson', 'new.ndjson old.ndjson']) {
      const ended = await merge(`${files} -o json`);
      expect(outcomeOf(ended, 'manual/share-smb')).toBe('refused');
      expect(outcomeOf(ended, 'group-policy/package-smb')).toBe('open');
      expect(JSON.parse(ended.stdout).run.apart).toMatchObject({ clients: 1, days: 3 });
      expect(ended.stderr).toContain('other verdicts in different reports');
    }
  });

  test.each<[string, string]>([
    ['10.0.0.7', 'open'],
    ['10.0.0.9', 'not-checked'],
  ])(
    'of one end, and nothing is taken from another computer of that name: %s',
    async (address, outcome) => {
      const site = {
        ...SITE,
        install: {
          manual: { runFrom: '\\\\files01\\ccm' },
          groupPolicy: { package: '\\\\files01\\gpo' },
        },
      };
      const at =
        (where: string): See =>
        () => [{ address: where, observation: observed('open') }];
      save('old.ndjson', 'client', ['group-policy'], 1, at('10.0.0.7'), site);
      save('new.ndjson', 'client', ['manual'], 2, at(address), site);
      const ended = await merge('old.ndjson new.ndjson -o json');
      expect(outcomeOf(ended, 'group-policy/package-smb')).toBe(outcome);
    },
  );

  test('and joined once more', async () => {
    await merge('server.ndjson manual.json -o ndjson=both.ndjson');
    const again = await merge('both.ndjson policy.ndjson -o json');
    expect(again.stderr).toBe('');
    expect(verdicts(again)).toMatchObject({ 'group-policy': 'works works', manual: 'works works' });
    const alone = await merge('both.ndjson -o json');
    expect(alone.stderr).toContain('--method group-policy');
  });
});

test('reports that differ in what both have are refused all the same', async () => {
  const other = { ...SITE, ports: { http: 8080 } };
  save('other-ports.ndjson', 'client', ['group-policy'], 1, undefined, other);
  const { code, stderr } = await merge('manual.json other-ports.ndjson');
  expect(code).toBe(2);
  expect(stderr).toContain(
    'ports of manual/mp-http: 8080 in other-ports.ndjson, 80 in manual.json',
  );
});
