import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Vantage } from '../../src/catalogue/vocabulary.ts';
import { REPORT_FORMATS } from '../../src/report/forms/names.ts';
import { type Told, tell, write } from '../report/scenes.ts';
import { type Ended, makeFolder, run } from './run.ts';

// A saved report may come from anybody: which of its words count, and for what.

const folder = makeFolder();
const at = (name: string): string => path.join(folder, name);
const read = (name: string): string => fs.readFileSync(at(name), 'utf8');
const save = (name: string, content: string): void => fs.writeFileSync(at(name), content);
const merge = (words: string): Promise<Ended> => run(`merge ${words}`, { cwd: folder });

const PC1 = 'pc001.contoso.com';

function told(from: Vantage, siteServer: string | null, client = PC1): Told {
  const site = {
    siteCode: 'S01',
    ...(siteServer === null ? {} : { siteServer }),
    roles: { managementPoints: ['mp01.contoso.com'] },
    install: { manual: { runFrom: String.raw`\\files01\ccm` } },
  };
  return tell({
    title: '',
    site,
    from,
    clients: [{ client, see: ({ kind }) => (kind === 'smb' ? 'filtered' : 'open') }],
  });
}

const saveBoth = (server: string | null, own: string | null): void => {
  save('server.ndjson', write(told('site-server', server), 'ndjson'));
  save('own.json', write(told('client', own), 'json'));
};

beforeEach(() => {
  for (const name of fs.readdirSync(folder)) fs.rmSync(at(name));
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

describe('whom the script for Windows Firewall admits', () => {
  const admitted = async (words: string): Promise<string | null> => {
    const { stdout } = await merge(`${words} -o firewall-powershell`);
    expect(stdout).toContain('Set-InboundRule @{');
    return /\$SiteServer = @\('([^']+)'\)/.exec(stdout)?.[1] ?? null;
  };

  test.each<[string, string | null, string | null, string | null]>([
    ['the server that its own report names', 'cm01', null, 'cm01'],
    ['that one, whatever full name a client gives it', 'cm01', 'cm01.evil.example', 'cm01'],
    ['nobody where a client alone names one', null, 'evil.example', null],
  ])('%s', async (_what, server, own, expected) => {
    saveBoth(server, own);
    for (const words of ['server.ndjson own.json', 'own.json server.ndjson']) {
      expect(await admitted(words)).toBe(expected);
    }
  });

  test('nobody where one of the reports of the site server alone names one', async () => {
    saveBoth('cm01', null);
    save('also.ndjson', write(told('site-server', null, 'pc002.contoso.com'), 'ndjson'));
    expect(await admitted('server.ndjson also.ndjson')).toBeNull();
    const { stderr } = await merge('server.ndjson also.ndjson');
    expect(stderr).toContain(
      'the site server "cm01", which server.ndjson names, is left out, because also.ndjson does not name it; --site-server says which it is',
    );
  });

  test('the one that the user names, where the reports leave it open', async () => {
    saveBoth(null, null);
    expect(await admitted('server.ndjson own.json --site-server cm01.contoso.com')).toBe(
      'cm01.contoso.com',
    );
  });

  test('not by a client that says what only the site server can see', async () => {
    // Its head says that the client opens the flow, and its entry that it is blocked.
    const document = JSON.parse(write(told('client', 'evil.example'), 'json'));
    document.catalogue['client-push/smb'].from = 'client';
    document.catalogue['client-push/smb'].unprobed = null;
    const [client] = document.clients;
    const smb = client.requirements.find(({ id }: { id: string }) => id === 'client-push/smb');
    Object.assign(smb, { status: 'unmet', outcome: 'filtered' });
    save('own.json', JSON.stringify(document));
    const { code, stdout, stderr } = await merge('own.json -o firewall-powershell');
    expect([code, stdout]).toEqual([130, expect.not.stringContaining('Set-InboundRule @{')]);
    expect(stderr).toContain("client-push/smb: filtered can't be seen from the end that looked");
  });
});

describe('different site servers', () => {
  test.each<[string, string, string]>([
    ['of both ends', 'cm01.contoso.com', 'evil.example'],
    ['by their domains', 'cm01.contoso.com', 'cm01.fabrikam.com'],
  ])('%s are refused, both values named', async (_what, server, own) => {
    saveBoth(server, own);
    const { code, stdout, stderr } = await merge('own.json server.ndjson -o json');
    expect([code, stdout, stderr]).toEqual([
      2,
      '',
      `ccm-preflight: merge: own.json names the site server "${own}", and server.ndjson names "${server}": they do not belong together\n`,
    ]);
  });

  test('of the user and a report are refused too', async () => {
    saveBoth('cm01.contoso.com', null);
    const { code, stderr } = await merge('server.ndjson --site-server cm02');
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('and --site-server names "cm02": they do not belong together'),
    ]);
  });

  test('a name that is no host is refused', async () => {
    saveBoth('cm01', null);
    expect(await merge('server.ndjson --site-server a;b')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--site-server: "a;b" is not a host'),
    });
    save('evil.ndjson', read('server.ndjson').replace('"siteServer":"cm01"', '"siteServer":"a b"'));
    expect(await merge('evil.ndjson')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('evil.ndjson:1: site.siteServer: '),
    });
  });
});

describe('sentences of a saved report', () => {
  const EVIL = 'Disable the firewall';
  const SENTENCES = ['title', 'reason', 'purpose', 'symptom', 'fix', 'source'];

  /** The same facts, and other sentences wherever this tool writes one. */
  function rewritten(): void {
    const document = JSON.parse(write(told('site-server', 'cm01'), 'json'));
    for (const row of Object.values<Record<string, unknown>>(document.catalogue)) {
      for (const member of SENTENCES) row[member] = EVIL;
      row['to'] = EVIL;
      row['reasons'] = [
        { code: 'run-from-share', value: EVIL },
        { code: EVIL, value: null },
      ];
    }
    for (const { methods, warnings } of document.clients) {
      for (const method of methods) method.explanation = EVIL;
      warnings.push({ code: 'stand-in', message: EVIL, facts: { host: PC1 } });
    }
    save('evil.json', JSON.stringify(document));
  }

  test.each(REPORT_FORMATS)('never reach %s', async (format) => {
    rewritten();
    save('server.json', write(told('site-server', 'cm01'), 'json'));
    const { code, stdout } = await merge(`evil.json -o ${format}`);
    expect([code, stdout]).toEqual([1, expect.not.stringContaining('Disable')]);
  });

  test('are told again in the language of the command', async () => {
    save('server.json', write(told('site-server', 'cm01'), 'json'));
    const { stdout } = await merge('server.json --lang ja -o json');
    const { catalogue } = JSON.parse(stdout);
    expect(catalogue['client-push/smb'].purpose).toMatch(/サイト サーバー/u);
    expect(catalogue['manual/share-smb'].reason).toContain(String.raw`\\files01\ccm`);
  });
});

describe('requirements of a newer version', () => {
  /** As a version would save it that knows one more. */
  function newer(from: Vantage, status: 'met' | 'unmet'): string {
    const document = JSON.parse(write(told(from, null), 'json'));
    document.catalogue['client-push/wake-on-lan'] = {
      ...document.catalogue['client-push/smb'],
      title: 'Run this program',
      transport: 'ethernet',
    };
    const [client] = document.clients;
    client.requirements.push({
      ...client.requirements[0],
      id: 'client-push/wake-on-lan',
      status,
      outcome: status === 'met' ? 'open' : 'filtered',
    });
    if (status === 'unmet') client.methods[0].brokenBy = ['client-push/wake-on-lan'];
    return JSON.stringify(document);
  }

  test.each(['table', 'markdown', 'csv', 'html', 'junit', 'json', 'ndjson'])(
    'are in %s by their ids alone',
    async (format) => {
      save('newer.json', newer('site-server', 'unmet'));
      const { code, stdout, stderr } = await merge(`newer.json -o ${format}`);
      expect(code).toBe(1);
      expect(stderr).toBe(
        'ccm-preflight: a newer version of this tool saved requirements that this one does not know, and shows by their ids: client-push/wake-on-lan\n',
      );
      expect(stdout.replaceAll('\\', '').replaceAll(/\s+/gu, ' ')).toContain(
        'client-push/wake-on-lan',
      );
      expect(stdout).not.toContain('Run this program');
    },
  );

  test('are kept where reports are joined again', async () => {
    save('newer.json', newer('site-server', 'unmet'));
    await merge('newer.json -o ndjson=once.ndjson');
    await merge('once.ndjson -o ndjson=twice.ndjson');
    const withoutSummary = (name: string): readonly string[] =>
      read(name)
        .split('\n')
        .filter((line) => !line.includes('"summary"'));
    expect(withoutSummary('twice.ndjson')).toEqual(withoutSummary('once.ndjson'));
    const { stdout } = await merge('twice.ndjson -o json');
    const { clients, unknownRequirements } = JSON.parse(stdout);
    expect(unknownRequirements).toEqual(['client-push/wake-on-lan']);
    expect(clients[0]).toMatchObject({
      unknown: [{ id: 'client-push/wake-on-lan', status: 'unmet' }],
      methods: [
        { method: 'client-push', verdict: 'breaks', unknown: ['client-push/wake-on-lan'] },
        {},
        {},
        {},
        {},
      ],
    });
  });

  test('keep what hangs on them from being proven by both ends', async () => {
    const open = (from: Vantage): Told =>
      tell({
        title: '',
        site: { siteCode: 'S01', roles: { managementPoints: ['mp01.contoso.com'] } },
        from,
        clients: [{ client: PC1, see: () => 'open' }],
      });
    for (const [from, status] of [
      ['site-server', 'unmet'],
      ['client', 'met'],
    ] as const) {
      const document = JSON.parse(write(open(from), 'json'));
      document.catalogue['client-push/wake-on-lan'] = {};
      document.clients[0].unknown = [{ id: 'client-push/wake-on-lan', status }];
      save(`${from}.json`, JSON.stringify(document));
    }
    const { stdout } = await merge('site-server.json client.json -o json');
    expect(JSON.parse(stdout).clients[0].methods[0]).toMatchObject({
      method: 'client-push',
      verdict: 'unproven',
      unknown: ['client-push/wake-on-lan'],
    });
  });
});
