import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import path from 'node:path';
import { text as streamText } from 'node:stream/consumers';
import { findSite, foundSiteFile, writeFound } from '../../src/cli/discover/run.ts';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { siteFromFiles } from '../../src/site/load.ts';
import { SiteError } from '../../src/site/problem.ts';
import { EN } from '../../src/text/en/index.ts';
import { JA } from '../../src/text/ja/index.ts';
import { TOOL_WORDS } from '../real/support/tool.ts';
import { closeListeners } from '../support/listeners.ts';
import { testStreams } from '../support/streams.ts';
import { printed, windows } from '../self/machine.ts';
import { makeFolder, parseReport, run } from './run.ts';
import { closedPort } from '../support/ports.ts';
import { printedBy } from '../support/printed.ts';

/** A process that does not end is killed then, and fails the test. */
const MAX_MS = 40_000;

const folder = makeFolder();
let lab: Lab;
let point: string;
beforeAll(async () => {
  lab = await startLab({ product: 'current-branch' });
  const [management] = lab.plan.site.roles.managementPoints;
  point = `${management?.host}:${management?.httpPorts[0]}`;
});
afterAll(async () => {
  await lab.close();
});
afterEach(closeListeners);

const KEY = String.raw`HKLM\SOFTWARE\Microsoft`;
const CLIENT = windows(
  {
    [`query ${KEY}\\CCM`]: printed('reg/ccm.txt'),
    [`query ${KEY}\\CCM\\FSP`]: printed('reg/fsp.txt'),
    [`query ${KEY}\\SMS\\Mobile Client`]: printed('reg/mobile-client.txt'),
    [String.raw`query HKLM\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate`]:
      printed('reg/windows-update.txt'),
  },
  printed('reg/missing-ja.cp932.txt', 1),
);

/** @returns where it listens, as a word of the command line */
async function listen(server: http.Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `127.0.0.1:${address.port}`;
}

describe('discover', () => {
  test('from the lab to a site file, from that to a check', async () => {
    const found = await run(['discover', 'found.yaml', '--mp', point], { cwd: folder });
    expect(found.code).toBe(0);
    expect(found.stderr).toMatch(/^Wrote found\.yaml\. /);
    expect(found.stdout).toContain('site code LAB');
    const text = readFileSync(path.join(folder, 'found.yaml'), 'utf8');
    const site = siteFromFiles({ name: 'found.yaml', text });
    expect(site).toMatchObject({ product: 'current-branch', siteCode: 'LAB' });
    expect(text).toMatch(/^# found: current-branch \(by version 9128\), list of http:/m);
    const words = `--site found.yaml --method manual --run-from local`;
    expect((await run(`plan ${words}`, { cwd: folder })).code).toBe(0);
    const checked = await run(`check --from client ${words} -o json`, { cwd: folder });
    const [client] = parseReport(printedBy(checked)).clients;
    expect(client?.requirements).toContainEqual(
      expect.objectContaining({ id: 'manual/mp-http', outcome: 'open' }),
    );
  });

  test('a management point of HTTPS alone: so clients talk', async () => {
    const other = await startLab({ product: 'current-branch', communication: 'https' });
    try {
      const [management] = other.plan.site.roles.managementPoints;
      const port = management?.httpsPorts[0];
      const { code, stdout } = await run(['discover', '--mp', `${management?.host}:${port}`]);
      expect(code).toBe(0);
      const site = siteFromFiles({ name: 'site.yaml', text: stdout });
      expect(site).toMatchObject({ communication: 'https', ports: { https: [port] } });
      expect(stdout).toMatch(
        /^# found: HTTPS is demanded, list of https:.*\ncommunication: https/m,
      );
    } finally {
      await other.close();
    }
  });

  test('enhanced HTTP shows by its certificate, in both languages, and is what check then takes', async () => {
    const other = await startLab({ product: 'current-branch', communication: 'enhanced-http' });
    try {
      const [management] = other.plan.site.roles.managementPoints;
      const words = [
        'discover',
        '--mp',
        `${management?.host}:${management?.httpPorts[0]}`,
        '--https-port',
        `${management?.httpsPorts[0]}`,
      ];
      const { code, stdout } = await run(words);
      expect(code).toBe(0);
      expect(siteFromFiles({ name: 'site.yaml', text: stdout }).communication).toBe(
        'enhanced-http',
      );
      expect(stdout).toMatch(
        /^# found: a certificate of the site's own issuer.*, its own word, https:/m,
      );
      const table = await run([...words, '-o', 'table', '--lang', 'ja']);
      expect(table.stdout).toContain('サイトが発行した証明書があります');
      writeFileSync(path.join(folder, 'enhanced.yaml'), other.siteFile);
      const check = 'check --from client --site enhanced.yaml --method manual -o json';
      const differs = async (flags: string): Promise<readonly string[]> => {
        const checked = await run(`${check}${flags}`, { cwd: folder });
        const [client] = parseReport(printedBy(checked)).clients;
        return (client?.warnings ?? []).flatMap(({ code, message }) =>
          code === 'communication-differs' ? [message] : [],
        );
      };
      expect(await differs('')).toEqual([]);
      expect(await differs(' --communication https')).toEqual([
        expect.stringContaining('Say --communication enhanced-http'),
      ]);
    } finally {
      await other.close();
    }
  });

  test('what is not told is said where it would stand', async () => {
    const { stdout } = await run(['discover', '--mp', point]);
    expect(stdout).toContain('# Communication is not told: plain HTTP is taken');
    expect(stdout).toMatch(/^# found: plain HTTP is taken, .*\n#-communication: /m);
  });

  test('a hostile management point: blanks without end hold nobody up', async () => {
    const body = `<MPList><MP><FQDN>${' '.repeat(200_000)}`;
    const server = http.createServer((_request, response) => response.end(body));
    try {
      const ended = await run(['discover', '--mp', await listen(server)], { cwd: folder });
      expect([ended.code, ended.stdout]).toEqual([1, '']);
    } finally {
      server.close();
      server.closeAllConnections();
    }
  });

  test('a hostile management point does not keep Ctrl-C from ending it', async () => {
    const body = `<MPList><MP><FQDN>${' '.repeat(200_000)}`;
    const hostile = http.createServer((_request, response) => {
      response.setHeader('connection', 'close').end(body);
    });
    // The one that never answers keeps the command from ending by itself.
    const silent = http.createServer();
    const isUnderWay = Promise.all([
      // Closed by the one who asked, which has read all of it by then.
      once(hostile, 'request').then(([{ socket }]) => once(socket, 'close')),
      once(silent, 'request'),
    ]);
    const points = await Promise.all([hostile, silent].map(listen));
    const [program, ...args] = TOOL_WORDS;
    const words = ['discover', ...points.flatMap((mp) => ['--mp', mp]), '--timeout', '50s'];
    const child = spawn(program, [...args, ...words], { timeout: MAX_MS, killSignal: 'SIGKILL' });
    try {
      const ended = Promise.all([
        once(child, 'close'),
        streamText(child.stdout),
        streamText(child.stderr),
      ]);
      await isUnderWay;
      child.kill('SIGINT');
      const [[code, signal], stdout, stderr] = await ended;
      expect({ code, signal, stderr }).toEqual({ code: 130, signal: null, stderr: '' });
      expect(stdout).toContain('# Stopped before everything was asked.');
    } finally {
      child.kill('SIGKILL');
      for (const server of [hostile, silent]) {
        server.close();
        server.closeAllConnections();
      }
    }
  });

  test('init --discover: what is found, and what the flags say', async () => {
    const { code, stdout } = await run(
      ['init', '--discover', '--mp', point, '--communication', 'enhanced-http', '--dp', 'dp01'],
      { cwd: folder },
    );
    expect(code).toBe(0);
    const site = siteFromFiles({ name: 'site.yaml', text: stdout });
    expect(site.communication).toBe('enhanced-http');
    expect(site.roles.managementPoints.map(({ host }) => host)).toEqual(['127.0.0.2']);
    expect(site.roles.distributionPoints.map(({ host }) => host)).toEqual(['dp01']);
  });

  test('json says who said what, and what was asked', async () => {
    const { code, stdout } = await run(['discover', '--mp', point, '-o', 'json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 'ccm-preflight/discovery/1',
      complete: true,
      site: { product: 'current-branch', roles: { managementPoints: ['127.0.0.2'] } },
      contradictions: [],
      communicationNotTold: 'plain-or-enhanced',
      exitCode: 0,
    });
  });

  test('nothing found: exit code 1, why, and no file', async () => {
    const nobody = `127.0.0.1:${await closedPort()}`;
    const words = ['--mp', nobody, '--domain', 'contoso.test'];
    for (const command of [
      ['discover', 'none.yaml'],
      ['init', 'none.yaml', '--discover'],
    ]) {
      const { code, stderr } = await run([...command, ...words], { cwd: folder });
      expect(code).toBe(1);
      expect(stderr).toContain('nothing was found: "none.yaml" is not written');
    }
    expect(existsSync(path.join(folder, 'none.yaml'))).toBe(false);
    expect(await run(['discover', ...words, '-o', 'site'])).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/so there is no site file.* --site-code and --domain /),
    });
    const { code, stdout } = await run(['discover', ...words, '-o', 'table']);
    expect(code).toBe(1);
    expect(stdout).toContain('Nothing was found.');
    expect(stdout).toContain('ECONNREFUSED');
  });

  test.each([
    ['--site-code S1', '--site-code: "S1" is no site code'],
    ['--domain -x', 'domain'],
    ['--mp a,b', '--mp: '],
    ['--dns dns01', '--dns: "dns01" is no address of a name server'],
    ['--dns 10.0.0.53:0', '--dns'],
    ['--timeout 3', '--timeout'],
    ['--http-port 0', '--http-port'],
    ['-o xml', '"xml" is not a format'],
    ['found.yaml -o site', 'one thing'],
  ])('discover %s is refused', async (words, said) => {
    const { code, stderr } = await run(`discover ${words}`, { cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toContain(said);
  });

  test('a file that is there is not replaced, and nothing is asked before', async () => {
    const streams = makeFolder({ 'site.yaml': 'siteCode: S01\n' });
    const refused = await run(['discover', 'site.yaml', '--mp', point], { cwd: streams });
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    const replaced = await run(['discover', 'site.yaml', '--mp', point, '--force'], {
      cwd: streams,
    });
    expect(replaced.code).toBe(0);
    rmSync(streams, { recursive: true });
  });

  test('what makes no site leaves the file as it was', async () => {
    const cwd = makeFolder({ 'site.yaml': 'siteCode: S01\n' });
    const settled = {
      values: [{ flag: 'discover', path: ['ports', 'http'], value: 99_999 }],
      said: new Map(),
      contradictions: [],
      communicationNotTold: null,
    };
    const discovery = {
      findings: [],
      asked: [],
      notAsked: [],
      refused: 0,
      withoutAddress: [],
      complete: true,
    };
    const streams = { ...testStreams(), cwd };
    const outputs = [{ format: 'site', file: 'site.yaml' } as const];
    await expect(
      writeFound(
        async () => ({ discovery, settled, exitCode: 0 }),
        { outputs, color: undefined, quiet: false },
        streams,
      ),
    ).rejects.toThrow(SiteError);
    expect(readFileSync(path.join(cwd, 'site.yaml'), 'utf8')).toBe('siteCode: S01\n');
    rmSync(cwd, { recursive: true });
  });

  test.each([
    [false, /site\.yaml/],
    [true, /^$/],
  ])('of a file that was written a word is said, unless quiet: %s', async (quiet, said) => {
    const cwd = makeFolder();
    const settled = {
      values: [{ flag: 'discover', path: ['siteCode'], value: 'S01' }],
      said: new Map(),
      contradictions: [],
      communicationNotTold: null,
    };
    const discovery = {
      findings: [],
      asked: [],
      notAsked: [],
      refused: 0,
      withoutAddress: [],
      complete: true,
    };
    const streams = { ...testStreams(), cwd };
    const outputs = [{ format: 'site', file: 'site.yaml' } as const];
    const found = async () => ({ discovery, settled, exitCode: 0 }) as const;
    expect(await writeFound(found, { outputs, color: undefined, quiet }, streams)).toBe(0);
    expect(streams.stderr.text).toMatch(said);
  });

  test('discover knows --quiet', async () => {
    const { stderr } = await run('discover --quiet --timeout x');
    expect(stderr).toContain('--timeout');
    expect(stderr).not.toContain('--quiet');
  });

  test('init: how to look needs --discover', async () => {
    const { code, stderr } = await run('init --dns 127.0.0.1');
    expect(code).toBe(2);
    expect(stderr).toContain('--dns says how to look for a site: add --discover');
  });

  test('a file that cannot be written is refused, and nothing is asked', async () => {
    const { code, stdout, stderr } = await run([
      'discover',
      '--mp',
      point,
      '-o',
      'site=/no/such/folder/site.yaml',
    ]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe(
      `ccm-preflight: -o: can't write "/no/such/folder/site.yaml": its folder is not there (ENOENT)\n`,
    );
  });
});

describe('discover on a Windows client, by recorded outputs', () => {
  const look = () =>
    findSite(
      {
        siteCode: 'S02',
        domain: null,
        managementPoints: [],
        httpPort: null,
        httpsPort: null,
        dns: '127.0.0.1:1',
        timeoutMs: 200,
        signal: new AbortController().signal,
      },
      // Nobody is asked: what a machine knows is all that is looked at.
      { ...CLIENT, env: { SystemRoot: String.raw`C:\Windows` } },
    );

  test('the site file: roles and ports from the registry, contradictions as comments', async () => {
    const found = await look();
    const text = foundSiteFile(found, [], EN);
    const site = siteFromFiles({ name: 'site.yaml', text });
    expect(site).toMatchObject({ product: 'current-branch', siteCode: 'S02' });
    expect(site.roles.managementPoints.map(({ host }) => host)).toEqual([
      'mp01.contoso.com',
      'mp02.contoso.com',
    ]);
    expect(site.roles.fallbackStatusPoints[0]?.host).toBe('fsp01.contoso.com');
    expect(site.roles.softwareUpdatePoints).toEqual([
      { host: 'sup01.contoso.com', httpPorts: [8530], httpsPorts: [8531], ssl: false },
    ]);
    expect(text).toContain('# Contradictions: site code, the first is taken: S02 / S01\n');
    expect(text).toContain(
      String.raw`  # found: fsp01.contoso.com, registry, HKLM\SOFTWARE\Microsoft\CCM\FSP\HostName`,
    );
  });

  test.each([
    ['en', EN, 'Contradictions'],
    ['ja', JA, '食い違い'],
  ])('the table in %s, within 80 columns', async (_language, texts, said) => {
    const streams = { ...testStreams(), texts };
    const code = await writeFound(
      look,
      { outputs: [{ format: 'table', file: null }], color: undefined, quiet: false },
      streams,
    );
    expect(code).toBe(0);
    const table = streams.stdout.text;
    expect(table).toContain(said);
    expect(table).toContain('sup01.contoso.com');
  });
});
