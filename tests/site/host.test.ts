import { describe, expect, test } from '@jest/globals';
import { isIP } from 'node:net';
import * as fc from 'fast-check';
import { checkHost, checkHostPort, checkPort } from '../../src/site/host.ts';
import type { Checked } from '../../src/site/value-problem.ts';
import { told } from '../support/told.ts';
import { anyCharacter } from '../support/any-character.ts';
import { runs } from '../support/long.ts';

const valueOf = <T>(checked: Checked<T>): T | null => ('value' in checked ? checked.value : null);

describe('hosts', () => {
  test.each([
    ['pc001', 'pc001'],
    ['PC001.Contoso.com', 'PC001.Contoso.com'],
    ['pc001.contoso.com.', 'pc001.contoso.com'],
    ['a', 'a'],
    ['7pc', '7pc'],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
    ['sms_sitesystem', 'sms_sitesystem'],
    ['_ldap.contoso.com', '_ldap.contoso.com'],
    [`${'a'.repeat(63)}.com`, `${'a'.repeat(63)}.com`],
    ['10.0.0.7', '10.0.0.7'],
    ['127.0.0.1', '127.0.0.1'],
    ['::1', '::1'],
    ['FE80::1%eth0', 'FE80::1%eth0'],
    ['fe80::1%ETH0', 'fe80::1%ETH0'],
    ['fe80::1%12', 'fe80::1%12'],
    ['2001:db8::7', '2001:db8::7'],
    ['::ffff:10.0.0.7', '::ffff:10.0.0.7'],
  ])('%s', (text, host) => {
    expect(checkHost(text)).toEqual({ value: host });
  });

  test.each([
    ['', 'a host name is empty'],
    ['-rf', 'may not begin with "-"'],
    ['--help', 'may not begin with "-"'],
    ['pc 001', 'is not a host name'],
    ['pc001 ', 'is not a host name'],
    ['pc001\n', 'is not a host name'],
    ['pc\u0000', 'is not a host name'],
    ['pc\u202e', 'is not a host name'],
    ['pc;reboot', 'is not a host name'],
    ['$(reboot)', 'is not a host name'],
    ['`reboot`', 'is not a host name'],
    ['pc|nc', 'is not a host name'],
    ['pc&', 'is not a host name'],
    ['pc>x', 'is not a host name'],
    ['pc/x', 'is not a host name'],
    ['pc\\x', 'is not a host name'],
    ['user@pc', 'is not a host name'],
    ['pc%eth0', 'is not a host name'],
    ['pc*', 'is not a host name'],
    ['bücher', 'is not a host name'],
    ['pc\uff0emixed', 'is not a host name'],
    ['a..b', 'is not a host name'],
    ['.', 'is not a host name'],
    ['.com', 'is not a host name'],
    ['a.-b', 'is not a host name'],
    ['a-.b', 'is not a host name'],
    ['a'.repeat(64), 'is not a host name'],
    [`${'a'.repeat(50)}.`.repeat(6), 'at most 253 characters'],
    ['[::1]', 'is not a host name'],
    ['1.2.3', 'neither an IPv4 address nor a host name'],
    ['10.0.0.256', 'neither an IPv4 address nor a host name'],
    ['2130706433', 'neither an IPv4 address nor a host name'],
    ['0x7f000001', 'neither an IPv4 address nor a host name'],
    ['pc.0x', 'neither an IPv4 address nor a host name'],
    ['pc.0x1', 'neither an IPv4 address nor a host name'],
    ['010.0.0.1', 'neither an IPv4 address nor a host name'],
    ['0.0.0.0', "an unspecified address, not a computer's"],
    ['::', "an unspecified address, not a computer's"],
    ['255.255.255.255', "a broadcast address, not a computer's"],
    ['224.0.0.1', "a multicast address, not a computer's"],
    ['ff02::1', "a multicast address, not a computer's"],
  ])('refused: %j', (text, problem) => {
    expect(told(checkHost(text))).toEqual({ problem: expect.stringContaining(problem) });
  });

  const HOSTILE = Array.from('-a.1:%[]$`;|&<>\'" \t\n\\/*?!~(){}#=,\u202e');

  test('nothing that passes can be an option, or hold blanks, control or shell characters', () => {
    const hostile = fc.oneof(
      fc.string(),
      fc.string({ unit: anyCharacter }),
      fc.string({ unit: fc.constantFrom(...HOSTILE) }),
      fc.tuple(fc.ipV6(), fc.string()).map(([address, zone]) => `${address}%${zone}`),
    );
    fc.assert(
      fc.property(hostile, (text) => {
        const host = valueOf(checkHost(text));
        if (host === null) return;
        expect(host).not.toMatch(/^-/);
        expect(host).toMatch(/^[A-Za-z0-9._:%-]+$/);
        expect(host.includes(':')).toBe(isIP(host) === 6);
        expect(host.length).toBeLessThanOrEqual(253);
      }),
      { numRuns: runs(2000) },
    );
  });

  const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/);
  const name = fc
    .array(label, { minLength: 1, maxLength: 4 })
    .map((labels) => labels.join('.'))
    .filter((text) => 'value' in checkHost(text));
  const address = fc.oneof(fc.ipV4(), fc.ipV6()).filter((text) => 'value' in checkHost(text));

  test('hosts survive in URLs', () => {
    fc.assert(
      fc.property(fc.oneof(name, address), fc.integer({ min: 1, max: 65_535 }), (host, port) => {
        const authority = host.includes(':') ? `[${host}]` : host;
        const url = new URL(`http://${authority}:${port}/x?y`);
        expect(url.pathname + url.search).toBe('/x?y');
        expect(Number(url.port === '' ? 80 : url.port)).toBe(port);
        // A URL writes IPv6 in its shortest form.
        const same = isIP(host) === 6 ? url.hostname : host.toLowerCase();
        expect(url.hostname).toBe(same);
        expect(url.username).toBe('');
      }),
    );
  });

  test('hosts survive as host:port', () => {
    fc.assert(
      fc.property(fc.oneof(name, address), fc.integer({ min: 1, max: 65_535 }), (host, port) => {
        const authority = host.includes(':') ? `[${host}]` : host;
        expect(checkHostPort(`${authority}:${port}`)).toEqual({ value: { host, port } });
        expect(checkHostPort(authority)).toEqual({ value: { host, port: null } });
        expect(checkHostPort(host)).toEqual({ value: { host, port: null } });
      }),
    );
  });
});

describe('host:port', () => {
  test.each<[string, string, number | null]>([
    ['mp01', 'mp01', null],
    ['mp01:8080', 'mp01', 8080],
    ['10.0.0.7:80', '10.0.0.7', 80],
    ['::1', '::1', null],
    ['[::1]', '::1', null],
    ['[::1]:80', '::1', 80],
    ['[fe80::1%eth0]:80', 'fe80::1%eth0', 80],
    ['mp01:080', 'mp01', 80],
  ])('%s', (text, host, port) => {
    expect(checkHostPort(text)).toEqual({ value: { host, port } });
  });

  test.each([
    ['mp01:', '"" is not a port'],
    ['mp01:0', '"0" is not a port'],
    ['mp01:65536', '"65536" is not a port'],
    ['mp01:80x', '"80x" is not a port'],
    ['mp01:-1', '"-1" is not a port'],
    ['mp01: 80', '" 80" is not a port'],
    ['mp01:80:81', '"80:81" is not a port'],
    [':80', 'a host name is empty'],
    ['[mp01]:80', 'only an IPv6 address stands in brackets'],
    ['[10.0.0.7]:80', 'only an IPv6 address stands in brackets'],
    ['[]:80', 'only an IPv6 address stands in brackets'],
    ['[::1]80', 'is not'],
    ['[::1]:', '"" is not a port'],
    ['x[::1]:80', 'is not'],
    ['mp01:80\nx', 'is not a host name'],
    ['[::1', 'is not'],
    ['http://mp01', 'is a URL: write the host alone'],
    ['-mp:80', 'may not begin with "-"'],
    ['', 'a host name is empty'],
  ])('refused: %j', (text, problem) => {
    expect(told(checkHostPort(text))).toEqual({ problem: expect.stringContaining(problem) });
  });
});

describe('ports', () => {
  test.each(['1', '80', '65535'])('%s', (text) => {
    expect(checkPort(text)).toEqual({ value: Number(text) });
  });

  test.each(['', '0', '65536', '-1', '1.5', '1e3', '0x50', ' 80', '８０', '100000'])(
    'refused: %j',
    (text) => {
      expect(told(checkPort(text))).toEqual({
        problem: expect.stringMatching(/a number from 1 to 65535$/),
      });
    },
  );
});

describe('refusals say what to do', () => {
  test.each([
    ['mp01,mp02', '"mp01,mp02" is not one host: several are separated by blanks, or are a list'],
    ['fe80::1%', '"%" is not an IPv6 zone'],
    ['fe80::1%a b', '"%a b" is not an IPv6 zone'],
    ['fe80::1%-;', '"%-;" is not an IPv6 zone'],
    [`fe80::1%${'z'.repeat(33)}`, 'is not an IPv6 zone'],
  ])('%s', (text, problem) => {
    // Node refuses some of these zones itself, and then they are no address at all.
    const expected = isIP(text) === 0 && text.includes('%') ? 'is not a host name' : problem;
    expect(told(checkHost(text))).toEqual({ problem: expect.stringContaining(expected) });
  });

  test.each([
    [`${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(61)}`, true],
    [`${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(62)}`, false],
  ])('253 characters are the most: %s', (text, fits) => {
    expect('value' in checkHost(text)).toBe(fits);
  });

  test('only what begins as a URL is one', () => {
    expect(told(checkHostPort('mp01://x'))).toEqual({ problem: expect.stringContaining('"//x"') });
    expect(told(checkHostPort('HTTPS://mp01'))).toEqual({
      problem: expect.stringContaining('is a URL'),
    });
  });
});
