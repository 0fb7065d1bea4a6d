import { execFileSync, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { TOOL_WORDS } from '../../real/support/tool.ts';
import { closeListeners, startListener } from '../../support/listeners.ts';
import { type Ended, makeFolder, parseReport, run } from '../run.ts';
import { describeUnless } from '../../support/skip.ts';

const FIXTURES = path.join(import.meta.dirname, '../../../fixtures');
const SAVED = path.join(FIXTURES, 'readme/monday.ndjson');
const OLD = 'what was there before\n';

let folder: string;
const at = (name: string): string => path.join(folder, name);
const read = (name: string): string => fs.readFileSync(at(name), 'utf8');
const go = (words: string): Promise<Ended> => run(words, { cwd: folder });
beforeEach(() => {
  folder = makeFolder({ 'site.yaml': 'product: cm2007\n' });
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));
afterAll(closeListeners);

const isRoot = process.getuid?.() === 0;
const asRoot = describeUnless(isRoot ? null : 'only root can be another user');
const notAsRoot = describeUnless(isRoot ? 'root may write to any file' : null);
const onPosix = describeUnless(process.platform === 'win32' ? 'Windows has no such files' : null);

/** Every way to name an output, and the code that it ends with. */
const WRITERS: readonly (readonly [string, number])[] = [
  ['plan --site site.yaml -o json=FILE', 0],
  ['plan --site site.yaml -o firewall-powershell=FILE', 0],
  ['init FILE --force --product cm2007', 0],
  [`diagnose ${FIXTURES}/logs/ccm.log -o json=FILE`, 1],
  [`diff ${FIXTURES}/readme/monday.ndjson ${FIXTURES}/readme/tuesday.ndjson -o json=FILE`, 1],
  ...['table', 'html', 'json', 'ndjson', 'markdown', 'csv', 'junit', 'prometheus', 'firewall'].map(
    (format) => [`merge ${SAVED} -o ${format}=FILE`, 1] as const,
  ),
  ...['json', 'ndjson'].map(
    (format) =>
      [
        `check --from client --site site.yaml --method manual --run-from local -o ${format}=FILE`,
        // Without a management point nothing is ready.
        3,
      ] as const,
  ),
];

onPosix('what others have put where an output goes', () => {
  test.each(WRITERS)(
    '%s takes its name when it is whole, and follows nothing beside it',
    async (words, code) => {
      fs.writeFileSync(at('victim'), OLD);
      fs.writeFileSync(at('out'), OLD, { mode: 0o640 });
      const { ino } = fs.statSync(at('out'));
      // Held by a reader, or a second name: what is written in place would change it.
      fs.linkSync(at('out'), at('before'));
      for (const name of ['out.tmp', 'out.new', 'out~']) fs.symlinkSync('victim', at(name));
      const ended = await go(words.replace('FILE', 'out'));
      expect(ended.code).toBe(code);
      expect([read('victim'), read('before')]).toEqual([OLD, OLD]);
      expect(read('out')).not.toContain(OLD);
      expect(read('out').length).toBeGreaterThan(20);
      const stats = fs.statSync(at('out'));
      expect(stats.ino).not.toBe(ino);
      expect(stats.mode & 0o777).toBe(0o640);
      expect(fs.readdirSync(folder).toSorted()).toEqual([
        'before',
        'out',
        'out.new',
        'out.tmp',
        'out~',
        'site.yaml',
        'victim',
      ]);
    },
  );

  test('a run that goes on follows no link either', async () => {
    fs.writeFileSync(at('victim'), OLD);
    const server = await startListener();
    const ports = `{ smb: ${server.port}, rpcEndpointMapper: ${server.port} }`;
    fs.writeFileSync(at('ports.yaml'), `product: cm2007\nports: ${ports}\n`);
    const words =
      'check --site ports.yaml --method client-push --client 127.0.0.1 --timeout 50ms --retries 0 --quiet --resume run.ndjson';
    await go(words);
    // A client that was under way at Ctrl-C is left out, so that the file is written anew.
    const lines = read('run.ndjson').trimEnd().split('\n');
    const interrupted = (lines[1] ?? '').replaceAll(
      /"outcome":"[a-z-]+"/gu,
      '"outcome":"error","cause":"interrupted"',
    );
    fs.writeFileSync(at('run.ndjson'), `${lines[0]}\n${interrupted}\n`);
    fs.symlinkSync('victim', at('run.ndjson.new'));
    await go(words);
    expect(read('victim')).toBe(OLD);
  });

  test('a new file gets what the mask leaves', async () => {
    const before = process.umask(0o027);
    try {
      await go('plan --site site.yaml -o json=new.json');
    } finally {
      process.umask(before);
    }
    expect(fs.statSync(at('new.json')).mode & 0o777).toBe(0o640);
  });
});

onPosix('a link that the user names', () => {
  test.each([
    ['to a file', OLD],
    ['to nothing yet', null],
  ])('%s is followed, and stays', async (_what, old) => {
    fs.mkdirSync(at('there'));
    if (old !== null) fs.writeFileSync(at('there/report.json'), old);
    fs.symlinkSync('there/report.json', at('middle'));
    fs.symlinkSync('middle', at('link'));
    expect((await go('plan --site site.yaml -o json=link')).code).toBe(0);
    expect(JSON.parse(read('there/report.json'))).toHaveProperty('requirements');
    expect(fs.readlinkSync(at('link'))).toBe('middle');
    expect(fs.readlinkSync(at('middle'))).toBe('there/report.json');
  });

  test('in a circle is told', async () => {
    fs.symlinkSync('b', at('a'));
    fs.symlinkSync('a', at('b'));
    const ended = await go('plan --site site.yaml -o json=a');
    expect([ended.code, ended.stdout]).toEqual([2, '']);
    expect(ended.stderr).toContain('ELOOP');
  });
});

onPosix('what is no regular file', () => {
  const [program, ...words] = TOOL_WORDS;
  const shell = (script: string): string =>
    execFileSync('sh', ['-c', script, program, ...words], { cwd: folder, encoding: 'utf8' });

  test('is written as it is: a pipe', () => {
    // Opened for both ends at last: a command that never opened the pipe leaves no reader waiting.
    const text = shell(
      'mkfifo pipe; cat pipe & "$0" "$@" plan --site site.yaml -o json=pipe; : 3<>pipe; wait',
    );
    expect(JSON.parse(text)).toHaveProperty('requirements');
    expect(fs.lstatSync(at('pipe')).isFIFO()).toBe(true);
  });

  test.each(['/dev/stdout', '/dev/fd/1', '/proc/self/fd/1'].filter((name) => fs.existsSync(name)))(
    'is written as it is: %s, added to what the shell adds to',
    (name) => {
      fs.writeFileSync(at('log'), OLD);
      const before = fs.statSync(at('log')).ino;
      shell(`"$0" "$@" plan --site site.yaml -o json=${name} >> log`);
      expect(fs.statSync(at('log')).ino).toBe(before);
      expect(read('log').startsWith(`${OLD}{`)).toBe(true);
      expect(JSON.parse(read('log').slice(OLD.length))).toHaveProperty('requirements');
    },
  );
});

const CHECK =
  'check --site site.yaml --from site-server --method manual --run-from local --quiet --client';

test('two formats to one place are refused, however it is spelled', async () => {
  const ended = await go('plan --site site.yaml -o json=report -o csv=./report');
  expect([ended.code, ended.stderr]).toEqual([
    2,
    expect.stringContaining('json and csv both go to "./report"'),
  ]);
});

describe('two runs with the same output', () => {
  test.each(['json', 'html', 'table', 'csv', 'ndjson'])(
    '%s: the second is refused',
    async (format) => {
      const alone = await go(`${CHECK} pc001 -o ${format}=alone`);
      expect(alone.code).toBe(3);
      const both = (): Promise<readonly Ended[]> =>
        Promise.all([1, 2].map(() => go(`${CHECK} pc001 -o ${format}=both`)));
      // On a busy machine the first may have ended before the second begins: both are well then.
      let ended = await both();
      for (let again = 0; again < 20 && ended.every(({ code }) => code === 3); again += 1) {
        ended = await both();
      }
      expect(new Set(ended.map(({ code }) => code))).toEqual(new Set([3, 2]));
      const refused = ended.find(({ code }) => code === 2);
      expect(refused?.stdout).toBe('');
      expect(refused?.stderr).toMatch(
        /^ccm-preflight: -o: another run \(process \d+\) writes to ".*both"; if that is not so, remove ".*both\.lock"\n$/u,
      );
      const steady = (text: string): string =>
        text.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z|"durationMs": ?\d+/gu, '');
      expect(steady(read('both'))).toBe(steady(read('alone')));
      expect(fs.readdirSync(folder).toSorted()).toEqual(['alone', 'both', 'site.yaml']);
    },
  );

  test.each([
    ['another format', 'plan --site site.yaml -o json=run.ndjson'],
    ['a new site file', 'init run.ndjson --force --product cm2007'],
    ['joined reports', `merge ${SAVED} -o ndjson=run.ndjson`],
    ['a run that goes on', 'check --from client --site site.yaml --resume run.ndjson'],
  ])('%s takes no file that a run writes to', async (_what, words) => {
    fs.writeFileSync(at('run.ndjson'), OLD);
    const held = { host: os.hostname(), pid: process.pid };
    fs.writeFileSync(at('run.ndjson.lock'), JSON.stringify(held));
    const ended = await go(words);
    expect([ended.code, ended.stderr]).toEqual([
      2,
      expect.stringContaining(`another run (process ${process.pid})`),
    ]);
    expect(read('run.ndjson')).toBe(OLD);
  });

  test('a lock is as old as the clock says that its own time is from: a share’s may be behind', async () => {
    fs.writeFileSync(at('run.ndjson'), OLD);
    const held = { host: os.hostname(), pid: process.pid };
    fs.writeFileSync(at('run.ndjson.lock'), JSON.stringify(held));
    const ahead = Date.now() + os.uptime() * 1000 + 3_600_000;
    const clock = jest.spyOn(Date, 'now').mockReturnValue(ahead);
    try {
      expect((await go(`${CHECK} pc001 -o ndjson=run.ndjson`)).code).toBe(2);
    } finally {
      clock.mockRestore();
    }
    expect(fs.readdirSync(folder)).toContain('run.ndjson.lock');
    expect(fs.readdirSync(folder)).toHaveLength(3);
  });

  test('a lock that was made before this machine started is nobody’s, though there is a process of its number', async () => {
    const held = { host: os.hostname(), pid: process.pid };
    fs.writeFileSync(at('run.ndjson.lock'), JSON.stringify(held));
    const longAgo = new Date(Date.now() - os.uptime() * 1000 - 3_600_000);
    fs.utimesSync(at('run.ndjson.lock'), longAgo, longAgo);
    expect((await go(`${CHECK} pc001 -o ndjson=run.ndjson`)).code).toBe(3);
    expect(fs.existsSync(at('run.ndjson.lock'))).toBe(false);
  });
});

describe('a run that writes line by line', () => {
  const silent = async (): Promise<Awaited<ReturnType<typeof startListener>>> => {
    const server = await startListener();
    const ports = `{ smb: ${server.port}, rpcEndpointMapper: ${server.port} }`;
    fs.writeFileSync(at('ports.yaml'), `product: cm2007\nports: ${ports}\n`);
    return server;
  };
  const WORDS =
    'check --site ports.yaml --method client-push --client 127.0.0.1 --icmp auto --retries 0 --quiet';

  test('and whose file is removed meanwhile gives its report to stdout', async () => {
    const server = await silent();
    const running = go(`${WORDS} --timeout 300ms -o ndjson=run.ndjson`);
    await server.firstConnection;
    fs.rmSync(at('run.ndjson'));
    const ended = await running;
    expect(ended.code).toBe(4);
    expect(ended.stderr).toContain(`can't write "run.ndjson"`);
    const lines = ended.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).type);
    expect(lines).toEqual(['run', 'client', 'summary']);
  });

  /** Ends a run by a signal once it has sent something. @returns its exit code */
  const endedBy = async (
    signals: readonly NodeJS.Signals[],
    output: string,
  ): Promise<number | null> => {
    const server = await silent();
    const [program, ...words] = TOOL_WORDS;
    const child = spawn(program, [...words, ...`${WORDS} --timeout 60s -o ${output}`.split(' ')], {
      cwd: folder,
      stdio: 'ignore',
    });
    const ended = new Promise<number | null>((resolve) => {
      child.once('close', (code) => resolve(code));
    });
    await server.firstConnection;
    for (const signal of signals) child.kill(signal);
    return ended;
  };

  test('killed half way, a report that is whole at its end alone leaves the old one', async () => {
    fs.copyFileSync(SAVED, at('run'));
    expect(await endedBy(['SIGKILL'], 'json=run')).toBeNull();
    expect(read('run')).toBe(fs.readFileSync(SAVED, 'utf8'));
  });

  test('killed half way, what it had found can be joined, and its lock is in nobody’s way', async () => {
    fs.copyFileSync(SAVED, at('run'));
    expect(await endedBy(['SIGKILL'], 'ndjson=run')).toBeNull();
    const merged = await go('merge run -o json');
    expect([merged.code, parseReport(merged.stdout).run.complete]).toEqual([130, false]);
    expect((await go(`${CHECK} pc001 -o ndjson=run`)).code).toBe(3);
  });

  test('ended by a third Ctrl-C leaves nothing half', async () => {
    const outputs = 'json=run.json -o ndjson=run.ndjson';
    expect(await endedBy(['SIGINT', 'SIGINT', 'SIGINT'], outputs)).toBe(130);
    expect(fs.readdirSync(folder).filter((name) => /\.(?:tmp|lock)$/u.test(name))).toEqual([]);
  });
});

asRoot('what a stranger put into a folder for all', () => {
  const STRANGER = 65_534;
  beforeEach(() => {
    fs.mkdirSync(at('all'));
    fs.chmodSync(at('all'), 0o1777);
  });

  test('a link is not followed, whatever the system would do', async () => {
    fs.writeFileSync(at('victim'), OLD);
    fs.symlinkSync('../victim', at('all/out'));
    fs.lchownSync(at('all/out'), STRANGER, STRANGER);
    const ended = await go('plan --site site.yaml -o json=all/out');
    expect([ended.code, ended.stderr]).toEqual([2, expect.stringContaining('EACCES')]);
    expect(read('victim')).toBe(OLD);
  });

  test('a file is replaced, and the new one is not given to its owner', async () => {
    fs.writeFileSync(at('all/out'), OLD);
    fs.chmodSync(at('all/out'), 0o666);
    fs.chownSync(at('all/out'), STRANGER, STRANGER);
    expect((await go('plan --site site.yaml -o json=all/out')).code).toBe(0);
    const { uid, mode } = fs.statSync(at('all/out'));
    expect([uid, mode & 0o022]).toEqual([0, 0]);
  });

  test('a link and a file of the folder’s owner are known', async () => {
    fs.chownSync(at('all'), STRANGER, STRANGER);
    fs.writeFileSync(at('there'), OLD);
    fs.symlinkSync('../there', at('all/out'));
    fs.lchownSync(at('all/out'), STRANGER, STRANGER);
    expect((await go('plan --site site.yaml -o json=all/out')).code).toBe(0);
    expect(JSON.parse(read('there'))).toHaveProperty('requirements');
  });
});

asRoot('a file whose folder takes no new one', () => {
  test('stays as it is, and the reason is told', () => {
    // As root without the right to pass over permissions, who may write to the file, but not to the
    // folder of another user. That other user might not reach this repository.
    fs.chmodSync(folder, 0o755);
    fs.chownSync(folder, 65_534, 65_534);
    fs.writeFileSync(at('out'), OLD);
    fs.chmodSync(at('out'), 0o666);
    const words = ['plan', '--product', 'cm2007', '-o', 'json=out'];
    const ended = spawnSync('setpriv', ['--bounding-set=-dac_override', ...TOOL_WORDS, ...words], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect([ended.status, ended.stderr]).toEqual([
      2,
      `ccm-preflight: -o: can't write "out": no new file can be made in its folder: this machine forbids it (EACCES)\n`,
    ]);
    expect(ended.stdout).toBe('');
    expect(read('out')).toBe(OLD);
  });
});

notAsRoot('a file that may not be written to', () => {
  test('is left alone', async () => {
    fs.writeFileSync(at('kept'), OLD, { mode: 0o444 });
    expect((await go('plan --site site.yaml -o json=kept')).code).toBe(2);
    expect(read('kept')).toBe(OLD);
  });
});
