import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { MAX_OWN_TEXT } from '../../src/catalogue/own.ts';
import { loadSite } from '../../src/run/load-site.ts';
import { ownRowsFrom } from '../../src/site/own-rows.ts';
import { parseSource } from '../../src/site/parse.ts';
import { SiteError, type SiteProblem } from '../../src/site/problem.ts';
import { EN } from '../../src/text/en/index.ts';
import { JA } from '../../src/text/ja/index.ts';

const EXAMPLE = path.join(import.meta.dirname, '..', '..', 'examples', 'catalogue.yaml');

/** A row that is as it should be, by its lines. */
const GOOD: Readonly<Record<string, string>> = {
  id: 'own-viewer',
  methods: 'own-remote-control',
  from: 'site-server',
  to: 'client',
  transport: 'tcp',
  port: '2701',
  necessity: 'required',
  title: 'remote control',
  source: 'the handbook',
};

/** A file with one row; null takes a key away. */
function fileOf(...rows: readonly Readonly<Record<string, string | null>>[]): string {
  const lines = rows.flatMap((changes) =>
    Object.entries({ ...GOOD, ...changes })
      .filter(([, value]) => value !== null)
      .map(([key, value], index) => `${index === 0 ? '  - ' : '    '}${key}: ${value}`),
  );
  return `rows:\n${lines.join('\n')}\n`;
}

function read(...texts: readonly string[]) {
  return ownRowsFrom(texts.map((text, index) => parseSource(text, `rows-${index + 1}.yaml`)));
}

function problemsOf(...texts: readonly string[]): readonly string[] {
  return problemsIn(EN.site.problem, ...texts);
}

function problemsIn(
  tell: (problem: SiteProblem) => string,
  ...texts: readonly string[]
): readonly string[] {
  try {
    read(...texts);
    return [];
  } catch (thrown) {
    if (!(thrown instanceof SiteError)) throw thrown;
    return thrown.told(tell).problems.map(({ where, message }) => `${where}: ${message}`);
  }
}

describe('rows that are taken', () => {
  test('a TCP port is asked whether it accepts, and the site says when', () => {
    expect(read(fileOf({}))).toEqual([
      {
        name: 'own-viewer',
        methods: ['own-remote-control'],
        products: ['cm2007', 'current-branch'],
        from: 'site-server',
        to: 'client',
        transport: 'tcp',
        proof: { kind: 'service', service: 'tcp', port: 2701 },
        named: null,
        when: ['always'],
        necessity: 'required',
        words: {
          title: 'remote control',
          purpose: '',
          symptom: '',
          fix: '',
          source: 'the handbook',
        },
      },
    ]);
  });

  const SERVER = { from: 'client', to: 'distribution-point' };
  test.each<[string, Readonly<Record<string, string | null>>, object]>([
    ['UDP', { ...SERVER, transport: 'udp', port: '69' }, { kind: 'by-hand', port: 69 }],
    [
      'a range',
      { ...SERVER, port: '49152-65535' },
      { kind: 'by-hand', port: { first: 49_152, last: 65_535 } },
    ],
    ['ICMP', { transport: 'icmp', port: null }, { kind: 'icmp' }],
    ['SMB', { port: '445', service: 'smb' }, { kind: 'service', service: 'smb', port: 445 }],
  ])('%s', (_what, changes, proof) => {
    expect(read(fileOf(changes)).map((row) => row.proof)).toEqual([proof]);
  });

  test('line breaks in a text are blanks', () => {
    const [row] = read(fileOf({ purpose: '|\n      first\n      second' }));
    expect(row?.words.purpose).toBe('first second');
  });

  test('several files are one catalogue', () => {
    const names = read(fileOf({}), fileOf({ id: 'own-second' })).map(({ name }) => name);
    expect(names).toEqual(['own-viewer', 'own-second']);
  });

  test('the example that is shipped is remote control and PXE', () => {
    const rows = read(readFileSync(EXAMPLE, 'utf8'));
    expect(rows.map(({ methods, transport, proof }) => [methods[0], transport, proof])).toEqual([
      ['own-remote-control', 'tcp', { kind: 'service', service: 'tcp', port: 2701 }],
      ['own-pxe', 'udp', { kind: 'by-hand', port: 67 }],
      ['own-pxe', 'udp', { kind: 'by-hand', port: 4011 }],
      ['own-pxe', 'udp', { kind: 'by-hand', port: 69 }],
    ]);
  });
});

describe('rows that are refused', () => {
  test.each<[string, Readonly<Record<string, string | null>>, string]>([
    ['a name of ours', { id: 'smb' }, '2:9: rows[0].id: "smb" is no name of your own: "own-" and'],
    ['capitals', { id: 'own-PXE' }, '2:9: rows[0].id: "own-PXE" is no name of your own'],
    [
      'a method that is misspelt',
      { methods: 'client-pusch' },
      '3:14: rows[0].methods: "client-pusch" is no method: client-push, ',
    ],
    [
      'no method at all',
      { methods: '[]' },
      '3:14: rows[0].methods: a list that is not empty is needed',
    ],
    [
      'no product at all',
      { products: '[]' },
      'rows[0].products: a list that is not empty is needed',
    ],
    [
      'no host at all',
      { from: 'client', to: 'management-point', hosts: '[]' },
      'rows[0].hosts: a list that is not empty is needed',
    ],
    [
      'a product',
      { products: 'cm2012' },
      'rows[0].products can\'t be "cm2012"; allowed: cm2007, current-branch',
    ],
    [
      'an end',
      { from: 'console' },
      '4:11: rows[0].from can\'t be "console"; allowed: site-server, client',
    ],
    [
      'a role',
      { to: 'pxe-point' },
      '5:9: rows[0].to can\'t be "pxe-point"; allowed: client, site-server, ',
    ],
    [
      'client to client',
      { from: 'client' },
      '5:9: row "own-viewer" is from the client to the client',
    ],
    [
      'site server to a server',
      { to: 'management-point' },
      '5:9: row "own-viewer" is from the site-server to the management-point',
    ],
    ['hosts of clients', { hosts: 'pc001' }, 'row "own-viewer" goes to the clients'],
    [
      'a role that no site names',
      { from: 'client', to: 'domain-controller' },
      '5:9: row "own-viewer": the site does not name a domain-controller, so the row has to: hosts: ',
    ],
    [
      'a transport',
      { transport: 'sctp' },
      '6:16: rows[0].transport can\'t be "sctp"; allowed: icmp, tcp, udp',
    ],
    ['no port', { port: null }, '6:16: row "own-viewer" has no port'],
    ['a port of ICMP', { transport: 'icmp' }, '7:11: row "own-viewer": ICMP has no ports'],
    [
      'port 0',
      { port: '0' },
      '7:11: rows[0].port: a port is a whole number from 1 to 65535, found 0',
    ],
    [
      'port 65536',
      { port: '65536' },
      '7:11: rows[0].port: a port is a whole number from 1 to 65535, found 65536',
    ],
    [
      'several ports',
      { port: '[67, 69]' },
      '7:11: rows[0].port: a port is a whole number from 1 to 65535, found a list',
    ],
    [
      'a range that runs backwards',
      { port: '69-67' },
      '7:11: rows[0].port: "69-67" is not a range of ports',
    ],
    [
      'a service of UDP',
      { transport: 'udp', service: 'smb' },
      'row "own-viewer": service smb is asked at one TCP port',
    ],
    [
      'a necessity',
      { necessity: 'must' },
      '8:16: rows[0].necessity can\'t be "must"; allowed: required, helpful, documented',
    ],
    [
      'a condition',
      { condition: 'source-given' },
      'rows[0].condition can\'t be "source-given"; allowed: always, clients-on-intranet, ',
    ],
    ['no title', { title: null }, '2:5: rows[0].title must be a text, found nothing'],
    [
      'an empty source',
      { source: '""' },
      '10:13: rows[0].source: a text that is not empty is needed',
    ],
    [
      'a source of blanks',
      { source: '"  "' },
      '10:13: rows[0].source: a text that is not empty is needed',
    ],
    [
      'a text that turns the terminal around',
      { title: String.raw`"a\u202eb"` },
      '9:12: rows[0].title: a text has at most 600 characters, without control characters',
    ],
    [
      'a text that clears the screen',
      { fix: String.raw`"\x1b[2J"` },
      'rows[0].fix: a text has at most 600 characters, without control characters',
    ],
    [
      'a text that is too long',
      { purpose: 'x'.repeat(MAX_OWN_TEXT + 1) },
      'rows[0].purpose: a text has at most 600 characters',
    ],
    [
      'a key that there is not',
      { when: 'always' },
      'unknown key "when" in rows[0]; allowed: id, methods, ',
    ],
  ])('%s', (_what, changes, expected) => {
    const [problem = '', ...others] = problemsOf(fileOf(changes));
    expect(problem).toContain(expected);
    expect(problem).toMatch(/^rows-1\.yaml:\d+:\d+: /);
    expect(others).toEqual([]);
  });

  test('an id that stands twice, in one file or in two, with the place of the first', () => {
    const twice = 'a second row has the id "own-viewer", the first is at rows-1.yaml:2:9';
    expect(problemsOf(fileOf({}, {}))).toEqual([expect.stringContaining(`11:9: ${twice}`)]);
    expect(problemsOf(fileOf({}), fileOf({}))).toEqual([
      expect.stringContaining(`rows-2.yaml:2:9: ${twice}`),
    ]);
  });

  test('a file that is none', () => {
    expect(problemsOf('product: cm2007\n')).toEqual([
      'rows-1.yaml:1:1: a catalogue file is a group with the key "rows", a list of rows',
    ]);
  });

  test('more rows than anybody looks at', () => {
    const rows = Array.from({ length: 257 }, (_none, index) => ({ id: `own-${index}` }));
    expect(problemsOf(fileOf(...rows))).toEqual([
      'rows-1.yaml: 257 rows of your own are more than the 256 that are taken',
    ]);
  });

  test('more methods than anybody judges', () => {
    const methods = Array.from({ length: 65 }, (_none, index) => `own-${index}`);
    const said = (names: readonly string[]): string => `[${names.join(', ')}]`;
    expect(problemsOf(fileOf({ id: 'own-row', methods: said(methods) }))).toEqual([
      'rows-1.yaml: 65 methods of your own are more than the 64 that are taken',
    ]);
    expect(problemsOf(fileOf({ id: 'own-row', methods: said(methods.slice(1)) }))).toEqual([]);
  });

  test('in Japanese too', () => {
    expect(problemsIn(JA.site.problem, fileOf({ id: 'smb' }))).toEqual([
      expect.stringContaining('独自の名前として使えません'),
    ]);
  });

  test('a catalogue that the programming interface is not given', () => {
    const site = { name: 'site.yaml', text: 'product: cm2007\ncatalogue: rows.yaml\n' };
    expect(() => loadSite(site)).toThrow('site.yaml: catalogue: nobody read rows.yaml');
    const rows = loadSite(site, [], [{ name: 'rows.yaml', text: fileOf({}) }]).ownRows;
    expect(rows.map(({ name }) => name)).toEqual(['own-viewer']);
  });
});
