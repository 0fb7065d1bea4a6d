import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Vantage } from '../../src/catalogue/vocabulary.ts';
import { main } from '../../src/cli/main.ts';
import type { See } from '../support/observations.ts';
import { type Told, tell, write } from '../report/scenes.ts';
import { golden } from '../support/golden.ts';
import { testStreams } from '../support/streams.ts';
import { type Ended, makeFolder, run } from './run.ts';

const folder = makeFolder();
const at = (name: string): string => path.join(folder, name);
const save = (name: string, content: string | Buffer): void => fs.writeFileSync(at(name), content);
const diff = (words: string): Promise<Ended> => run(`diff ${words}`, { cwd: folder });

const SITE = {
  product: 'cm2007',
  siteCode: 'S01',
  roles: { managementPoints: ['mp01.contoso.com'] },
  install: { manual: { runFrom: 'local' }, groupPolicy: { package: 'local' } },
};
const NAMES = Array.from({ length: 8 }, (_none, index) => `pc00${index + 1}.contoso.com`);

const open: See = () => 'open';
const noSmb: See = ({ kind }) => (kind === 'smb' ? 'filtered' : 'open');
const noPing: See = ({ kind }) => (kind === 'icmp' ? 'filtered' : 'open');
const closedUdp: See = ({ kind }) => (kind === 'rpc-endpoint-mapper-udp' ? 'refused' : 'open');
const off: See = () => 'filtered';

function told(
  seen: Readonly<Record<string, See>>,
  { from = 'site-server', site = SITE }: { from?: Vantage; site?: object } = {},
): Told {
  const clients = Object.entries(seen).map(([client, see]) => ({ client, see }));
  return tell({ title: '', site: { ...site }, from, clients });
}

const all = (see: See, names: readonly string[] = NAMES): Record<string, See> =>
  Object.fromEntries(names.map((name) => [name, see]));
const [PC1 = '', PC2 = '', PC3 = '', PC4 = '', PC5 = '', PC6 = '', PC7 = '', PC8 = ''] = NAMES;

beforeAll(() => {
  const before = told({ ...all(open), [PC4]: noSmb, [PC5]: noSmb });
  const after = told({
    [PC1]: noSmb,
    [PC2]: noSmb,
    [PC3]: closedUdp,
    [PC4]: open,
    [PC5]: noPing,
    [PC6]: open,
    [PC7]: off,
    'pc009.contoso.com': open,
  });
  for (const format of ['ndjson', 'json'] as const) {
    save(`old.${format}`, write(before, format));
    save(`new.${format}`, write(after, format));
  }
  save('same.ndjson', write(told(all(open, [PC1, PC2])), 'ndjson'));
  save('better.ndjson', write(told(all(open)), 'ndjson'));
});

test.each(['table', 'markdown', 'json'])('what changed, as %s', async (format) => {
  const { code, stdout, stderr } = await diff(`old.ndjson new.ndjson -o ${format}`);
  expect(stderr).toBe('');
  const { actual, expected } = golden(`cli/diff.${format}`, {
    title: `ccm-preflight diff old.ndjson new.ndjson -o ${format}`,
    text: stdout
      .replace(/^ccm-preflight \S+/u, 'ccm-preflight 1.0.0')
      .replace(/"version": "[^"]+"/u, '"version": "1.0.0"'),
    exitCode: code,
  });
  expect(actual).toBe(expected);
});

describe('the exit code', () => {
  test.each([
    ['something became worse', 'old.ndjson new.ndjson', 1],
    ['something became better alone', 'old.ndjson better.ndjson', 0],
    ['nothing changed', 'old.ndjson old.json', 0],
    ['clients are gone alone', 'better.ndjson same.ndjson', 0],
  ])('where %s', async (_what, words, exitCode) => {
    const { code, stderr } = await diff(words);
    expect([code, stderr]).toEqual([exitCode, '']);
  });

  test.each([
    ['a report is missing', 'old.ndjson', /Not enough|old|new/],
    ['there is none of that name', 'old.ndjson none.json', /diff: can't read "none\.json"/],
    ['a format is not one', 'old.ndjson new.ndjson -o csv', /"csv" is not a format/],
    ['an output is a report', 'old.ndjson new.ndjson -o json=old.json', /no$/],
  ])('where %s is 2', async (what, words, problem) => {
    const { code, stderr } = await diff(words.replace('-o json=old.json', '-o json=new.ndjson'));
    const said = what.startsWith('an output')
      ? /diff: "new\.ndjson" is one of the reports/
      : problem;
    expect([code, stderr]).toEqual([2, expect.stringMatching(said)]);
  });

  test('where the output cannot be written is 2', async () => {
    const { code, stdout, stderr } = await diff('old.ndjson better.ndjson -o json=no/such/folder');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`can't write "no/such/folder"`);
  });

  test('where the user interrupts is 130, and what is gone is not known', async () => {
    const streams = testStreams({ cwd: folder });
    streams.abort();
    const code = await main(['diff', 'old.ndjson', 'new.ndjson', '-o', 'json'], streams);
    expect(code).toBe(130);
    const { complete, summary } = JSON.parse(streams.stdout.text);
    expect([complete, summary.gone]).toEqual([false, 0]);
  });
});

test('lines and documents give the same', async () => {
  const withoutNames = async (words: string): Promise<string> =>
    (await diff(`${words} -o json`)).stdout.replaceAll(/"report": .*/gu, '');
  const lines = await withoutNames('old.ndjson new.ndjson');
  expect(await withoutNames('old.json new.json')).toBe(lines);
  expect(await withoutNames('old.json new.ndjson')).toBe(lines);
});

describe('reports that are not alike', () => {
  const client = { [PC1]: open };

  test.each<[string, Told, string]>([
    ['another product', told(client, { site: { product: 'current-branch' } }), 'about Config'],
    ['the other end', told(client, { from: 'client', site: SITE }), 'look from different ends'],
  ])('%s: nothing to compare', async (_what, other, problem) => {
    save('other.ndjson', write(other, 'ndjson'));
    const { code, stderr } = await diff('old.ndjson other.ndjson');
    expect([code, stderr]).toEqual([2, expect.stringContaining(problem)]);
  });

  test('without a method in common: nothing to compare', async () => {
    const only = (text: string, method: string): string => {
      const report = JSON.parse(text);
      const keep = (each: { method: string }): boolean => each.method === method;
      report.methods = report.methods.filter(keep);
      report.catalogue = Object.fromEntries(
        Object.entries(report.catalogue).filter(([id]) => id.startsWith(`${method}/`)),
      );
      for (const entry of report.clients) {
        entry.methods = entry.methods.filter(keep);
        entry.requirements = entry.requirements.filter(({ id }: { id: string }) =>
          id.startsWith(`${method}/`),
        );
      }
      return JSON.stringify(report);
    };
    const text = fs.readFileSync(at('old.json'), 'utf8');
    save('push.json', only(text, 'client-push'));
    save('manual.json', only(text, 'manual'));
    expect(await diff('push.json manual.json')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no method in common'),
    });
    const { code, stdout } = await diff('old.json push.json');
    expect(code).toBe(0);
    expect(stdout).toContain('manual or logon script, only in the old report: not compared');
  });

  test('another site: told', async () => {
    const site = { ...SITE, siteCode: 'S02', communication: 'native', ports: { https: 4430 } };
    save('other.ndjson', write(told(all(open), { site }), 'ndjson'));
    const { code, stdout } = await diff('better.ndjson other.ndjson');
    expect(code).toBe(0);
    for (const part of [
      'site code: S01 → S02',
      'communication: mixed mode → native mode',
      'client-push/mp-http is needed only in the old report',
      'client-push/mp-https is needed only in the new report',
    ]) {
      expect(stdout).toContain(part);
    }
  });

  test('one of them joined: compared over the end that both have', async () => {
    const own = told({ [PC1]: off }, { from: 'client' });
    save('own.json', write(own, 'json'));
    await run('merge better.ndjson own.json -o ndjson=joined.ndjson', { cwd: folder });
    const { code, stdout } = await diff('better.ndjson joined.ndjson');
    expect(code).toBe(0);
    expect(stdout).toContain('8 clients in both reports, all of them unchanged.');
    expect(stdout.replaceAll(/\s+/gu, ' ')).toContain(
      'flows that the client opens, where seen only in the new report: not compared',
    );
  });
});

test('a run that was stopped is told of', async () => {
  const text = fs.readFileSync(at('better.ndjson'), 'utf8');
  save('stopped.ndjson', text.slice(0, text.lastIndexOf('{"type":"summary"')));
  const { code, stderr } = await diff('better.ndjson stopped.ndjson');
  expect([code, stderr]).toEqual([0, expect.stringContaining('stopped.ndjson:9: the run was')]);
  expect(stderr).toContain('what is compared is not complete');
});

/** The first two clients of a report, as a run leaves it that is killed. */
function cut(name: string, report: string): void {
  const lines = fs.readFileSync(at(report), 'utf8').split('\n');
  save(name, `${lines.slice(0, 3).join('\n')}\n`);
}

describe('a new report that was stopped before it had looked at all clients', () => {
  test.each([
    ['3 where nothing is known to be worse', 'better.ndjson', 'better.ndjson', 3],
    ['1 where something became worse', 'better.ndjson', 'new.ndjson', 1],
  ])('is %s', async (_what, before, after, exitCode) => {
    cut('cut.ndjson', after);
    const { code, stdout } = await diff(`${before} cut.ndjson -o table`);
    expect([code, stdout]).toEqual([exitCode, expect.stringContaining(`Exit code ${exitCode}: `)]);
  });
});

describe('an old report that was stopped before it had looked at all clients', () => {
  test.each([
    ['3 where nothing is known to be worse', 'better.ndjson', 3],
    ['1 where something became worse', 'new.ndjson', 1],
  ])('is %s', async (_what, after, exitCode) => {
    cut('cut.ndjson', 'better.ndjson');
    const { code, stdout, stderr } = await diff(`cut.ndjson ${after} -o table`);
    expect([code, stdout]).toEqual([exitCode, expect.stringContaining(`Exit code ${exitCode}: `)]);
    expect(stdout.replaceAll(/\s+/gu, ' ')).toContain(
      'the old report was stopped before it had looked at all clients of the new one',
    );
    expect(stderr).toContain('cut.ndjson:3: the run was stopped here');
  });

  test('says nothing against a comparison with no client that it lacks', async () => {
    cut('cut.ndjson', 'better.ndjson');
    expect(await diff('cut.ndjson same.ndjson')).toMatchObject({ code: 0 });
  });

  test('is named for programs', async () => {
    cut('cut.ndjson', 'better.ndjson');
    const { stdout } = await diff('cut.ndjson better.ndjson -o json');
    expect(JSON.parse(stdout).summary).toMatchObject({ lacking: ['old'], exitCode: 3 });
  });
});

describe('clients of which none is in both', () => {
  test.each([
    ['other names', () => told(all(open, ['a.contoso.com']))],
    ['none at all', () => told({})],
  ])('%s: nothing to compare', async (_what, other) => {
    save('other.ndjson', write(other(), 'ndjson'));
    for (const words of ['old.ndjson other.ndjson', 'other.ndjson old.ndjson']) {
      expect(await diff(`${words} -o json`)).toEqual({
        code: 2,
        stdout: '',
        stderr: expect.stringContaining('diff: no client is in both reports'),
      });
    }
  });

  test('and none that could be compared is no success', async () => {
    const text = write(told({ [PC1]: open }), 'ndjson');
    save('broken-off.ndjson', text.replace('"answered":', '"interrupted":true,"answered":'));
    const { code, stdout } = await diff('old.ndjson broken-off.ndjson');
    expect([code, stdout]).toEqual([3, expect.stringContaining('No client could be compared.')]);
  });
});

test('reports in the wrong order are noticed', async () => {
  const text = fs.readFileSync(at('better.ndjson'), 'utf8');
  const [first = ''] = /"startedAt":"[^"]+"/.exec(text) ?? [];
  save('later.ndjson', text.replaceAll(first, '"startedAt":"2030-01-01T00:00:00.000Z"'));
  const { code, stderr } = await diff('later.ndjson better.ndjson');
  expect([code, stderr]).toEqual([0, expect.stringContaining('later.ndjson is the newer one')]);
  expect((await diff('better.ndjson later.ndjson')).stderr).toBe('');
});

test.each(['table', 'markdown', 'json'])(
  'a run that was stopped is told of in %s',
  async (form) => {
    const lines = fs.readFileSync(at('better.ndjson'), 'utf8').trimEnd().split('\n');
    save('killed.ndjson', `${lines.slice(0, 3).join('\n')}\n`);
    const incomplete = form === 'json' ? /"interrupted": true/g : /this report is incomplete/g;
    const found = async (words: string): Promise<number> =>
      ((await diff(`${words} -o ${form}`)).stdout.replaceAll(/\s+/g, ' ').match(incomplete) ?? [])
        .length;
    expect(await found('better.ndjson killed.ndjson')).toBe(1);
    expect(await found('killed.ndjson killed.ndjson')).toBe(2);
    expect(await found('better.ndjson better.ndjson')).toBe(0);
  },
);

test('nothing that a report says acts on a terminal, or is markup', async () => {
  const evil = '<b>|evil`';
  const text = write(told({ x: off }, { from: 'client' }), 'json');
  save(
    'a.json',
    write(told({ x: open }, { from: 'client' }), 'json').replace(
      '"client": "x"',
      `"client": "${evil}"`,
    ),
  );
  save('b.json', text.replace('"client": "x"', `"client": "${evil}"`));
  for (const format of ['table', 'markdown', 'json']) {
    const { code, stdout } = await diff(`a.json b.json -o ${format}`);
    expect(code).toBe(1);
    expect(stdout).not.toMatch(/[\u{0}-\u{9}\u{b}-\u{1f}\u{7f}-\u{9f}]/u);
    expect(stdout).toContain(format === 'markdown' ? String.raw`\<b\>\|evil` : '<b>|evil');
  }
});

test('in Japanese', async () => {
  const words = 'diff old.ndjson new.ndjson';
  const { stdout } = await run(words, { cwd: folder, env: { LANG: 'ja_JP.UTF-8' } });
  expect(stdout).toContain('悪化');
});

test('the same client in capitals is the same', async () => {
  save(
    'upper.ndjson',
    write(
      told(
        all(
          open,
          NAMES.map((name) => name.toUpperCase()),
        ),
      ),
      'ndjson',
    ),
  );
  const { code, stdout } = await diff('better.ndjson upper.ndjson');
  expect([code, stdout]).toEqual([0, expect.stringContaining('8 clients in both reports, all')]);
  expect(PC8).not.toBe('');
});

describe('an entry that cannot be used', () => {
  const spoil = (name: string, report: string): void => {
    const lines = fs.readFileSync(at(report), 'utf8').split('\n');
    save(name, lines.with(2, String.raw`{"type":"client","client":"\u202ex"}`).join('\n'));
  };

  test.each([
    ['old', 'spoilt.ndjson better.ndjson'],
    ['new', 'better.ndjson spoilt.ndjson'],
  ])('of the %s report is left out, and the others are compared', async (age, words) => {
    spoil('spoilt.ndjson', 'better.ndjson');
    const { code, stdout, stderr } = await diff(`${words} -o json`);
    expect(stderr).toBe(
      `ccm-preflight: spoilt.ndjson:3: "x" is how its name looks without 1 character that can't be shown: this entry is left out, what is compared is not complete\n`,
    );
    expect(code).toBe(3);
    expect(JSON.parse(stdout).summary).toMatchObject({ clients: 7, lacking: [age] });
  });
});

describe('--ignore no-answer', () => {
  const unresolved: See = () => 'unresolved';
  const compare = async (before: Told, after: Told, words = ''): Promise<number> => {
    save('night-1.ndjson', write(before, 'ndjson'));
    save('night-2.ndjson', write(after, 'ndjson'));
    return (await diff(`night-1.ndjson night-2.ndjson ${words}`)).code;
  };

  test('a client that is off is told, and not counted as worse', async () => {
    expect(await compare(told(all(open)), told({ ...all(open), [PC1]: off }))).toBe(1);
    const code = await compare(
      told(all(open)),
      told({ ...all(open), [PC1]: off }),
      '--ignore no-answer',
    );
    expect(code).toBe(0);
    const { stdout } = await diff('night-1.ndjson night-2.ndjson --ignore no-answer');
    expect(stdout).toContain(PC1);
  });

  test('one whose port is blocked still is worse, and so is one without an address', async () => {
    for (const see of [noSmb, unresolved]) {
      const after = told({ ...all(open), [PC1]: see, [PC2]: off });
      expect(await compare(told(all(open)), after, '--ignore no-answer')).toBe(1);
    }
  });

  test('so is a client that itself saw its way to the servers blocked', async () => {
    const site = { ...SITE };
    const own = told({ [PC1]: open }, { from: 'client', site });
    const blocked = told({ [PC1]: () => 'filtered' }, { from: 'client', site });
    expect(await compare(own, blocked, '--ignore no-answer')).toBe(1);
  });

  test('another word is refused', async () => {
    const { code, stderr } = await diff('old.ndjson new.ndjson --ignore everything');
    expect([code, stderr]).toEqual([2, expect.stringContaining('no-answer')]);
  });
});

test('a client that was blocked and is ready from here now is told as that', async () => {
  save('blocked.ndjson', write(told({ [PC1]: noSmb }), 'ndjson'));
  save('mended.ndjson', write(told({ [PC1]: open }), 'ndjson'));
  const mended = await diff('blocked.ndjson mended.ndjson');
  expect([mended.code, mended.stdout]).toEqual([
    0,
    expect.stringContaining('client push: breaks → ready'),
  ]);
  const again = await diff('mended.ndjson blocked.ndjson');
  expect([again.code, again.stdout]).toEqual([
    1,
    expect.stringContaining('client push: ready → breaks'),
  ]);
});
