import fs from 'node:fs';
import path from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { main } from '../../src/cli/main.ts';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { closeListeners, startListener } from '../support/listeners.ts';
import { testStreams } from '../support/streams.ts';
import { type Ended, makeFolder, parseReport, run } from './run.ts';
import { closedPort } from '../support/ports.ts';
import { describeUnless } from '../support/skip.ts';
import { printedBy } from '../support/printed.ts';

const folder = makeFolder();
let lab: Lab;
let broken: Lab;

beforeAll(async () => {
  [lab, broken] = await Promise.all([
    startLab(),
    startLab({ faults: ['client-push/smb=refuse', 'manual/mp-http=http-500'] }),
  ]);
  fs.writeFileSync(path.join(folder, 'site.yaml'), lab.siteFile);
  fs.writeFileSync(path.join(folder, 'broken.yaml'), broken.siteFile);
  fs.writeFileSync(path.join(folder, 'ca.pem'), lab.ca);
});
afterEach(closeListeners);
afterAll(async () => {
  await Promise.all([lab.close(), broken.close()]);
});

const check = (words: string, options: Parameters<typeof run>[1] = {}): Promise<Ended> =>
  run(`check ${words}`, { cwd: folder, ...options });
const readFile = (name: string): string => fs.readFileSync(path.join(folder, name), 'utf8');

describe('exit codes', () => {
  test('0: nothing breaks, from either end', async () => {
    for (const words of ['--client localhost', '--from client']) {
      const ended = await check(`--site site.yaml --ca ca.pem ${words}`);
      expect(ended.stdout).toContain('Exit code 0: nothing breaks.');
      expect([ended.code, ended.stderr]).toEqual([0, '']);
    }
  });

  test('1: a method breaks', async () => {
    for (const words of ['--client localhost', '--from client']) {
      const ended = await check(`--site broken.yaml ${words} -o json`);
      const report = parseReport(printedBy(ended));
      expect([ended.code, report.summary.exitCode]).toEqual([1, 1]);
      expect(report.clients[0]?.methods[0]).toMatchObject({ verdict: 'breaks', here: 'breaks' });
    }
  });

  test('3: no client is ready, or strict and something stays unproven', async () => {
    const words = '--from client --method group-policy --method manual -o json';
    expect((await check(words)).code).toBe(3);
    const ended = await check(`${words} --strict`);
    expect([ended.code, parseReport(printedBy(ended)).summary.exitCode]).toEqual([3, 3]);
  });

  test('strict, and nothing stays unproven that could be proven from here', async () => {
    expect((await check('--site site.yaml --ca ca.pem --client localhost --strict')).code).toBe(0);
    expect((await check('--site site.yaml --ca ca.pem --strict')).code).toBe(0);
  });

  test('1 outranks 3', async () => {
    const words = `--mp 127.0.0.1:${await closedPort()} --method manual --strict`;
    expect((await check(words)).code).toBe(1);
  });

  const withFullDisk = describeUnless(fs.existsSync('/dev/full') ? null : 'there is no /dev/full');

  withFullDisk('on a full disk', () => {
    test('4: the report goes to stdout', async () => {
      const ended = await check('--site site.yaml --ca ca.pem --method manual -o json=/dev/full');
      expect(ended.code).toBe(4);
      expect(ended.stderr).toMatch(
        /^ccm-preflight: can't write "\/dev\/full": the disk is full \(ENOSPC\); the report goes to stdout\n$/,
      );
      expect(parseReport(printedBy(ended)).clients).toHaveLength(1);
    });
  });

  withFullDisk('on a full disk beside another output', () => {
    test('4: stdout has a report of its own, which stays whole', async () => {
      const ended = await check(
        '--site site.yaml --ca ca.pem --method manual -o json -o ndjson=/dev/full -o table=report.txt',
      );
      expect(ended.code).toBe(4);
      expect(parseReport(printedBy(ended)).clients).toHaveLength(1);
      expect(readFile('report.txt')).toContain('Exit code 0');
    });

    test('4 outranks 1', async () => {
      const words = '--site broken.yaml --method manual -o json=/dev/full';
      expect((await check(words)).code).toBe(4);
    });
  });

  test('4: nobody reads stdout any more', async () => {
    const streams = testStreams({ cwd: folder });
    const stdout = new Writable({
      write: (_chunk, _encoding, done) =>
        done(Object.assign(new Error('EPIPE'), { code: 'EPIPE' })),
    });
    stdout.on('error', () => {});
    const code = await main(['check', '--product', 'cm2007', '--method', 'manual'], {
      ...streams,
      stdout,
    });
    expect(code).toBe(4);
  });

  test('4, and nothing more is sent, once nobody reads the list of clients', async () => {
    const listener = await startListener(undefined, '0.0.0.0');
    const names = Array.from({ length: 40 }, (_none, index) => `127.0.0.${index + 1}`);
    const streams = testStreams({ cwd: folder, stdin: names.join('\n') });
    let lines = 0;
    const stdout = new Writable({
      decodeStrings: false,
      write: (_chunk, _encoding, done) => {
        lines += 1;
        done(lines > 2 ? Object.assign(new Error('EPIPE'), { code: 'EPIPE' }) : null);
      },
    });
    stdout.on('error', () => {});
    const words = `check --product cm2007 --clients - --method client-push --smb-port ${listener.port} -o ndjson`;
    const slow = '--concurrency 2 --timeout 200ms --retries 0 --quiet';
    const code = await main(`${words} ${slow}`.split(' '), { ...streams, stdout });
    expect(code).toBe(4);
    expect(lines).toBe(3);
    expect(listener.count()).toBeLessThan(names.length / 2);
  });
});

describe('an interrupt', () => {
  /** Interrupted when the first connection has come. */
  async function interrupted(format: string): Promise<Ended> {
    const silent = await startListener();
    const streams = testStreams({ cwd: folder });
    const words = `check --product cm2007 --from client --client-name pc001 --method manual --timeout 60s -o ${format}`;
    const site = String.raw`--mp 127.0.0.1:${silent.port} --run-from \\127.0.0.1\ccm`;
    const port = `--smb-port ${await closedPort()}`;
    const running = main(`${words} ${site} ${port}`.split(' '), streams);
    await silent.firstConnection;
    streams.abort();
    return { code: await running, stdout: streams.stdout.text, stderr: streams.stderr.text };
  }

  test('in mid-run, as a table', async () => {
    const { code, stdout, stderr } = await interrupted('table');
    expect([code, stderr]).toEqual([130, '']);
    expect(stdout).toContain('Interrupted: this report is incomplete.');
    expect(stdout).toContain('Exit code 130: interrupted.');
  });

  test('in mid-run, as JSON: what is known, marked incomplete', async () => {
    const { code, stdout } = await interrupted('json');
    expect(code).toBe(130);
    const report = parseReport(stdout);
    expect(report).toMatchObject({ run: { complete: false }, summary: { exitCode: 130 } });
    expect(report.clients[0]?.requirements).toContainEqual(
      expect.objectContaining({ id: 'manual/mp-http', outcome: 'error' }),
    );
  });

  test('in mid-run, as NDJSON', async () => {
    const { code, stdout } = await interrupted('ndjson');
    expect(code).toBe(130);
    expect(stdout.trimEnd().split('\n').at(-1)).toContain('"complete":false');
  });

  test('before anything was sent', async () => {
    const listener = await startListener();
    const streams = testStreams({ cwd: folder });
    streams.abort();
    const code = await main(
      ['check', '--product', 'cm2007', '--mp', `127.0.0.1:${listener.port}`, '-o', 'json'],
      streams,
    );
    expect(code).toBe(130);
    expect(parseReport(streams.stdout.text)).toMatchObject({
      clients: [],
      run: { complete: false },
    });
    expect(listener.count()).toBe(0);
  });
});

describe('clients', () => {
  /** Nothing of this method starts at the site server, so that nothing is sent. */
  const names = async (words: string, stdin?: string): Promise<string[]> => {
    const options = stdin === undefined ? {} : { stdin };
    const ended = await check(`--method manual -o json ${words}`, options);
    const chosen = /^clients\.txt:1: names are taken from the column "\w+"\n/;
    expect([ended.code, ended.stderr.replace(chosen, '')]).toEqual([3, '']);
    return parseReport(printedBy(ended)).clients.map(({ client }) => client);
  };

  test.each<[string, string | Buffer]>([
    ['one a line', 'pc001\npc002.contoso.com\n10.0.0.7\n::1\n'],
    [
      'line ends of Windows, blank lines, comments',
      '# pilot\r\npc001\r\n\r\n pc002.contoso.com # Berlin\r\n10.0.0.7\r\n::1',
    ],
    ['CSV', 'Name,Site\npc001,S01\npc002.contoso.com,S01\n10.0.0.7,\n::1,\n'],
    [
      'CSV of a console: semicolons, quotes',
      '"Site";"ComputerName"\r\n"S01";"pc001"\r\n"S01";"pc002.contoso.com"\r\n"";"10.0.0.7"\r\n"";"::1"\r\n',
    ],
    ['CSV with tabs', 'DNSHostName\tx\npc001\t\npc002.contoso.com\ty\n10.0.0.7\t\n::1\t\n'],
    ['one column with its name', 'Name\npc001\npc002.contoso.com\n10.0.0.7\n::1\n'],
    ['UTF-16', Buffer.from('\ufeffpc001\r\npc002.contoso.com\r\n10.0.0.7\r\n::1\r\n', 'utf16le')],
    [
      'CSV in UTF-16',
      Buffer.from(
        '\ufeffName,Site\r\npc001,S01\r\npc002.contoso.com,\r\n10.0.0.7,\r\n::1,\r\n',
        'utf16le',
      ),
    ],
    [
      'UTF-8 with a byte order mark',
      '\ufeffName,Site\npc001,S01\npc002.contoso.com,\n10.0.0.7,\n::1,\n',
    ],
    ['twice', 'pc001\nPC001\npc002.contoso.com\npc002.contoso.com.\n10.0.0.7\n::1\n10.0.0.7\n'],
  ])('from a file: %s', async (_what, content) => {
    fs.writeFileSync(path.join(folder, 'clients.txt'), content);
    expect(await names('--clients clients.txt')).toEqual([
      'pc001',
      'pc002.contoso.com',
      '10.0.0.7',
      '::1',
    ]);
  });

  test('from standard input', async () => {
    expect(await names('--clients -', 'pc001\npc002\n')).toEqual(['pc001', 'pc002']);
  });

  test('from flags and a file together, each once, flags first', async () => {
    fs.writeFileSync(path.join(folder, 'more.txt'), 'pc003\npc002\n');
    expect(await names('--clients more.txt --client pc002 PC004 --client pc001')).toEqual([
      'pc002',
      'PC004',
      'pc001',
      'pc003',
    ]);
  });

  test('the name of this machine, or the one that it is given', async () => {
    expect(await names('--from client --client-name pc001.contoso.com')).toEqual([
      'pc001.contoso.com',
    ]);
    expect(await names('')).toHaveLength(1);
  });
});

describe('outputs', () => {
  test('several at once say the same', async () => {
    const ended = await check(
      '--site site.yaml --ca ca.pem --client localhost -o table -o json=r.json -o ndjson=r.ndjson',
    );
    expect([ended.code, ended.stderr]).toEqual([0, '']);
    expect(ended.stdout).toContain('Exit code 0');
    const report = parseReport(readFile('r.json'));
    const lines = readFile('r.ndjson')
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(lines).toHaveLength(3);
    const [client] = report.clients;
    expect(lines[1]).toMatchObject({
      type: 'client',
      client: client?.client,
      answered: client?.answered,
      methods: client?.methods.map(({ method, verdict, here }) => ({ method, verdict, here })),
    });
    expect(lines[2]).toMatchObject({ type: 'summary', run: report.run, ...report.summary });
  });

  test('a file replaces stdout', async () => {
    const ended = await check('--method manual -o table=only.txt');
    expect([ended.stdout, ended.stderr]).toEqual(['', '']);
    expect(readFile('only.txt')).toContain('Exit code 3');
  });

  test('a file that is there is written anew', async () => {
    fs.writeFileSync(path.join(folder, 'old.json'), 'x'.repeat(100_000));
    await check('--method manual -o json=old.json');
    expect(parseReport(readFile('old.json')).clients).toHaveLength(1);
  });

  test('the same input gives the same order', async () => {
    const listed = Array.from({ length: 12 }, (_none, index) =>
      index % 2 === 0 ? '127.0.0.1' : 'localhost',
    );
    fs.writeFileSync(
      path.join(folder, 'many.txt'),
      [...listed, '127.0.0.3', '127.0.0.2'].join('\n'),
    );
    const once = async (): Promise<string> => {
      const { stdout } = await check('--site site.yaml --ca ca.pem --clients many.txt -o json');
      return stdout
        .replaceAll(
          /"(startedAt|finishedAt|serverTime|localTime|ntlmTime|line|rttMs)": [^,\n]+/g,
          '"$1": 0',
        )
        .replaceAll(/"serverGuid": "[^"]*"/g, '"serverGuid": ""');
    };
    const [first, second] = [await once(), await once()];
    expect(second).toBe(first);
    expect(parseReport(first).clients.map(({ client }) => client)).toEqual([
      '127.0.0.1',
      'localhost',
      '127.0.0.3',
      '127.0.0.2',
    ]);
  });

  test('colours only where they are wanted, none in a file', async () => {
    const ended = await check('--site site.yaml --ca ca.pem -o table -o json=x.json');
    expect(ended.stdout).not.toContain('\u001b');
    expect(readFile('x.json')).not.toContain('\\u001b');
  });
});

describe('notes', () => {
  test('a proxy in the environment is mentioned by its name alone', async () => {
    const env = { HTTPS_PROXY: 'http://user:secret@proxy:8080' };
    const ended = await check(
      '--site site.yaml --ca ca.pem --method manual -o table -o json=p.json',
      { env },
    );
    expect(ended.stdout.replaceAll(/\s+/g, ' ')).toContain(
      'the environment names a proxy (HTTPS_PROXY), which is not used here',
    );
    expect(ended.stdout + readFile('p.json')).not.toContain('secret');
    expect(parseReport(readFile('p.json')).clients[0]?.warnings).toMatchObject([
      { code: 'proxy-ignored' },
    ]);
    const none = await check('--site site.yaml --ca ca.pem --method manual -o json', {
      env: { HTTPS_PROXY: '' },
    });
    expect(parseReport(printedBy(none)).clients[0]?.warnings).toEqual([]);
  });

  test('without a terminal nothing but the report is written, quiet or not', async () => {
    for (const words of ['', ' --quiet']) {
      expect((await check(`--site site.yaml --ca ca.pem --method manual${words}`)).stderr).toBe('');
    }
  });

  test('servers are looked at from the site server all the same', async () => {
    const ended = await check('--site broken.yaml --client localhost --method client-push -o json');
    const { indirect, clients } = parseReport(printedBy(ended));
    expect(indirect.map(({ outcome }) => outcome)).toContain('unhealthy');
    expect(clients[0]?.requirements).toContainEqual(
      expect.objectContaining({ id: 'client-push/mp-http', outcome: 'not-checked' }),
    );
  });

  test('the command for the other end is one that works there', async () => {
    const ended = await check('--site site.yaml --ca ca.pem --client localhost');
    const [, command = ''] = /^ {4}ccm-preflight (check .*)$/m.exec(ended.stdout) ?? [];
    expect(command).toBe(
      'check --from client --client-name localhost --site site.yaml --ca ca.pem -o table -o ndjson=localhost.ndjson',
    );
    expect((await run(command, { cwd: folder })).code).toBe(0);
  });
});

describe('a site of flags alone', () => {
  test('finds what a site file finds', async () => {
    const { services } = lab;
    const at = (flow: string): string => {
      const service = services.find((each) => each.flow === flow);
      return `${service?.addresses[0]}:${service?.ports[0]}`;
    };
    const smb = services.find(({ flow }) => flow === 'share-smb');
    const words = '--from client --method manual --slp-needed yes -o json';
    const servers = `--mp ${at('mp-http')} --slp ${at('slp-http')} --fsp ${at('fsp-http')}`;
    const share = String.raw`--run-from \\${smb?.addresses[0]}\ccm --smb-port ${smb?.ports[0]}`;
    const ended = await check(`${words} ${servers} ${share}`);
    const [client] = parseReport(printedBy(ended)).clients;
    expect(client?.methods).toMatchObject([{ method: 'manual', verdict: 'works' }]);
    expect(client?.requirements.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual([
      'manual/slp-http open',
      'manual/fsp-http open',
      'manual/share-smb open',
      'manual/mp-http open',
    ]);
  });
});
