import { describe, expect, test } from '@jest/globals';
import { parseSource, parseValue } from '../../src/site/parse.ts';
import type { FlagValue } from '../../src/site/site-from.ts';
import { loadSite } from '../../src/run/load-site.ts';
import { SiteError } from '../../src/site/problem.ts';
import { inEnglish, siteOf, tryToLoad } from '../support/sites.ts';

const problemsOf = (text: string, flags: readonly FlagValue[] = []): string[] =>
  tryToLoad(() => loadSite({ name: 'f', text }, flags)).problems.map(
    ({ where, message }) => `${where}: ${message}`,
  );

describe('where a problem stands', () => {
  test.each<[string, string, unknown[]]>([
    ['a text', 'just words', ['f:1:1: a site file is a group of keys, such as "product: cm2007"']],
    ['a list', '- a\n', ['f:1:1: a site file is a group of keys, such as "product: cm2007"']],
    [
      'from top to bottom, and in a line from left to right',
      'siteServer: "a b"\nports: { smb: 0, http: 0 }\nsiteCode: x\n',
      [
        'f:1:13: siteServer: "a b" is not a host name: letters, digits, "-", "_" and dots, or an IPv4 or IPv6 address',
        'f:2:15: ports.smb: a port is a whole number from 1 to 65535, found 0',
        'f:2:24: ports.http: a port is a whole number from 1 to 65535, found 0',
        'f:3:11: siteCode: a site code is three letters or digits, found "x"',
      ],
    ],
    [
      'a list and a group where a value belongs',
      'siteCode: [a]\nsiteServer: { a: 1 }\nproduct:\n',
      [
        'f:1:11: siteCode must be a text, found a list',
        'f:2:13: siteServer must be a text, found a group of keys',
        "f:3:9: product can't be nothing; allowed: cm2007, current-branch",
      ],
    ],
    [
      'a value where a group or true or false belongs',
      'install: []\nactiveDirectory: { schemaExtended: 1 }\n',
      [
        'f:1:10: install must be a group of keys, found a list',
        'f:2:36: activeDirectory.schemaExtended must be true or false, found 1',
      ],
    ],
    [
      'an entry of a role',
      'roles: { managementPoints: [mp01, { host: mp02, httpPort: 1.5 }, 7] }\n',
      [
        'f:1:59: roles.managementPoints[1].httpPort must be a whole number, found 1.5',
        'f:1:66: roles.managementPoints[2] must be a group of keys, found 7',
      ],
    ],
    [
      'a point that contradicts note 2',
      'product: cm2007\nroles:\n  softwareUpdatePoints:\n    - u\n    - { host: v, httpPort: 80, httpsPort: 8531 }\n',
      [
        expect.stringMatching(
          /^f:5:7: software update point v: httpPort 80 with httpsPort 8531 can't be: note 2/,
        ),
      ],
    ],
    [
      'one port of a point',
      'product: cm2007\nroles: { softwareUpdatePoints: [{ host: v, httpsPort: 1 }, { host: w, httpPort: 65535 }] }\n',
      [
        expect.stringMatching(/software update point v: httpsPort 1 can't be/),
        expect.stringMatching(/software update point w: httpPort 65535 can't be/),
      ],
    ],
  ])('%s', (_what, text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });

  test('flags alone name themselves, and what no flag said the flags', () => {
    const flag = (path: string, value: unknown): FlagValue => ({
      flag: `--${path}`,
      path: path.split('.'),
      value,
    });
    const { problems } = tryToLoad(() =>
      loadSite(null, [flag('siteCode', 'x'), flag('roles.managementPoints', 7)]),
    );
    expect(problems.map(({ where }) => where)).toEqual(['--siteCode', '--roles.managementPoints']);
    const inner = flag('roles.managementPoint', ['mp01']);
    expect(tryToLoad(() => loadSite(null, [inner])).problems).toEqual([
      expect.objectContaining({
        where: '--roles.managementPoint',
        message: expect.stringMatching(/^unknown key/),
      }),
    ]);
  });

  test('a group that is unknown is that of the flag that speaks of it', () => {
    const deep: FlagValue = { flag: '--set', path: ['foo', 'bar'], value: 1 };
    expect(tryToLoad(() => loadSite(null, [deep])).problems).toEqual([
      expect.objectContaining({
        where: '--set',
        message: expect.stringMatching(/^unknown key "foo"/),
      }),
    ]);
  });

  test('the later of two flags is the one to mend', () => {
    const code = (flag: string, value: string): FlagValue => ({ flag, path: ['siteCode'], value });
    expect(problemsOf('siteCode: S01\n', [code('--a', 'x'), code('--b', 'y')])).toEqual([
      expect.stringMatching(/^--b: siteCode: .*found "y"/),
    ]);
  });

  test('a site error is one by name', () => {
    expect(new SiteError([]).name).toBe('SiteError');
  });
});

describe('syntax', () => {
  test('every error of a file has its place', () => {
    const lines = problemsOf('a: 1\na: 2\nb: "x\n');
    expect(lines.length).toBeGreaterThan(1);
    expect(lines[0]).toMatch(/^f:2:1: Map keys must be unique/);
  });

  test.each([
    ['a report in lines', '{"type":"run","schema":"ccm-preflight/report/1"}\n{"type":"client"}\n'],
    ['a report', '\uFEFF{\n  "schema": "ccm-preflight/report/1"\n}\n'],
    ['a plan', '{ "schema": "ccm-preflight/plan/1" }'],
  ])('%s in the place of a site file is told as that, and once', (_what, text) => {
    expect(problemsOf(text)).toEqual([
      'f:1:1: this is a report or plan that ccm-preflight saved, where a site file or a catalogue is expected; reports are given to --clients, merge and diff',
    ]);
  });

  test('of a line only the first error is told, for the others follow from it', () => {
    const lines = problemsOf('{"a":1}\n{"b":{"c":[1,2,3]},"d":"e"}\n');
    expect(lines).toEqual([expect.stringMatching(/^f:2:1: /)]);
  });

  test('a second document is refused, not dropped', () => {
    expect(problemsOf('siteCode: S01\n---\nsiteCode: S02\n')).toEqual([
      'f:2:1: a site file is one document, and "---" begins a second one',
    ]);
  });

  test('an alias without an anchor is told where it stands, before others', () => {
    expect(problemsOf('a: &x 1\nb: *x\nc: *y\nd: *z\n')[0]).toMatch(/^f:3:4: /);
  });

  test('a key is found where it stands, a missing one at what is around it', () => {
    const document = parseSource('roles:\n  a: 1\n  b: [x, y]\n', 'f');
    expect(document.value).toEqual({ roles: { a: 1, b: ['x', 'y'] } });
    expect(document.locate(['roles', 'b'], 'key')).toEqual({ line: 3, column: 3 });
    expect(document.locate(['roles', 'b'], 'value')).toEqual({ line: 3, column: 6 });
    expect(document.locate(['roles', 'b', 1], 'value')).toEqual({ line: 3, column: 10 });
    expect(document.locate(['roles', 'b', 7], 'value')).toEqual({ line: 3, column: 6 });
    expect(document.locate(['roles', 'c'], 'key')).toEqual({ line: 2, column: 3 });
    expect(document.locate(['nothing'], 'value')).toEqual({ line: 1, column: 1 });
    expect(document.locate([], 'value')).toEqual({ line: 1, column: 1 });
    expect(parseSource('# c\na: 1\n', 'f').locate(['x'], 'value')).toEqual({ line: 2, column: 1 });
    expect(parseSource('', 'f').locate(['a'], 'value')).toEqual({ line: 1, column: 1 });
  });

  test('one value, as a site file would hold it', () => {
    expect(parseValue('[a, 80, true]', '--set')).toEqual(['a', 80, true]);
    expect(parseValue(String.raw`\\files01\ccm`, '--set')).toBe(String.raw`\\files01\ccm`);
    for (const text of ['[a', '*x', '[*x]', '{a: 1']) {
      expect(() => inEnglish(() => parseValue(text, '--set'))).toThrow(SiteError);
      expect(() => inEnglish(() => parseValue(text, '--set'))).toThrow(
        /^--set: (?!.*at line)\S[^\n]*$/,
      );
    }
  });
});

describe('excess', () => {
  const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

  test('a text that is nested deeper than any site', () => {
    expect(problemsOf(`siteCode: S01\nsiteServer: cm01\nx: ${nested(500)}\n`)).toEqual([
      'f:3:66: nested deeper than 64 levels',
    ]);
    expect(problemsOf(nested(500))).toEqual(['f:1:64: nested deeper than 64 levels']);
    expect(problemsOf(`x: ${nested(20)}\n`)).toEqual([expect.stringMatching(/unknown key "x"/)]);
    expect(() => inEnglish(() => parseValue(nested(500), '--set'))).toThrow(
      new Error('--set: nested deeper than 64 levels'),
    );
  });

  test('more aliases than any site', () => {
    const aliases = (count: number): string => `a: &a 1\nb: [${'*a, '.repeat(count)}]\n`;
    expect(problemsOf(aliases(1001))).toEqual(['f:2:4005: more than 1000 aliases']);
    expect(problemsOf(aliases(1000))[0]).not.toMatch(/more than/);
    expect(problemsOf(aliases(50))[0]).toMatch(/unknown key/);
  });

  test('more unknown keys or errors than anybody reads', () => {
    const keys = Array.from({ length: 150 }, (_none, index) => `k${index}: 1`);
    expect(problemsOf(keys.join('\n'))).toHaveLength(100);
    expect(problemsOf([...keys, ...keys].join('\n'))).toHaveLength(10);
  });
});

describe('what a value becomes', () => {
  test('a range of ports, blanks around it allowed', () => {
    const range = (text: string): unknown =>
      siteOf({ clients: { rpcDynamicPorts: text } }).clients.rpcDynamicPorts;
    expect(range('5000-5100')).toEqual({ first: 5000, last: 5100 });
    expect(range(' 5000 - 5100 ')).toEqual({ first: 5000, last: 5100 });
    expect(range('5000-5000')).toEqual({ first: 5000, last: 5000 });
    for (const text of ['', '5000', 'a5000-5100', '5000-5100b', '0-1', '1-65536', '2-1', '1-2-3']) {
      expect(() => range(text)).toThrow(/is not a range of ports, such as 49152-65535/);
    }
  });

  test('ports end at 65535', () => {
    expect(siteOf({ ports: { smb: 65_535, http: 1 } }).ports).toEqual({
      http: [1],
      https: [443],
      smb: 65_535,
      rpcEndpointMapper: 135,
      clientNotification: 10_123,
    });
    expect(() => siteOf({ ports: { smb: 65_536 } })).toThrow(/from 1 to 65535, found 65536/);
    expect(() => siteOf({ ports: { http: [] } })).toThrow(/a list of ports holds at least one/);
    const serves = { roles: { distributionPoints: [{ host: 'd', serves: [] }] } };
    expect(() => siteOf(serves)).toThrow(/a distribution point serves http, smb or both/);
  });

  test('a source, local or on a share', () => {
    const site = siteOf({
      siteCode: 's01',
      install: { source: 'd:/ccm', manual: { runFrom: 'local' } },
    });
    expect(site.siteCode).toBe('S01');
    expect(site.install).toEqual({
      manual: {
        source: { kind: 'local', path: 'd:/ccm' },
        runFrom: { kind: 'local' },
      },
      groupPolicy: { source: { kind: 'local', path: 'd:/ccm' }, package: { kind: 'none' } },
      softwareUpdatePoint: { source: { kind: 'local', path: 'd:/ccm' } },
    });
    expect(() => siteOf({ install: { source: 'local' } })).toThrow(/is not a UNC path/);
  });

  test('the port of host:port is that of the scheme alone', () => {
    const point = (communication: string): unknown =>
      siteOf({
        product: 'current-branch',
        communication,
        roles: { managementPoints: 'mp01:7' },
      }).roles.managementPoints[0];
    const ports = (http: number, https: number): unknown => ({
      host: 'mp01',
      httpPorts: [http],
      httpsPorts: [https],
      clientNotificationPort: 10_123,
    });
    expect(point('http')).toEqual(ports(7, 443));
    expect(point('enhanced-http')).toEqual(ports(7, 443));
    expect(point('https')).toEqual(ports(80, 7));
  });
});
