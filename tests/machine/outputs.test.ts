import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CommandResult } from '../real/support/command.ts';
import type { Host } from '../real/support/host.ts';
import { Network } from '../real/support/network.ts';
import { describeMachine } from './support/needs.ts';
import { TOOL_WORDS } from '../real/support/tool.ts';
import { reportOf } from './support/tool.ts';

const CLIENTS = 120;
const STACK = /\n\s+at /u;

describeMachine(['script', 'mount'])('an output that cannot be written', () => {
  let network: Network;
  let host: Host;
  let list: string;

  beforeAll(async () => {
    network = await Network.create();
    host = await network.addHost('site');
    list = path.join(host.folder, 'clients.txt');
    const names = Array.from({ length: CLIENTS }, (_none, index) => `127.9.0.${index + 1}`);
    fs.writeFileSync(list, names.join('\n'));
  });
  afterAll(() => network.close());

  /** A shell of the test's own: `$@` is the tool. `ip netns exec` has mounts of its own. */
  const shell = (script: string, ...words: readonly string[]): Promise<CommandResult> =>
    host.run(['sh', '-c', script, 'sh', ...TOOL_WORDS, ...words]);
  // Nothing of this method starts at the site server: no packet, nobody ready, but a long report.
  const check = (...words: readonly string[]) => [
    'check',
    '--product',
    'cm2007',
    '--method',
    'manual',
    '--clients',
    list,
    ...words,
  ];
  const withTmpfs = (kilobytes: number, rest: string): string =>
    `mount -t tmpfs -o size=${kilobytes}k tmpfs /mnt && ${rest}`;

  test.each(['json', 'ndjson'])('%s on a disk that fills up is whole on stdout', async (format) => {
    const both = [4, 16].map((kilobytes) =>
      shell(withTmpfs(kilobytes, '"$@"'), ...check('-o', `${format}=/mnt/report`)),
    );
    for (const ended of await Promise.all(both)) {
      expect(ended.exitCode).toBe(4);
      expect(ended.stderr).toMatch(
        /^ccm-preflight: can't write .* the disk is full \(ENOSPC\); the report goes to stdout\n$/u,
      );
      const clients =
        format === 'json'
          ? reportOf(ended).clients.length
          : ended.stdout
              .trimEnd()
              .split('\n')
              .filter((line) => JSON.parse(line).type === 'client').length;
      expect(clients).toBe(CLIENTS);
      expect(ended.stdout.trimEnd().endsWith('}')).toBe(true);
    }
  });

  test('on a disk that fills up leaves the old report whole, and nothing of the new one', async () => {
    const script = withTmpfs(
      16,
      'echo old >/mnt/report && "$@" >/dev/null; code=$?; ls -A /mnt; cat /mnt/report; exit "$code"',
    );
    const ended = await shell(script, ...check('-o', 'json=/mnt/report'));
    expect([ended.exitCode, ended.stdout]).toEqual([4, 'report\nold\n']);
  });

  test('in a folder that is read-only is refused before anything is looked at', async () => {
    const script = withTmpfs(64, 'mount -o remount,ro /mnt && "$@"');
    const ended = await shell(script, ...check('-o', 'json=/mnt/report'));
    expect([ended.exitCode, ended.stdout]).toEqual([2, '']);
    expect(ended.stderr).toMatch(/read-only \(EROFS\)/u);
  });

  test.each([
    ['full from the start', '"$@" >/dev/full'],
    ['full in mid-report', withTmpfs(64, '"$@" >/mnt/report')],
  ])('is standard output on a disk that is %s', async (_what, script) => {
    const ended = await shell(script, ...check('-o', 'json'));
    expect(ended).toMatchObject({
      exitCode: 4,
      stderr: "ccm-preflight: can't write standard output: the disk is full (ENOSPC)\n",
    });
  });

  test('is standard output on a disk that has no room for the last bytes', async () => {
    const whole = await shell('"$@"', ...check('-o', 'json'));
    const pages = Math.floor(Buffer.byteLength(whole.stdout) / 4096);
    const ended = await shell(withTmpfs(pages * 4, '"$@" >/mnt/report'), ...check('-o', 'json'));
    expect(ended.exitCode).toBe(4);
  });

  test.each([
    ['--help'],
    ['plan', '--product', 'cm2007'],
    ['explain', 'client-push'],
    ['init'],
    ['lab'],
    ['check', '--product', 'cm2007', '--method', 'manual'],
  ])('of %s is told in a word, without a stack', async (...words) => {
    const [full, gone] = await Promise.all([
      shell('"$@" >/dev/full', ...words),
      // The reader is gone before anything is written.
      shell('{ "$@"; echo "$?" >&2; } | true', ...words),
    ]);
    expect([full.exitCode, full.stderr]).toEqual([
      4,
      "ccm-preflight: can't write standard output: the disk is full (ENOSPC)\n",
    ]);
    expect(gone.stderr).toBe('4\n');
  });

  test('whose reader takes one line ends without a stack and does not hang', async () => {
    const ended = await shell('{ "$@"; echo "$?" >&2; } | head -n 1', ...check());
    expect(ended.stdout).toContain('ccm-preflight');
    expect(ended.stderr).toMatch(/^[34]\n$/u);
  });

  test.each(['2>/dev/full', '2>&-'])(
    'is standard error (%s), which changes no exit code',
    async (redirection) => {
      const [usage, failed, fine] = await Promise.all([
        shell(`"$@" ${redirection}`, 'check', '--bogus'),
        shell(`"$@" ${redirection}`, ...check('-o', 'json=/dev/full')),
        shell(`"$@" ${redirection}`, ...check('-o', 'json')),
      ]);
      expect([usage.exitCode, usage.stdout]).toEqual([2, '']);
      expect(failed.exitCode).toBe(4);
      expect(reportOf(failed).clients).toHaveLength(CLIENTS);
      expect(fine.exitCode).toBe(3);
    },
  );

  test('closed before the start hangs nothing', async () => {
    const ended = await shell('"$@" <&- >&- 2>&-', ...check());
    expect([3, 4]).toContain(ended.exitCode);
    expect(ended.stderr).not.toMatch(STACK);
  });

  const inTerminal = (settings: string, environment: string, ...words: readonly string[]) =>
    host.run([
      'timeout',
      '30',
      'env',
      ...environment.split(' '),
      'script',
      '-qec',
      `${settings}; ${[...TOOL_WORDS, 'check', '--product', 'cm2007', '--client', '127.0.0.1', '127.0.0.2', '--method', 'client-push', ...words].join(' ')}`,
      '/dev/null',
    ]);
  const ANSI = /\u001b\[[\d;?]*[A-Za-z]/gu;

  test('a terminal of 40 columns gets whole words, and no line is longer', async () => {
    const { stdout, exitCode } = await inTerminal(
      'stty cols 40',
      'TERM=xterm LC_ALL=C.UTF-8',
      '--quiet',
    );
    expect(exitCode).toBe(1);
    const text = stdout.replaceAll(ANSI, '');
    expect(text.replaceAll(/\s+/gu, ' ')).toContain('client push breaks: SMB to the client');
    const lines = text.split(/\r?\n/u).filter((line) => !line.includes('ccm-preflight check'));
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(40);
  });

  test.each([
    ['without a size', 'stty cols 0', 'TERM=xterm'],
    ['that is dumb', 'stty cols 80', 'TERM=dumb'],
    ['of a build server', 'stty cols 80', 'CI=1 TERM=xterm'],
  ])('a terminal %s gets no spinner', async (_what, settings, environment) => {
    const { stdout, exitCode } = await inTerminal(settings, environment);
    expect(exitCode).toBe(1);
    expect(stdout).not.toContain('checking');
  });

  test('NO_COLOR has no colour, in the spinner neither', async () => {
    const { stdout } = await inTerminal('stty cols 80', 'NO_COLOR=1 TERM=xterm');
    expect(stdout).toContain('checking');
    expect(stdout).not.toMatch(/\u001b\[\d+(?:;\d+)*m/u);
  });
});
