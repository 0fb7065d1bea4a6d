import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { earlierClientOf } from '../../src/self/earlier-client.ts';
import { SERVICES, SERVICE_STATES, START_TYPES, selfFacts } from '../../src/self/facts.ts';
import { lookAtSelf } from '../../src/self/look.ts';
import { outputText } from '../../src/self/output-text.ts';
import type { ProgramEnd } from '../../src/self/program.ts';
import { readNumber, servicesOf } from '../../src/self/services.ts';
import { readProxy, winHttpProxyOf } from '../../src/self/win-http-proxy.ts';
import { anyCharacter } from '../support/any-character.ts';
import { printed, recorded, windows } from './machine.ts';

const { signal } = new AbortController();
const PROXY = 'winhttp show proxy';
const LATE: ProgramEnd = { kind: 'failed', code: 'ETIMEDOUT' };
const MISSING: ProgramEnd = { kind: 'failed', code: 'ENOENT' };

const ended = (text: string, exitCode = 0): ProgramEnd => ({
  kind: 'ended',
  exitCode,
  output: Buffer.from(text),
  errors: Buffer.alloc(0),
});

describe('the proxy of WinHTTP, as netsh shows it', () => {
  test.each([
    ['netsh/winhttp-direct-en.txt', { kind: 'direct' }],
    ['netsh/winhttp-direct-ja.cp932.txt', { kind: 'direct' }],
    ['netsh/winhttp-direct-de.cp1252.txt', { kind: 'direct' }],
    [
      'netsh/winhttp-proxy-en.txt',
      { kind: 'proxy', servers: ['proxy.contoso.com:8080'], exempt: [] },
    ],
    [
      'netsh/winhttp-proxy-ja.cp932.txt',
      {
        kind: 'proxy',
        servers: ['http=proxy01.contoso.com:8080', 'https=proxy02.contoso.com:8443'],
        exempt: ['<local>', '*.contoso.com', '10.*'],
      },
    ],
    ['netsh/winhttp-none-ja.cp932.txt', { kind: 'proxy', servers: ['10.0.0.8:8080'], exempt: [] }],
  ])('%s', async (name, expected) => {
    const machine = windows({ [PROXY]: printed(name) });
    expect(await winHttpProxyOf(machine, signal)).toEqual(expected);
    expect(machine.ran).toEqual([String.raw`D:\Windows\System32\netsh.exe ${PROXY}`]);
  });

  test('an account that somebody typed into it is left out', () => {
    const text = (servers: string): string =>
      `Current WinHTTP proxy settings:\n\n    Proxy Server(s) :  ${servers}\n    Bypass List     :  (none)\n`;
    for (const servers of ['user:s3cret@proxy:8080', 'http://user:s3@cret@proxy:8080']) {
      const found = readProxy(text(servers));
      expect(JSON.stringify(found)).not.toMatch(/s3|cret|user/u);
      expect(found).toMatchObject({ kind: 'proxy' });
      expect(JSON.stringify(found)).toContain('proxy:8080');
    }
    expect(readProxy(text('https=user@proxy:1'))).toMatchObject({ servers: ['https=proxy:1'] });
  });

  test('an address of IPv6 keeps its colons', () => {
    const text = 'x:\n    y : [fd00::8]:8080\n    z : <local>\n';
    expect(readProxy(text)).toEqual({
      kind: 'proxy',
      servers: ['[fd00::8]:8080'],
      exempt: ['<local>'],
    });
  });

  test.each([
    [MISSING, 'NETSH_MISSING'],
    [LATE, 'ETIMEDOUT'],
    [printed('netsh/winhttp-direct-en.txt', 1), 'NETSH_FAILED'],
    [printed('netsh/profile-ja.cp932.txt'), 'NETSH_OUTPUT'],
    [printed('reg/ccm.txt'), 'NETSH_OUTPUT'],
    [ended(''), 'NETSH_OUTPUT'],
    [ended('Current WinHTTP proxy settings:\n'), 'NETSH_OUTPUT'],
    [ended('Current WinHTTP proxy settings:\n    Proxy Server(s) :  (none)\n'), 'NETSH_OUTPUT'],
    [ended('Error 5: access is denied (x).\n'), 'NETSH_OUTPUT'],
    [ended('A:\n    b (c)\n    d (e)\n'), 'NETSH_OUTPUT'],
    [ended('A:\n    b : c\n    d : e\n    f : g\n'), 'NETSH_OUTPUT'],
  ])('%j is unknown, never "no proxy"', async (end, code) => {
    expect(await winHttpProxyOf(windows({ [PROXY]: end }), signal)).toEqual({
      kind: 'unknown',
      code,
    });
  });

  test('whatever is printed, nothing that a terminal obeys is kept, and no more than is bounded', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 300 }), (said) => {
        const found = readProxy(`A:\n    b : ${said}\n    c : ${said}\n`);
        const proxy = selfFacts.shape.winHttpProxy;
        expect(found === null || proxy.safeParse(found).success).toBe(true);
        // eslint-disable-next-line no-control-regex
        expect(JSON.stringify(found)).not.toMatch(/\\u00|[\u0000-\u001f\u007f-\u009f\u202e]/u);
      }),
    );
    const many = readProxy(`A:\n    b : p:1\n    c : ${'x;'.repeat(5_000)}\n`);
    expect(many?.kind === 'proxy' ? many.exempt.length : 0).toBe(256);
  });
});

describe('services, as sc shows them', () => {
  const look = async (query: ProgramEnd, config: ProgramEnd) => {
    const answers = Object.fromEntries(
      SERVICES.flatMap((name) => [
        [`query ${name}`, query],
        [`qc ${name}`, config],
      ]),
    );
    const machine = windows(answers);
    const [first] = await servicesOf(machine, signal);
    return { status: first?.status, ran: machine.ran };
  };

  test.each([
    ['sc/query-running.txt', 'sc/qc-automatic.txt', 'running', 'automatic'],
    ['sc/query-stopped.txt', 'sc/qc-manual.txt', 'stopped', 'manual'],
    ['sc/query-stopped.txt', 'sc/qc-disabled.txt', 'stopped', 'disabled'],
    ['sc/query-stopped-de.cp1252.txt', 'sc/qc-delayed-zh.cp936.txt', 'stopped', 'automatic'],
  ])('%s, %s: %s, %s', async (query, config, state, type) => {
    const { status, ran } = await look(printed(query), printed(config));
    expect(status).toEqual({ kind: 'told', state, start: { kind: 'told', type } });
    expect(ran).toContain(String.raw`D:\Windows\System32\sc.exe query BITS`);
    expect(ran).toHaveLength(8);
  });

  test.each(['sc/missing-en.txt', 'sc/missing-ja.cp932.txt'])(
    '%s: absent, by the code that sc ends with',
    async (name) => {
      const gone: ProgramEnd = {
        kind: 'ended',
        exitCode: 1060,
        output: recorded(name),
        errors: Buffer.alloc(0),
      };
      expect((await look(gone, gone)).status).toEqual({ kind: 'absent' });
    },
  );

  test.each([
    [MISSING, 'SC_MISSING'],
    [LATE, 'ETIMEDOUT'],
    [ended('', 5), 'EACCES'],
    [ended('', 1722), 'WIN32_1722'],
    [ended(''), 'SC_OUTPUT'],
    [ended('        TYPE : 30  WIN32\n        STATE : 9  ODD\n'), 'SC_OUTPUT'],
    [ended('        TYPE : 30  WIN32\n        STATE : 0  NONE\n'), 'SC_OUTPUT'],
    [printed('netsh/rules-ja.cp932.txt'), 'SC_OUTPUT'],
  ])('%j is unknown, never stopped', async (end, code) => {
    const { status } = await look(end, printed('sc/qc-manual.txt'));
    expect(status).toEqual({ kind: 'unknown', code });
  });

  test('a start that cannot be read leaves the state', async () => {
    const { status } = await look(printed('sc/query-running.txt'), ended('', 5));
    expect(status).toEqual({
      kind: 'told',
      state: 'running',
      start: { kind: 'unknown', code: 'EACCES' },
    });
    const odd = await look(printed('sc/query-running.txt'), ended('x : 1\n'));
    expect(odd.status).toMatchObject({ start: { kind: 'unknown', code: 'SC_OUTPUT' } });
  });

  test('every number that Windows has is a word', () => {
    const numbers = (count: number, label: 'STATE' | 'START_TYPE'): (number | null)[] =>
      Array.from({ length: count }, (_, at) =>
        readNumber(`    TYPE : 10  X\n    ${label} : ${at}  Y\n`, label),
      );
    expect(numbers(8, 'STATE')).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect([SERVICE_STATES.length, START_TYPES.length]).toEqual([7, 5]);
    expect([SERVICE_STATES[3], START_TYPES[4]]).toEqual(['running', 'disabled']);
  });

  test('whatever is printed, it is one digit or nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 300 }), (text) => {
        const number = readNumber(text, 'STATE');
        expect(number === null || (number >= 0 && number <= 9)).toBe(true);
      }),
    );
  });
});

describe('a client that is there already', () => {
  const KEY = String.raw`query HKLM\SOFTWARE\Microsoft\SMS\Mobile Client`;
  const OLD = String.raw`query HKLM\SOFTWARE\Wow6432Node\Microsoft\SMS\Mobile Client`;
  const NONE = printed('reg/missing-ja.cp932.txt', 1);
  const values = (...lines: readonly string[]): ProgramEnd =>
    ended(['HKEY_LOCAL_MACHINE\\x', ...lines.map((line) => `    ${line}`)].join('\r\n'));

  test('its version, and its site', async () => {
    const machine = windows({ [KEY]: printed('reg/mobile-client.txt') }, NONE);
    expect(await earlierClientOf(machine, signal)).toEqual({
      kind: 'installed',
      version: '5.00.9128.1007',
      siteCode: 'S01',
    });
  });

  test('one of Configuration Manager 2007, whose keys stand apart', async () => {
    const old = values('ProductVersion    REG_SZ    4.00.6487.2000');
    expect(await earlierClientOf(windows({ [OLD]: old }, NONE), signal)).toEqual({
      kind: 'installed',
      version: '4.00.6487.2000',
      siteCode: null,
    });
  });

  test.each([
    ['no key', NONE, NONE, { kind: 'none' }],
    [
      'a site that Group Policy assigned beforehand',
      values('GPRequestedSiteAssignmentCode    REG_SZ    S01'),
      NONE,
      { kind: 'none' },
    ],
    [
      'a version that is none',
      values('ProductVersion    REG_SZ    $(reboot)'),
      NONE,
      { kind: 'none' },
    ],
    ['no program', MISSING, MISSING, { kind: 'unknown', code: 'REG_MISSING' }],
    ['too late', NONE, LATE, { kind: 'unknown', code: 'ETIMEDOUT' }],
    [
      'not allowed',
      printed('reg/denied-ja.cp932.txt', 1),
      NONE,
      { kind: 'unknown', code: 'EACCES' },
    ],
    [
      'other words',
      ended('ERREUR : quelque chose', 1),
      NONE,
      { kind: 'unknown', code: 'REG_FAILED' },
    ],
  ] as const)('%s', async (_what, own, other, expected) => {
    const machine = windows({ [KEY]: own, [OLD]: other });
    expect(await earlierClientOf(machine, signal)).toEqual(expected);
  });

  test('where one of the two keys tells, the other may fail', async () => {
    const machine = windows({ [KEY]: printed('reg/mobile-client.txt') }, LATE);
    expect(await earlierClientOf(machine, signal)).toMatchObject({ kind: 'installed' });
  });
});

describe('a machine as a whole', () => {
  test('of Windows tells of itself where no push is planned, but not of what only that needs', async () => {
    const machine = windows({});
    const seen = await lookAtSelf([], signal, machine);
    expect(seen).toMatchObject({
      listening: [],
      firewall: null,
      winHttpProxy: { kind: 'unknown', code: 'NETSH_MISSING' },
      installedClient: { kind: 'unknown', code: 'REG_MISSING' },
    });
    expect(seen?.services).toHaveLength(SERVICES.length);
    expect(machine.ran.filter((line) => /netstat|advfirewall/u.test(line))).toEqual([]);
    expect(selfFacts.safeParse(seen).success).toBe(true);
  });

  test.each(['linux', 'darwin'] as const)('of %s runs nothing of it', async (platform) => {
    const machine = { ...windows({}), platform };
    expect(await lookAtSelf([], signal, machine)).toBeNull();
    const pushed = await lookAtSelf([445], signal, machine);
    expect(Object.keys(pushed ?? {}).toSorted()).toEqual(['firewall', 'listening']);
    expect(machine.ran.filter((line) => !line.includes('netstat'))).toEqual([]);
  });

  test('a report of an earlier version, which knows less, is read', () => {
    expect(selfFacts.safeParse({ listening: [], firewall: null }).success).toBe(true);
  });

  test('what Japanese Windows prints is in its code page', () => {
    expect(outputText(recorded('netsh/winhttp-none-ja.cp932.txt'))).toContain(
      'バイパス一覧     : (なし)',
    );
  });
});
