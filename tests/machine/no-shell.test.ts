import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { commandsFor } from '../../src/probe/icmp/ping-command.ts';
import { run } from '../cli/run.ts';

const ROOT = path.join(import.meta.dirname, '..', '..');
const SRC = path.join(ROOT, 'src');
const STARTS_PROGRAMS = /node:(?:child_process|cluster|vm)|\bprocess\.(?:execve|binding|dlopen)\b/u;

const FILES = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file, text: readFileSync(path.join(SRC, file), 'utf8') }));

describe('other programs', () => {
  test('are started in four places: ping, what Windows tells of itself, this tool again, and the prompt of a double click', () => {
    const places = FILES.filter(({ text }) => STARTS_PROGRAMS.test(text)).map(({ file }) => file);
    expect(new Set(places)).toEqual(
      new Set([
        path.join('probe', 'icmp', 'ping-process.ts'),
        path.join('self', 'program.ts'),
        path.join('cli', 'supervisor.ts'),
        path.join('cli', 'own-window.ts'),
      ]),
    );
  });

  test('are started without a shell, with a list of arguments', () => {
    const { text = '' } = FILES.find(({ file }) => file.endsWith('icmp/ping-process.ts')) ?? {};
    expect(
      [...text.matchAll(/import \{([^}]*)\} from 'node:child_process'/gu)].map(([, names]) =>
        names?.trim(),
      ),
    ).toEqual(['type ChildProcess, spawn']);
    expect(
      [...text.matchAll(/\bspawn\(([^)]*)\)/gu)].map(([, args]) => args?.replaceAll(/\s+/gu, ' ')),
    ).toEqual(["program, args, { stdio: ['ignore', 'pipe', 'pipe'], env, windowsHide: true }"]);
    for (const { text: source } of FILES) expect(source).not.toMatch(/shell: *true/u);
  });

  test.each([
    '-oX',
    '--help',
    'pc001',
    '',
    '1.2.3.4 -f',
    '1.2.3.4;id',
    '$(id)',
    '-6',
    '%eth0',
    'fe80::1%',
  ])('get an address literal and nothing else: not "%s"', (text) => {
    for (const platform of ['linux', 'darwin', 'freebsd', 'win32'] as const) {
      expect(() => commandsFor(text, platform, 3000)).toThrow('EINVAL');
    }
  });

  test.each(['10.0.0.7', 'fd00::7', 'fe80::7%eth0'])(
    'get %s as one argument that is no option',
    (address) => {
      for (const platform of ['linux', 'darwin', 'win32'] as const) {
        for (const { program, args } of commandsFor(address, platform, 3000)) {
          expect(program).toMatch(/(?:^|[/\\])ping6?(?:\.exe)?$/u);
          expect(args.filter((word) => word.includes(address))).toEqual([address]);
        }
      }
    },
  );
});

describe('foreign functions', () => {
  test('are loaded in one place, only when they are needed', () => {
    const places = FILES.filter(({ text }) => /from 'koffi'|import\('koffi'\)/u.test(text));
    expect(places.map(({ file }) => file)).toEqual([path.join('probe', 'icmp', 'koffi.ts')]);
    expect([...(places[0]?.text ?? '').matchAll(/^import (?!type\b).*'koffi'/gmu)]).toEqual([]);
  });

  test('are those of ICMP sockets, echo requests, the display language, the console and the end, and no others', () => {
    const names = FILES.flatMap(({ text }) =>
      [...text.matchAll(/\.func\(\s*'(?:[a-z_0-9]+ (?:__stdcall )?(?=\w+\())?(\w+)/gu)].map(
        ([, name]) => name,
      ),
    );
    const allowed = [
      'CloseHandle',
      'CreateEventW',
      'GetConsoleProcessList',
      'GetCurrentProcess',
      'GetLastError',
      'GetUserDefaultUILanguage',
      'Icmp6CreateFile',
      'Icmp6ParseReplies',
      'Icmp6SendEcho2',
      'IcmpCloseHandle',
      'IcmpCreateFile',
      'IcmpParseReplies',
      'IcmpSendEcho2',
      'TerminateProcess',
      'WaitForSingleObject',
      '_exit',
      'close',
      'dup3',
      'recvmsg',
      'sendto',
      'setsockopt',
      'socket',
    ];
    expect(new Set(names)).toEqual(new Set(allowed));
  });
});

describe('a name that looks like an option', () => {
  test.each([
    ['--client=-oX'],
    ['--client=-oProxyCommand=id'],
    ['--client', 'a b'],
    ['--client', '$(id)'],
    ['--client', 'pc1;id'],
    ['--mp=-oX'],
    ['--mp=-6'],
    ['--source', String.raw`\\-oX\share`],
  ])('is refused before anything is sent: %s %s', async (...words) => {
    const { code, stdout, stderr } = await run(['check', ...words]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).not.toBe('');
  });

  test('is refused in a list', async () => {
    const { code, stderr } = await run(['check', '--clients', '-'], { stdin: 'pc1\n-oX\n' });
    expect(code).toBe(2);
    expect(stderr).toContain('standard input:2');
  });
});
