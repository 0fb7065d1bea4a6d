import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fromRegistry } from '../../src/discover/installed-client.ts';
import { queryKey, readValues } from '../../src/self/registry.ts';
import type { ProgramEnd } from '../../src/self/program.ts';
import { printed, windows } from '../self/machine.ts';
import { anyCharacter } from '../support/any-character.ts';

const { signal } = new AbortController();
const KEY = String.raw`HKLM\SOFTWARE\Microsoft`;
const POLICY = String.raw`HKLM\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate`;
const NAMES = String.raw`HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters`;
const MISSING = printed('reg/missing-ja.cp932.txt', 1);

const CLIENT: Readonly<Record<string, ProgramEnd>> = {
  [`query ${KEY}\\CCM`]: printed('reg/ccm.txt'),
  [`query ${KEY}\\CCM\\FSP`]: printed('reg/fsp.txt'),
  [`query ${KEY}\\SMS\\Mobile Client`]: printed('reg/mobile-client.txt'),
  [`query ${KEY}\\CCMSetup`]: printed('reg/ccmsetup.txt'),
  [`query ${POLICY}`]: printed('reg/windows-update.txt'),
};

const text = (lines: readonly string[]): ProgramEnd => ({
  kind: 'ended',
  exitCode: 0,
  output: Buffer.from(lines.join('\r\n')),
  errors: Buffer.alloc(0),
});

describe('the registry of a Windows machine', () => {
  test('an installed client and the update policy', async () => {
    const machine = windows(CLIENT, MISSING);
    const { findings, asked, refused, domain } = await fromRegistry(machine, signal);
    expect(findings.map(({ source: _source, ...statement }) => statement)).toEqual([
      { what: 'site-code', value: 'S01' },
      { what: 'product', value: 'current-branch', version: '5.00.9128.1007' },
      { what: 'management-point', value: 'mp01.contoso.com', port: null },
      { what: 'management-point', value: 'mp02.contoso.com', port: null },
      { what: 'http-port', value: 80 },
      { what: 'https-port', value: 443 },
      { what: 'fallback-status-point', value: 'fsp01.contoso.com' },
      { what: 'management-point', value: 'mp01.contoso.com', port: null },
      { what: 'software-update-point', value: 'sup01.contoso.com', scheme: 'http', port: 8530 },
    ]);
    expect(findings.at(-1)?.source).toEqual({ kind: 'registry', key: POLICY, name: 'WUServer' });
    expect(asked.filter(({ outcome }) => outcome === 'answered')).toHaveLength(5);
    expect(asked.filter(({ outcome }) => outcome === 'nothing')).toHaveLength(6);
    expect([refused, domain]).toEqual([0, null]);
    expect(machine.ran).toContain(
      String.raw`D:\Windows\System32\reg.exe query HKLM\SOFTWARE\Microsoft\CCMSetup`,
    );
  });

  test('a 32-bit client, whose keys stand apart, and the domain of the machine', async () => {
    const wow = String.raw`HKLM\SOFTWARE\Wow6432Node\Microsoft\SMS\Mobile Client`;
    const machine = windows(
      {
        [`query ${wow}`]: text([
          String.raw`HKEY_LOCAL_MACHINE\SOFTWARE\Wow6432Node\Microsoft\SMS\Mobile Client`,
          '    AssignedSiteCode    REG_SZ    c07',
          '    ProductVersion    REG_SZ    4.00.6487.2000',
        ]),
        [`query ${NAMES}`]: text([
          String.raw`HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters`,
          '    Domain    REG_SZ    ',
          '    NV Domain    REG_SZ    contoso.com',
        ]),
      },
      MISSING,
    );
    const { findings, domain } = await fromRegistry(machine, signal);
    expect(findings.map(({ what, value }) => [what, value])).toEqual([
      ['site-code', 'C07'],
      ['product', 'cm2007'],
    ]);
    expect(domain).toBe('contoso.com');
  });

  test('the gateway by which it reaches its site from the internet', async () => {
    const machine = windows(
      {
        [`query ${KEY}\\CCM`]: printed('reg/ccm-gateway.txt'),
        [`query ${KEY}\\SMS\\Client\\Internet Facing`]: printed('reg/internet-facing.txt'),
      },
      MISSING,
    );
    const { findings, refused } = await fromRegistry(machine, signal);
    const gateways = findings.filter(({ what }) => what === 'cloud-management-gateway');
    expect(gateways).toEqual([
      {
        what: 'cloud-management-gateway',
        value: 'cmg.contoso.com',
        port: null,
        source: { kind: 'registry', key: `${KEY}\\CCM`, name: 'CMGFQDNs' },
      },
      {
        what: 'cloud-management-gateway',
        value: 'cmg.contoso.com',
        port: null,
        source: {
          kind: 'registry',
          key: `${KEY}\\SMS\\Client\\Internet Facing`,
          name: 'Internet MP Hostname',
        },
      },
    ]);
    expect(refused).toBe(0);
  });

  test.each([
    [
      'CCM',
      'CMGFQDNs',
      'a.contoso.com;https://b.contoso.com:8443/',
      ['a.contoso.com', 'b.contoso.com'],
      0,
    ],
    ['CCM', 'CMGFQDNs', 'http://cmg.contoso.com', [], 1],
    ['CCM', 'CMGFQDNs', '10.0.0.1', [], 1],
    ['CCM', 'CMGFQDNs', '$(reboot)', [], 1],
    // A management point that faces the internet by itself.
    [String.raw`SMS\Client\Internet Facing`, 'Internet MP Hostname', 'mp.contoso.com', [], 0],
    [
      String.raw`SMS\Client\Internet Facing`,
      'Internet MP Hostname',
      '-x/CCM_Proxy_MutualAuth/1',
      [],
      1,
    ],
    [
      String.raw`SMS\Client\Internet Facing`,
      'Internet MP Hostname',
      'a.b/CCM_Proxy_MutualAuth/../x',
      [],
      1,
    ],
  ])('%s %s %j: %j', async (key, name, data, hosts, expected) => {
    const answer = text([
      `HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\${key}`,
      `    ${name}    REG_SZ    ${data}`,
    ]);
    const machine = windows({ [`query ${KEY}\\${key}`]: answer }, MISSING);
    const { findings, refused } = await fromRegistry(machine, signal);
    expect([findings.map(({ value }) => value), refused]).toEqual([hosts, expected]);
  });

  test.each([
    ['CCM', 'HttpPort', 'REG_DWORD', '0x0'],
    ['CCM', 'HttpPort', 'REG_SZ', 'eighty'],
    ['CCM', 'AllowedMPs', 'REG_MULTI_SZ', String.raw`-oProxyCommand=x\0a b`],
    [String.raw`CCM\FSP`, 'HostName', 'REG_SZ', '$(reboot)'],
    [String.raw`SMS\Mobile Client`, 'AssignedSiteCode', 'REG_SZ', 'TOO-LONG'],
    [String.raw`SMS\Mobile Client`, 'ProductVersion', 'REG_SZ', '1.0'],
    ['CCMSetup', 'LastValidMP', 'REG_SZ', 'http://user:pw@mp01/'],
  ])('%s %s %s %j is refused', async (key, name, type, data) => {
    const answer = text([
      `HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\${key}`,
      `    ${name}    ${type}    ${data}`,
    ]);
    const { findings, refused } = await fromRegistry(
      windows({ [`query ${KEY}\\${key}`]: answer }, MISSING),
      signal,
    );
    expect(refused > 0 || findings.every(({ value }) => value !== data)).toBe(true);
    expect(findings.filter(({ what }) => what !== 'management-point')).toEqual([]);
    expect(findings.map(({ value }) => value)).not.toContain('-oProxyCommand=x');
  });

  test.each([
    ['https://sup01.contoso.com:8531', { scheme: 'https', port: 8531 }],
    ['https://sup01.contoso.com', { scheme: 'https', port: 443 }],
    ['http://sup01.contoso.com/', { scheme: 'http', port: 80 }],
  ])('WUServer %s', async (data, expected) => {
    const answer = text([`HKEY_LOCAL_MACHINE\\x`, `    WUServer    REG_SZ    ${data}`]);
    const { findings } = await fromRegistry(
      windows({ [`query ${POLICY}`]: answer }, MISSING),
      signal,
    );
    expect(findings).toMatchObject([{ value: 'sup01.contoso.com', ...expected }]);
  });

  test.each(['reg/missing-en.txt', 'reg/missing-ja.cp932.txt', 'reg/missing-wine-ja.cp932.txt'])(
    '%s: there is no such key',
    async (name) => {
      const machine = windows({}, printed(name, 1));
      expect(await queryKey('HKLM', machine, signal)).toEqual({ kind: 'nothing' });
    },
  );

  test('access denied is not "no such key", and neither is what nobody knows', async () => {
    const denied = windows({}, printed('reg/denied-ja.cp932.txt', 1));
    expect(await queryKey('HKLM', denied, signal)).toEqual({ kind: 'failed', code: 'EACCES' });
    const french = { kind: 'ended', exitCode: 1, output: Buffer.alloc(0) } as const;
    const other = windows({}, { ...french, errors: Buffer.from('ERREUR : quelque chose\r\n') });
    expect(await queryKey('HKLM', other, signal)).toEqual({
      kind: 'failed',
      code: 'ERREUR : quelque chose',
    });
    const none = windows({});
    expect(await queryKey('HKLM', none, signal)).toEqual({ kind: 'failed', code: 'ENOENT' });
  });

  test('on another system nothing is run', async () => {
    const machine = { ...windows({}), platform: 'linux' } as const;
    expect(await fromRegistry(machine, signal)).toEqual({
      findings: [],
      asked: [],
      refused: 0,
      domain: null,
    });
    expect(machine.ran).toEqual([]);
  });

  test('the oldest reg.exe wrote tabs; a default value has a name in brackets', () => {
    const lines = [
      'HKEY_LOCAL_MACHINE\\SOFTWARE\\X',
      '\tHttpPort\tREG_DWORD\t0x50',
      '    (既定)    REG_SZ    a b',
    ];
    expect(readValues(lines.join('\r\n')).map(({ name, data }) => [name, data])).toEqual([
      ['HttpPort', '0x50'],
      ['(既定)', 'a b'],
    ]);
  });

  test('whatever is printed, a value has a name on one line', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 300 }), (said) => {
        const values = readValues(`HKEY_LOCAL_MACHINE\r\n    a    REG_SZ    ${said}`);
        expect(values.length).toBeGreaterThan(0);
        for (const { name, data } of values) expect(`${name}${data}`).not.toMatch(/\n/u);
      }),
    );
  });
});
