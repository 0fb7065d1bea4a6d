import fs from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Vantage } from '../../src/catalogue/vocabulary.ts';
import { startLab } from '../../src/lab/lab.ts';
import { type Report, type Told, tell, write } from '../report/scenes.ts';
import { golden } from '../support/golden.ts';
import { type Ended, makeFolder, parseReport, run } from './run.ts';
import { describeUnless } from '../support/skip.ts';
import { printedBy } from '../support/printed.ts';

const folder = makeFolder();
const at = (name: string): string => path.join(folder, name);
const save = (name: string, content: string | Buffer): void => {
  fs.mkdirSync(path.dirname(at(name)), { recursive: true });
  fs.writeFileSync(at(name), content);
};
const merge = (words: string): Promise<Ended> => run(`merge ${words}`, { cwd: folder });

const SITE = {
  product: 'cm2007',
  siteCode: 'S01',
  roles: { managementPoints: ['mp01.contoso.com'] },
  install: { manual: { runFrom: 'local' }, groupPolicy: { package: 'local' } },
};
const [PC1, PC2, PC3] = ['pc001.contoso.com', 'pc002.contoso.com', 'pc003.contoso.com'];

/** A run at one end; `blocked` names the hosts to which everything is filtered. */
function told(
  from: Vantage,
  clients: readonly string[],
  { blocked = [], minute = 0 }: { blocked?: readonly string[]; minute?: number } = {},
): Told {
  const report: Report = {
    title: '',
    site: SITE,
    from,
    clients: clients.map((client) => ({
      client,
      see: (check) => (blocked.includes(check.host) ? 'refused' : 'open'),
    })),
    ...(from === 'site-server' ? { indirect: () => 'filtered' } : {}),
  };
  const { head, tail, ...rest } = tell(report);
  const startedAt = `2024-05-01T12:${String(minute).padStart(2, '0')}:00.000Z`;
  const run = { ...head.run, startedAt };
  return {
    ...rest,
    head: { ...head, run },
    tail: { ...tail, run: { ...tail.run, startedAt, finishedAt: startedAt } },
  };
}

const verdictsOf = (text: string): Record<string, Record<string, string>> =>
  Object.fromEntries(
    parseReport(text).clients.map(({ client, methods }) => [
      client,
      Object.fromEntries(
        methods.map(({ method, verdict, here }) => [method, `${verdict} ${here}`]),
      ),
    ]),
  );

beforeEach(() => {
  fs.rmSync(folder, { recursive: true });
  fs.mkdirSync(folder);
  save('server.ndjson', write(told('site-server', [PC1, PC2, PC3], { blocked: [PC2] }), 'ndjson'));
  save('own/pc001.json', write(told('client', ['PC001.Contoso.com']), 'json'));
  save(
    'own/pc002.ndjson',
    write(told('client', [PC2], { blocked: ['mp01.contoso.com'] }), 'ndjson'),
  );
});

describe('reports of both ends', () => {
  test('become whole verdicts, where a client told of itself', async () => {
    const { code, stdout, stderr } = await merge('server.ndjson own -o json');
    expect(code).toBe(1);
    expect(verdictsOf(stdout)).toMatchObject({
      [PC1]: { 'client-push': 'works works', manual: 'works works' },
      [PC2]: { 'client-push': 'breaks breaks', manual: 'breaks breaks' },
      [PC3]: { 'client-push': 'unproven works', manual: 'unproven not-applicable' },
    });
    expect(stderr).toBe(
      `ccm-preflight: no report of its own from 1 client of the site server's, whose flows to servers stay unproven: ${PC3}\n`,
    );
    const report = JSON.parse(stdout);
    expect(report.run).toMatchObject({ from: 'site-server', joined: ['site-server', 'client'] });
    expect(report.indirect.length).toBeGreaterThan(0);
    const [, pc2] = report.clients;
    expect(pc2.methods[0].brokenBy).toContain('client-push/mp-http');
    expect(pc2.methods[0].brokenBy).toContain('client-push/smb');
    expect(pc2.methods[0].explanation).toContain('mp01.contoso.com');
  });

  test('in any order are the same report', async () => {
    const files = ['server.ndjson', 'own/pc001.json', 'own/pc002.ndjson', 'late.json'];
    save(
      'late.json',
      write(told('client', [PC1], { blocked: ['mp01.contoso.com'], minute: 9 }), 'json'),
    );
    const byName = async (order: readonly string[]): Promise<unknown> => {
      const merged = await merge(`${order.join(' ')} -o json`);
      const { code } = merged;
      const { clients, summary, run: ended } = JSON.parse(printedBy(merged));
      clients.sort((a: { client: string }, b: { client: string }) =>
        a.client < b.client ? -1 : 1,
      );
      return { code, clients, summary, ended };
    };
    const first = await byName(files);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(files, { minLength: files.length }), async (order) =>
        expect(await byName(order)).toEqual(first),
      ),
      { numRuns: 12 },
    );
  });

  test('of each end the newest stands, and a contradiction is of one end', async () => {
    save(
      'late.json',
      write(told('client', [PC1], { blocked: ['mp01.contoso.com'], minute: 9 }), 'json'),
    );
    const merged = await merge('late.json server.ndjson own/pc001.json -o json');
    const { stderr } = merged;
    const stdout = printedBy(merged);
    expect(verdictsOf(stdout)[PC1]).toMatchObject({ 'client-push': 'breaks breaks' });
    expect(JSON.parse(stdout).summary).toMatchObject({ superseded: 1, contradicted: 1 });
    expect(stderr).toContain('other verdicts in different reports, the newest stands: 1 client');
  });

  test('joined once may be joined with more, and shown again as they are', async () => {
    await merge('server.ndjson own/pc001.json -o ndjson=half.ndjson -o json=half.json');
    const half = await merge('half.ndjson -o json');
    const again = await merge('half.json -o json');
    expect(JSON.parse(printedBy(half)).clients[0].methods).toEqual(
      JSON.parse(fs.readFileSync(at('half.json'), 'utf8')).clients[0].methods,
    );
    expect(verdictsOf(printedBy(again))).toEqual(verdictsOf(printedBy(half)));
    const whole = await merge('half.ndjson own/pc002.ndjson -o json');
    const atOnce = await merge('server.ndjson own/pc001.json own/pc002.ndjson -o json');
    expect(JSON.parse(printedBy(whole)).clients).toEqual(JSON.parse(printedBy(atOnce)).clients);
    expect(JSON.parse(printedBy(whole)).summary.contradicted).toBe(0);
  });

  test('a joined report is not gone on with', async () => {
    await merge('server.ndjson own/pc001.json -o ndjson=half.ndjson');
    const site = JSON.stringify(SITE);
    save('site.yaml', site);
    const { code, stderr } = await run(
      'check --site site.yaml --client pc009 --resume half.ndjson',
      { cwd: folder },
    );
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining(
        'vantage (--from): site-server, client in half.ndjson, site-server in this run',
      ),
    ]);
  });

  test('the same report twice is that report', async () => {
    const once = await merge('server.ndjson -o json');
    const twice = await merge('server.ndjson server.ndjson -o json');
    const { summary, ...rest } = JSON.parse(printedBy(twice));
    const { summary: before, ...whole } = JSON.parse(printedBy(once));
    expect(rest).toEqual(whole);
    expect(summary).toEqual({ ...before, superseded: 3 });
  });

  test.each(['table', 'markdown', 'csv', 'junit', 'html', 'ndjson'])(
    'come as %s too',
    async (format) => {
      const { code, stdout } = await merge(`server.ndjson own -o ${format}`);
      expect(code).toBe(1);
      expect(stdout).toContain(PC1);
    },
  );

  test('are a table for people', async () => {
    const { code, stdout } = await merge('server.ndjson own');
    const { actual, expected } = golden('cli/merge-both-ends', {
      title: 'ccm-preflight merge server.ndjson own',
      text: stdout.replace(/^ccm-preflight \S+/u, 'ccm-preflight 1.0.0'),
      exitCode: code,
    });
    expect(actual).toBe(expected);
  });

  test('ask for what a client lacks that was off for the site server, and for nothing to it', async () => {
    const off = tell({
      title: '',
      site: SITE,
      from: 'site-server',
      clients: [{ client: PC1, see: () => 'filtered' }],
    });
    save('off.ndjson', write(off, 'ndjson'));
    save('blocked.json', write(told('client', [PC1], { blocked: ['mp01.contoso.com'] }), 'json'));
    const { stdout } = await merge('off.ndjson blocked.json -o firewall-csv');
    expect(stdout.match(/^"\d+",/gmu)).toEqual(['"1",']);
    expect(stdout).toContain('mp01.contoso.com');
    expect((await merge('off.ndjson -o firewall-csv')).stdout).not.toContain('mp01');
    const table = await merge('off.ndjson blocked.json');
    expect(table.stdout.replaceAll(/\s+/g, ' ')).toContain(
      'To mend management point HTTP: nothing listens on TCP 80 of mp01.contoso.com',
    );
    expect(table.stdout).not.toMatch(/To (open for|mend) SMB/);
  });

  test('of many clients are told of in sum', async () => {
    const names = Array.from({ length: 12 }, (_none, index) => `pc${index}.contoso.com`);
    save('many.json', write(told('site-server', names), 'json'));
    save('off.json', write(told('client', names, { blocked: ['mp01.contoso.com'] }), 'json'));
    const { code, stdout } = await merge('many.json off.json');
    expect(code).toBe(1);
    expect(stdout).toContain('flows looked at');
    expect(stdout).toContain('management point HTTP (TCP 80), refused: 12 clients');
    expect(stdout).not.toContain('Left to prove');
  });

  test('about another site are refused', async () => {
    const text = fs.readFileSync(at('own/pc001.json'), 'utf8');
    save('other.json', text.replace('"siteCode": "S01"', '"siteCode": "S02"'));
    const { code, stderr } = await merge('server.ndjson other.json');
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('site code: S02 in other.json, S01 in server.ndjson'),
    ]);
  });

  test.each([
    ['lines in UTF-16', (text: string) => Buffer.from(`\u{feff}${text}`, 'utf16le'), 'ndjson'],
    ['lines with a byte order mark', (text: string) => `\u{feff}${text}`, 'ndjson'],
    ['a document', (text: string) => text, 'json'],
  ] as const)('a list of clients in %s is found in', async (_what, encode, format) => {
    save(`list.${format}`, encode(write(told('client', [PC3, PC2, PC1]), format)));
    const { stdout, stderr } = await merge(`server.ndjson list.${format} -o json`);
    expect(stderr).toBe('');
    expect(verdictsOf(stdout)[PC3]).toMatchObject({ manual: 'works works' });
  });

  test('in very many files need few open at a time', async () => {
    const names = Array.from({ length: 200 }, (_none, index) => `pc${index}.contoso.com`);
    save('many.ndjson', write(told('site-server', names), 'ndjson'));
    const own = tell({ title: '', site: SITE, from: 'client', clients: [{ client: 'x' }] });
    const [entry] = own.clients;
    if (entry === undefined) throw new Error('a client is expected');
    for (const client of names) {
      save(`all/${client}.ndjson`, write({ ...own, clients: [{ ...entry, client }] }, 'ndjson'));
    }
    const { code, stdout, stderr } = await merge('many.ndjson all -o json');
    expect([code, stderr]).toEqual([0, '']);
    expect(parseReport(stdout).clients).toHaveLength(200);
    expect(JSON.parse(stdout).summary.verdicts.manual).toEqual({ works: 200 });
  });
});

describe('names', () => {
  const short = (): void => save('short.json', write(told('client', ['PC001']), 'json'));

  test('are compared as a whole: a short one may be in any domain', async () => {
    short();
    const { stdout, stderr } = await merge('server.ndjson short.json -o json');
    expect(Object.keys(verdictsOf(stdout))).toEqual([PC1, PC2, PC3, 'PC001']);
    expect(verdictsOf(stdout)[PC1]).toMatchObject({ 'client-push': 'unproven works' });
    expect(verdictsOf(stdout)['PC001']).toMatchObject({ manual: 'works works' });
    expect(stderr).toContain('the site server has not looked at 1 client that reported');
    expect(stderr).toContain('"pc001" may be in any domain');
    expect(stderr).toContain('say --domain contoso.com');
  });

  test('without a domain are of the one that --domain names', async () => {
    short();
    const { stdout, stderr } = await merge(
      'server.ndjson short.json --domain Contoso.com. -o json',
    );
    expect(verdictsOf(stdout)[PC1]).toMatchObject({ 'client-push': 'works works' });
    expect(Object.keys(verdictsOf(stdout))).toEqual([PC1, PC2, PC3]);
    expect(stderr).not.toContain('--domain');
  });

  test('of another domain are other clients', async () => {
    save('fabrikam.json', write(told('client', ['pc001.fabrikam.com']), 'json'));
    const { stdout } = await merge('server.ndjson fabrikam.json --domain contoso.com -o json');
    expect(verdictsOf(stdout)[PC1]).toMatchObject({ 'client-push': 'unproven works' });
  });

  test.each(['', '.', '-x', '10.0.0.1', 'a b', '::1'])('--domain %j is refused', async (domain) => {
    const { code, stderr } = await run(['merge', 'server.ndjson', `--domain=${domain}`], {
      cwd: folder,
    });
    expect([code, stderr]).toEqual([2, expect.stringContaining('--domain')]);
  });
});

describe('files', () => {
  test.each([
    ['a folder', 'own', 2],
    ['a pattern', 'own/pc*.json', 1],
    ['a pattern of one letter', 'own/pc00?.ndjson', 1],
    ['a folder and what is in it', 'own own/pc001.json', 2],
  ])('%s', async (_what, words, clients) => {
    const merged = await merge(`${words} -o json`);
    expect(parseReport(printedBy(merged)).clients).toHaveLength(clients);
  });

  test.each([
    ['empty', 'the folder "empty" holds no report'],
    ['own/x*.json', 'no file is named like "own/x*.json"'],
    ['no/*.json', `can't read "no"`],
  ])('%s is refused', async (words, problem) => {
    fs.mkdirSync(at('empty'));
    const { code, stderr } = await merge(words);
    expect([code, stderr]).toEqual([2, expect.stringContaining(problem)]);
  });
});

const describeOnLinux = describeUnless(process.platform === 'linux' ? null : 'this is not Linux');

describeOnLinux('a name that looks like a pattern', () => {
  test('is a name where there is such a file', async () => {
    save('a*b.ndjson', write(told('site-server', [PC1]), 'ndjson'));
    save('axb.ndjson', write(told('site-server', [PC2]), 'ndjson'));
    const merged = await merge('a*b.ndjson -o json');
    expect(parseReport(printedBy(merged)).clients.map(({ client }) => client)).toEqual([PC1]);
  });
});

test('in the lab: checked at both ends, joined to a whole verdict', async () => {
  const lab = await startLab({ faults: ['client-push/mp-http=http-500'] });
  try {
    save('lab.yaml', lab.siteFile);
    save('ca.pem', lab.ca);
    const site = '--site lab.yaml --ca ca.pem --quiet --timeout 2s --retries 0';
    const check = (words: string): Promise<Ended> =>
      run(`check ${words} ${site}`, { cwd: folder, env: {} });
    const server = await check(`--client ${lab.client} -o ndjson=s.ndjson`);
    const own = await check(`--from client --client-name ${lab.client} -o json=c.json`);
    expect([server.code, own.code]).toEqual([0, 1]);
    const { code, stdout, stderr } = await merge('s.ndjson c.json -o json --strict');
    expect([code, stderr]).toEqual([1, '']);
    const [client] = parseReport(stdout).clients;
    expect(client?.requirements.filter(({ outcome }) => outcome === 'not-checked')).toEqual([]);
    const methods = JSON.parse(stdout).clients[0].methods;
    expect(methods[0]).toMatchObject({
      method: 'client-push',
      verdict: 'breaks',
      here: 'breaks',
      brokenBy: ['client-push/mp-http'],
      alternatives: expect.arrayContaining(['software-update-point']),
    });
    expect(JSON.parse(stdout).indirect.length).toBeGreaterThan(0);
  } finally {
    await lab.close();
  }
});
