import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { main } from '../../../src/cli/main.ts';
import { testStreams } from '../../support/streams.ts';
import { type Ended, makeFolder, parseReport, run } from '../run.ts';
import { describeLong } from '../../support/long.ts';
import { describeUnless } from '../../support/skip.ts';

const MANY = Array.from({ length: 20_000 }, (_none, index) => `pc${index}.contoso.com`);

let folder = '';
beforeAll(() => {
  folder = makeFolder({
    'some.txt': 'pc001\nPC001.\npc002\npc003\npc002.\n',
    'bad.txt': 'pc001\na b\npc002\n-x\n',
    'all-bad.txt': 'a b\n-x\n',
    'late.txt': `${MANY.join('\n')}\na b\n`,
    'long.txt': Array.from({ length: 30 }, () => '-x').join('\n') + '\npc001\n',
    'some.csv': 'Asset;Name\nA1;pc001\nA2;pc002\n',
    'key.pem': 'Bag: x y\n-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n',
  });
});

/** Nothing of this method starts at the site server: nothing is sent, and no client is ready (3). */
const check = (words: string, stdin?: string): Promise<Ended> =>
  run(`check --method manual ${words}`, { cwd: folder, ...(stdin === undefined ? {} : { stdin }) });

const namesIn = (json: string): readonly string[] =>
  parseReport(json).clients.map(({ client }) => client);

/** A command that reads a pipe, while the test writes it. */
function reading(words: string) {
  const stdin = new PassThrough();
  const streams = { ...testStreams({ cwd: folder }), stdin };
  const argv = `check --product cm2007 --method manual -o ndjson ${words}`.split(' ');
  const done = main(argv, streams).then((code) => {
    const [stdout, stderr] = [streams.stdout.text, streams.stderr.text];
    const [, ...lines] = stdout.trimEnd().split('\n');
    // Where the list is wrong from its beginning there is nothing but the exit code and the reason.
    const last: unknown = stdout === '' ? null : JSON.parse(lines.pop() ?? '');
    return { code, clients: lines.length, last, stderr };
  });
  return { stdin, stdout: streams.stdout, stderr: streams.stderr, abort: streams.abort, done };
}

describe('a pipe', () => {
  test.each([
    ['of lines', 'pc001\n', 'pc002\n'],
    ['of CSV', 'OS,Name\nx,pc001\n', '"y","pc002"\n'],
  ])('%s is read to its end before anything is looked at', async (_what, first, second) => {
    const { stdin, done } = reading('--clients -');
    stdin.write(first);
    stdin.end(second);
    expect(await done).toMatchObject({
      code: 3,
      clients: 2,
      last: { run: { complete: true } },
    });
  });

  test('may be waited for, as a file may', async () => {
    const { stdin, done } = reading('--clients - --wait 1m');
    stdin.end('pc001\n');
    expect(await done).toMatchObject({ code: 3, clients: 1 });
  });

  test('with bad lines is refused, and nothing is looked at', async () => {
    const { code, stdout, stderr } = await check('--clients - -o json', 'pc001\n\na b\n-x\npc2\n');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(
      /^ccm-preflight: standard input:3: "a b" is not a host name.*\nstandard input:4: .*"-x"\n/,
    );
  });

  test('with bad lines that are to be left out', async () => {
    const words = '--clients - --skip-invalid -o json';
    const { code, stdout, stderr } = await check(words, '-x\npc001\n-y\npc002\n-z');
    expect([code, namesIn(stdout)]).toEqual([3, ['pc001', 'pc002']]);
    expect(stderr.split('\n')).toEqual([
      'standard input:1: a host name may not begin with "-": "-x": left out',
      'standard input:3: a host name may not begin with "-": "-y": left out',
      'standard input:5: a host name may not begin with "-": "-z": left out',
      'standard input: 3 lines are left out (--skip-invalid)',
      '',
    ]);
  });

  test('that breaks off tells why', async () => {
    const { stdin, done } = reading('--clients -');
    stdin.write('pc001\n');
    stdin.destroy(Object.assign(new Error('broken'), { code: 'EIO' }));
    expect(await done).toMatchObject({
      code: 2,
      clients: 0,
      stderr: expect.stringMatching(
        /^ccm-preflight: --clients: can't read "standard input": .*EIO/,
      ),
    });
  });

  test('without a name is refused, unless it was interrupted', async () => {
    const ended = await check('--clients - -o json', '# nobody\n');
    expect(ended).toEqual({
      code: 2,
      stdout: '',
      stderr: 'ccm-preflight: --clients: standard input holds no client\n',
    });
    const { stdin, abort, done } = reading('--clients -');
    stdin.write('pc001\n');
    abort();
    expect(await done).toMatchObject({
      code: 130,
      clients: 0,
      stderr: expect.stringContaining('stopped: 0 clients judged'),
    });
  });
});

describeLong('half a gigabyte on standard input')('a pipe', () => {
  test('that never ends is refused where it is longer than any list', async () => {
    const { stdin, done } = reading('--clients -');
    const piece = Buffer.alloc(64 * 1024 * 1024, 'pc001\n');
    const pump = (): void => {
      while (!stdin.destroyed && stdin.write(piece));
    };
    stdin.on('drain', pump);
    pump();
    expect(await done).toMatchObject({
      code: 2,
      clients: 0,
      stderr: 'ccm-preflight: --clients: "standard input" has more than 536870912 bytes\n',
    });
  });
});

const onPosix = describeUnless(process.platform === 'win32' ? 'Windows has no such files' : null);

onPosix('a named pipe', () => {
  const make = (name: string): string => {
    const file = path.join(folder, name);
    expect(spawnSync('mkfifo', [file]).status).toBe(0);
    return file;
  };

  test('is read to its end', async () => {
    const file = make('fifo');
    const { done } = reading('--clients fifo');
    const writer = fs.createWriteStream(file);
    writer.write('pc001\n');
    writer.end('pc002\n');
    expect(await done).toMatchObject({ code: 3, clients: 2, stderr: '' });
  });

  test('that nobody writes is left by Ctrl-C', async () => {
    make('unwritten');
    const { abort, done } = reading('--clients unwritten');
    setImmediate(abort);
    expect(await done).toMatchObject({
      code: 130,
      clients: 0,
      stderr: expect.stringContaining('stopped: 0 clients judged'),
    });
  });
});

describe('a file', () => {
  test('is checked to its end before anything is reported', async () => {
    const ended = await check('--clients late.txt -o ndjson');
    expect([ended.code, ended.stdout]).toEqual([2, '']);
    expect(ended.stderr).toMatch(/^ccm-preflight: late\.txt:20001: "a b" is not a host name/);
  });

  test('each client once, over flags and list', async () => {
    const { code, stdout } = await check('--client PC002 pc002. --clients some.txt -o json');
    expect([code, namesIn(stdout)]).toEqual([3, ['PC002', 'pc001', 'pc003']]);
  });

  test('with bad lines that are to be left out', async () => {
    const { code, stdout, stderr } = await check('--clients bad.txt --skip-invalid -o json');
    expect([code, namesIn(stdout)]).toEqual([3, ['pc001', 'pc002']]);
    expect(stderr.split('\n')).toEqual([
      expect.stringMatching(/^bad\.txt:2: "a b" is not a host name.*: left out$/),
      'bad.txt:4: a host name may not begin with "-": "-x": left out',
      'bad.txt: 2 lines are left out (--skip-invalid)',
      '',
    ]);
  });

  test('of many bad lines the first are told, and how many they are', async () => {
    const { stdout, stderr } = await check('--clients long.txt --skip-invalid -o json');
    expect(namesIn(stdout)).toEqual(['pc001']);
    const lines = stderr.trimEnd().split('\n');
    expect([lines.length, lines.at(-1)]).toEqual([
      11,
      'long.txt: 30 lines are left out (--skip-invalid)',
    ]);
  });

  test('with the column that is said', async () => {
    const { stdout } = await check('--clients some.csv --column asset -o json');
    expect(namesIn(stdout)).toEqual(['A1', 'A2']);
  });
});

describe('--shard', () => {
  test('splits flags and list, each client in one share', async () => {
    const shares = await Promise.all(
      [1, 2, 3].map(async (index) => {
        const words = `--client pc009 --clients some.txt --shard ${index}/3 -o json`;
        const { code, stdout, stderr } = await check(words);
        expect([code, stderr]).toEqual([3, '']);
        return namesIn(stdout);
      }),
    );
    expect(shares.flat().toSorted()).toEqual(['pc001', 'pc002', 'pc003', 'pc009']);
  });

  test('without a client is an empty report', async () => {
    const all = await Promise.all(
      [1, 2].flatMap((index) =>
        ['json', 'ndjson', 'table'].map((format) =>
          check(`--client pc001 --shard ${index}/2 -o ${format}`),
        ),
      ),
    );
    // A share without a client has nobody who could be ready.
    expect(new Set(all.map(({ code }) => code))).toEqual(new Set([0, 3]));
    expect(all.map(({ stderr }) => stderr)).toEqual(all.map(() => ''));
    const counts = [all[0], all[3]].map((ended) => namesIn(ended?.stdout ?? '').length);
    expect(counts.toSorted((one, other) => one - other)).toEqual([0, 1]);
  });

  test.each(['table', 'markdown'])('without a client names no server for it: %s', async (form) => {
    const shares = await Promise.all(
      [1, 2].map((index) => check(`--client pc001 --shard ${index}/2 -o ${form}`)),
    );
    const empty = shares.filter(({ stdout }) => stdout.includes('Summary, 0 clients'));
    expect(empty).toHaveLength(1);
    expect(empty[0]?.stdout).not.toContain('Nothing was looked at');
  });
});

describe('refused', () => {
  test.each<[string, string]>([
    ['--clients . ', `--clients: can't read ".": it is a folder (EISDIR)`],
    ['--clients all-bad.txt', 'all-bad.txt:1: "a b" is not a host name'],
    ['--clients key.pem', 'key.pem:2: a PEM file, a certificate or a key, is no list of clients'],
    ['--clients key.pem --skip-invalid', 'key.pem:2: a PEM file'],
    ['--clients some.csv --column Serial', '--column: some.csv:1 has no column "Serial", found'],
    ['--clients some.csv --column a --column b', '--column is given more than once'],
    ['--clients some.csv --shard 1', '--shard: "1" is not I/N'],
    ['--clients some.csv --shard 3/2', '--shard: "3/2" is not I/N'],
    ['--clients some.csv --shard 1/2 --shard 2/2', '--shard is given more than once'],
    ['--clients some.csv --skip-invalid=yes', '--skip-invalid is a switch'],
    ['--client pc001 --column Name', '--column speaks of the list of --clients'],
    ['--client pc001 --skip-invalid', '--skip-invalid speaks of the list of --clients'],
    ['--column Name', '--column speaks of the clients to look at, and none are named'],
    ['--shard 1/2', '--shard speaks of the clients to look at, and none are named'],
    ['--from client --shard 1/2', '--shard speaks of the clients to look at'],
  ])('%s', async (words, message) => {
    const { code, stdout, stderr } = await check(words);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`ccm-preflight: ${message}`);
    expect(stderr).not.toMatch(/MII|Bag/);
  });

  test('a list of which no line is left', async () => {
    const { code, stdout, stderr } = await check('--clients all-bad.txt --skip-invalid');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(
      / 2 lines are left out .*\n.*--clients: all-bad\.txt holds no client\n$/,
    );
  });
});

test('a list is read to its end, whatever stands where it is cut into pieces', async () => {
  const comment = `# ${'x'.repeat(61)}\n`;
  // A comment with a brace at 256 KiB, where a file's second piece begins.
  const first = `pc001\n${comment.repeat(4094)}#`.padEnd(262_144);
  fs.writeFileSync(
    path.join(folder, 'large.txt'),
    `${first}{ and so on }\n${comment.repeat(4096)}pc002\n`,
  );
  const { stdout } = await check('--clients large.txt -o json');
  expect(namesIn(stdout)).toEqual(['pc001', 'pc002']);
});

describe('blocks of addresses', () => {
  test('are told before anything is looked at, in --client and in a list', async () => {
    const { code, stdout, stderr } = await check(
      '--client 10.0.0.0/30 10.0.0.9-10 pc001 --clients - -o json',
      '10.1.0.0/31\n',
    );
    expect([code, namesIn(stdout)]).toEqual([
      3,
      ['10.0.0.1', '10.0.0.2', '10.0.0.9', '10.0.0.10', 'pc001', '10.1.0.0', '10.1.0.1'],
    ]);
    expect(stderr).toBe('10.0.0.0/30 and 2 more: 6 addresses\n');
  });

  test.each([
    ['--client 10.0.0.0/17 10.1.0.0/17 10.3.0.1-10', ''],
    ['--client 10.0.0.0/17 --clients -', '10.1.0.0/17\n10.2.0.9\n10.3.0.1-10\n'],
    ['--clients -', '10.0.0.0/17\n10.1.0.0/17\n10.3.0.1-10\n'],
    ['--clients - --skip-invalid', '10.0.0.0/17\n10.1.0.0/17\na b\n10.3.0.1-10\n'],
  ])('are bounded together: %s', async (words, list) => {
    const { code, stdout, stderr } = await check(words, list);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(
      '10.0.0.0/17 and 2 more: 65542 addresses in all, and at most 65536 are looked at',
    );
  });

  test('plan knows them', async () => {
    const words = 'plan --product cm2007 --method client-push --client 10.0.0.8/30 -o json';
    const { code, stdout, stderr } = await run(words);
    expect([code, stderr]).toEqual([0, '10.0.0.8/30: 2 addresses\n']);
    expect(stdout).toContain('"10.0.0.10"');
  });
});

describe('a column that was chosen', () => {
  test.each([
    [
      'Site,Name,DNSHostName\nS01,pc001,\n',
      'standard input:1: names are taken from the column "DNSHostName", where it is empty from "Name"\n',
    ],
    [
      'a title\n\nSite;Name\nS01;pc001\n',
      'standard input:3: names are taken from the column "Name"\n',
    ],
    [
      'S01,pc0001,Windows 10\n',
      'standard input:1: names are taken from column 2, which looks like names; --column chooses by heading\n',
    ],
    ['Name\npc001\n', ''],
    ['pc001\n', ''],
  ])('is said: %j', async (list, said) => {
    const { code, stderr } = await check('--clients - -o json', list);
    expect([code, stderr]).toEqual([3, said]);
  });

  test('is not said where --column chose it', async () => {
    const { stderr } = await check('--clients some.csv --column Name -o json');
    expect(stderr).toBe('');
  });
});
