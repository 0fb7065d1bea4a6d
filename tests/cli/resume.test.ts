import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { type Listener, closeListeners, startListener } from '../support/listeners.ts';
import { type Ended, makeFolder, parseReport, run } from './run.ts';

/** One whole client, and others whose ports are closed. */
const CLIENTS = ['localhost', '127.1.0.1', '127.1.0.2', '127.1.0.3'];

const folder = makeFolder();
let lab: Lab;
/** A management point, looked at from here once a run. */
let server: Listener;
/** What an undisturbed run leaves, and shows. */
let whole: string;

const at = (name: string): string => path.join(folder, name);
const saved = (): string => fs.readFileSync(at('run.ndjson'), 'utf8');
const save = (text: string): void => fs.writeFileSync(at('run.ndjson'), text);

const check = (words: string, clients: readonly string[] = CLIENTS): Promise<Ended> =>
  run(
    `check --site site.yaml --mp 127.0.0.1:${server.port} --method client-push --client ${clients.join(' ')} ${words}`,
    { cwd: folder },
  );
const resume = (words = '', clients = CLIENTS): Promise<Ended> =>
  check(`--resume run.ndjson ${words}`, clients);

interface Line {
  readonly type: string;
  readonly client?: string;
  readonly clients?: number;
  readonly exitCode?: number;
  readonly verdicts?: unknown;
  readonly run?: {
    readonly complete?: boolean;
    readonly startedAt: string;
    readonly resumed?: number;
  };
}

const linesOf = (text: string): readonly Line[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line): Line => JSON.parse(line));
const namesIn = (text: string): readonly string[] =>
  linesOf(text).flatMap(({ client }) => (client === undefined ? [] : [client]));
/** Where each line begins, and where the last ends. */
const bounds = (text: string): readonly number[] => [
  0,
  ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1),
];

beforeAll(async () => {
  lab = await startLab();
  fs.writeFileSync(at('site.yaml'), lab.siteFile);
});
beforeEach(async () => {
  server = await startListener((socket) => {
    socket.end('HTTP/1.1 200 OK\r\nContent-Length: 7\r\nConnection: close\r\n\r\n<MPList');
  });
  fs.rmSync(at('run.ndjson'), { force: true });
});
afterEach(closeListeners);
afterAll(async () => {
  await lab.close();
});

/** The report of a run that ended as it should. */
function expectWhole(text: string): void {
  expect(namesIn(text).toSorted()).toEqual(CLIENTS.toSorted());
  const lines = linesOf(text);
  expect(lines.map(({ type }) => type)).toEqual(['run', ...CLIENTS.map(() => 'client'), 'summary']);
  expect(lines.at(-1)).toMatchObject({
    clients: 4,
    exitCode: 1,
    verdicts: { 'client-push': { unproven: 1, breaks: 3 } },
    run: { complete: true, startedAt: lines[0]?.run?.startedAt },
  });
}

test('a file that is not there begins a run', async () => {
  const ended = await resume();
  expect(ended.code).toBe(1);
  expect(ended.stderr).toBe('ccm-preflight: run.ndjson is not there: a new run begins\n');
  expect(ended.stdout).toContain('Exit code 1');
  expectWhole(saved());
  expect(fs.readdirSync(folder).toSorted()).toEqual(['run.ndjson', 'site.yaml']);
});

test('a run that is complete sends nothing, and says what it said', async () => {
  const first = await resume();
  const [before, came] = [saved(), server.count()];
  expect(came).toBeGreaterThan(0);
  const again = await resume('-o table -o json=all.json');
  expect(again.code).toBe(first.code);
  // Clients stand in the order of the file now.
  const sorted = (text: string): readonly string[] => text.split('\n').toSorted();
  expect(sorted(again.stdout)).toEqual(sorted(first.stdout));
  expect(again.stderr).toBe('ccm-preflight: run.ndjson: 4 clients done before\n');
  expect(saved()).toBe(before);
  expect(server.count()).toBe(came);
  const report = parseReport(fs.readFileSync(at('all.json'), 'utf8'));
  expect(report.clients.map(({ client }) => client)).toEqual(namesIn(before));
  expect(report.summary).toMatchObject({ clients: 4, exitCode: 1 });
});

describe('a run that was stopped', () => {
  beforeEach(async () => {
    await resume();
    whole = saved();
  });

  test('between any two lines goes on', async () => {
    for (const bound of bounds(whole).slice(1, -1)) {
      save(whole.slice(0, bound));
      const ended = await resume();
      expect(ended.code).toBe(1);
      expect(saved().startsWith(whole.slice(0, bound))).toBe(true);
      expectWhole(saved());
      expect(linesOf(saved()).at(-1)?.run?.resumed).toBe(namesIn(whole.slice(0, bound)).length);
    }
  });

  test('within a line loses the torn line alone', async () => {
    const starts = bounds(whole);
    for (const [index, end] of starts.slice(1).entries()) {
      const start = starts[index] ?? 0;
      for (const cut of [start + 1, Math.floor((start + end) / 2), end - 2]) {
        save(whole.slice(0, cut));
        const ended = await resume();
        expect(ended.code).toBe(1);
        expect(ended.stderr).toMatch(index === 0 ? /a new run begins/ : /torn line left out/);
        expect(saved().startsWith(index === 0 ? '' : whole.slice(0, start))).toBe(true);
        expectWhole(saved());
      }
    }
  });

  test('before a line feed keeps the line', async () => {
    for (const end of bounds(whole).slice(2, -1)) {
      save(whole.slice(0, end - 1));
      await resume();
      expect(saved().startsWith(whole.slice(0, end))).toBe(true);
      expectWhole(saved());
    }
  });

  test('by Ctrl-C checks again who was under way, and has one summary', async () => {
    const interrupted = whole
      .replace(/("client":"127\.1\.0\.2","answered":\w+)/, '$1,"interrupted":true')
      .replace('"complete":true', '"complete":false');
    expect(interrupted).toContain('"interrupted":true');
    save(interrupted);
    const ended = await resume();
    expect(ended.stderr).toContain('3 clients done before, 1 interrupted, checked again');
    expectWhole(saved());
    expect(saved()).not.toContain('interrupted');
    const kept = whole
      .split('\n')
      .slice(0, -2)
      .filter((line) => !line.includes('"client":"127.1.0.2"'));
    expect(saved().split('\n').slice(0, kept.length)).toEqual(kept);
    expect(fs.readdirSync(folder).filter((name) => name.startsWith('run'))).toEqual(['run.ndjson']);
  });

  test('shows all clients, old and new, in the other outputs', async () => {
    save(whole.slice(0, bounds(whole)[3]));
    const ended = await resume('-o table -o json=all.json -o ndjson=copy.ndjson');
    const copy = fs.readFileSync(at('copy.ndjson'), 'utf8');
    expect(namesIn(copy)).toEqual(namesIn(saved()));
    expectWhole(copy);
    const report = parseReport(fs.readFileSync(at('all.json'), 'utf8'));
    expect(report.clients.map(({ client }) => client).toSorted()).toEqual(CLIENTS.toSorted());
    for (const name of CLIENTS) expect(ended.stdout).toContain(name);
  });

  test('takes its own file as an output, and then prints nothing else', async () => {
    save(whole.slice(0, bounds(whole)[3]));
    const ended = await resume('-o ndjson=run.ndjson');
    expect(ended.stdout).toBe('');
    expectWhole(saved());
  });

  test('goes on with clients that are new', async () => {
    const ended = await resume('', [...CLIENTS, '127.1.0.9']);
    expect(ended.code).toBe(1);
    expect(namesIn(saved())).toEqual([...namesIn(whole), '127.1.0.9']);
    expect(linesOf(saved()).filter(({ type }) => type === 'summary')).toHaveLength(1);
    expect(linesOf(saved()).at(-1)).toMatchObject({ clients: 5, run: { resumed: 4 } });
  });

  test('knows a client by any way to write its name', async () => {
    await resume('', ['LOCALHOST.', '127.1.0.1', '127.1.0.2', '127.1.0.3']);
    expect(saved()).toBe(whole);
  });

  test.each([
    [
      'another method',
      '--method manual',
      /methods: client-push in run\.ndjson, client-push, manual in this run/,
    ],
    [
      'another product',
      '--product current-branch --communication http',
      /product: cm2007 in run\.ndjson, current-branch in this run/,
    ],
    [
      'another port',
      '--set ports.smb=444',
      /ports of client-push\/smb: \d+ in run\.ndjson, 444 in this run/,
    ],
  ])('of %s is refused', async (_what, words, told) => {
    const came = server.count();
    const ended = await resume(words);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(told);
    expect(saved()).toBe(whole);
    expect(server.count()).toBe(came);
    expect(fs.existsSync(at('run.ndjson.lock'))).toBe(false);
  });

  test.each([
    ['a list of clients', 'pc001\npc002\n', /run\.ndjson:1: not a line of JSON/],
    ['one name', 'pc001', /run\.ndjson:1: no report of this tool/],
    ['a report in one document', '{ "schema": "ccm-preflight/report/1" }', /no report/],
  ])('is not mistaken for %s', async (_what, text, told) => {
    save(text);
    const ended = await resume();
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(told);
    expect(saved()).toBe(text);
  });

  test('with a bad line, or a client twice, is refused with the line', async () => {
    const lines = whole.split('\n');
    const refused = async (changed: readonly string[]): Promise<string> => {
      save(changed.join('\n'));
      const ended = await resume();
      expect([ended.code, saved()]).toEqual([2, changed.join('\n')]);
      return ended.stderr;
    };
    expect(await refused(lines.toSpliced(2, 0, 'x'))).toMatch(/run\.ndjson:3: not a line of JSON/);
    expect(await refused(lines.toSpliced(3, 0, lines[1] ?? ''))).toMatch(
      /run\.ndjson:4: .* is there a second time/,
    );
    const foreign = (lines[1] ?? '').replace('"outcome":"open"', '"outcome":"ajar"');
    expect(await refused(lines.toSpliced(1, 1, foreign))).toMatch(
      /run\.ndjson:2: requirements\[0\].*"ajar" is not known here/,
    );
  });
});

describe('two runs on one file', () => {
  test('at once: one of them is refused', async () => {
    const ended = await Promise.all([resume(), resume()]);
    expect(new Set(ended.map(({ code }) => code))).toEqual(new Set([1, 2]));
    expect(ended.map(({ stderr }) => stderr).join('')).toMatch(
      /another run \(process \d+\) writes to/,
    );
    expectWhole(saved());
  });

  test('one of which was killed: its lock is in nobody’s way', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '0']);
    const gone = { host: os.hostname(), pid };
    fs.writeFileSync(at('run.ndjson.lock'), JSON.stringify(gone));
    expect((await resume()).code).toBe(1);
    expect(fs.existsSync(at('run.ndjson.lock'))).toBe(false);
  });

  test('on two machines: nobody can tell, so the user is asked', async () => {
    const there = { host: 'another.example', pid: 1 };
    fs.writeFileSync(at('run.ndjson.lock'), JSON.stringify(there));
    const ended = await resume();
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(
      /a run on another machine writes to .*; if that is not so, remove/,
    );
    fs.rmSync(at('run.ndjson.lock'));
  });
});

test.each([
  ['--resume .', /can't open "\.": it is a folder/],
  ['--resume gone/run.ndjson', /can't make ".*gone.run\.ndjson\.lock"/],
  ['--resume run.ndjson -o table=run.ndjson', /table and --resume both go to "run\.ndjson"/],
])('%s is refused', async (words, told) => {
  const ended = await check(words);
  expect(ended.code).toBe(2);
  expect(ended.stderr).toMatch(told);
});
