import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { isLoneHeading } from '../../../src/cli/clients/headings.ts';
import { readNames } from './read.ts';
import { runs } from '../../support/long.ts';

const KEY = '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n';

describe('a list of clients', () => {
  test.each<[string, string, readonly string[]]>([
    [
      'a name a line, blanks and comments',
      '# Pilot, wave 1\n\npc1 # front desk\r\n  pc2\n',
      ['pc1', 'pc2'],
    ],
    ['a comment with a comma behind the first name', 'pc1 # desk, Berlin\npc2\n', ['pc1', 'pc2']],
    ['line ends of a Macintosh', 'pc1\rpc2\r\rpc3', ['pc1', 'pc2', 'pc3']],
    [
      'what Export-Csv writes',
      '#TYPE Selected.Computer\n"Name","OS"\n"pc1","Windows 10"\n',
      ['pc1'],
    ],
    ['one column', 'DNSHostName\npc1.contoso.com\n', ['pc1.contoso.com']],
    ['one column in quotation marks', '"Device Name"\n"pc1"\n', ['pc1']],
    ['computers called almost like a column', 'client-0\ncomputer-0\n', ['client-0', 'computer-0']],
    ['semicolons, another order', 'OS;ComputerName\nWindows;pc1\n\nWindows;pc2\n', ['pc1', 'pc2']],
    ['semicolons, and commas in cells', 'Name;"OU, DC"\npc1;"a, b, c"\n', ['pc1']],
    ['tabs', 'Device Name\tSite\npc1\tS01\n', ['pc1']],
    ['addresses', '10.0.0.7\nfe80::7\n', ['10.0.0.7', 'fe80::7']],
    ['a query of the site database', 'Netbios_Name0,AD_Site0\npc1,Berlin\n', ['pc1']],
    [
      'the full name before the short one, which stands in where it is empty',
      'Name,DNSHostName,Client\npc1,pc1.contoso.com,Yes\npc2,,Yes\n,pc3.contoso.com,No\n,,No\n',
      ['pc1.contoso.com', 'pc2', 'pc3.contoso.com'],
    ],
    ['the console’s column Client is no name', 'Client,Name\nYes,pc1\nNo,\n', ['pc1']],
    [
      'a cell of several lines',
      'Description,Name\n"a\r\nb\n#c ""d""",pc1\ne,pc2\n',
      ['pc1', 'pc2'],
    ],
    ['quotation marks within a cell', 'Description,Name\n19" rack,pc1\n', ['pc1']],
    ['short rows', 'OS,Name\nWindows\nWindows,pc1\n', ['pc1']],
    ['one byte', 'a', ['a']],
  ])('%s', async (_what, text, names) => {
    expect(await readNames(text)).toEqual(names);
  });

  test('a column in the code page of a country beside the names', async () => {
    const text = 'Name;Beschreibung\r\npc1;Gerät\r\npc2;"Büro"\r\n';
    expect(await readNames(Buffer.from(text, 'latin1'))).toEqual(['pc1', 'pc2']);
  });

  test.each<[string, string, readonly string[]]>([
    ['which may be any', 'Name,Asset tag\nWindows,pc1\n', ['pc1']],
    ['whatever its case', 'Name,ASSET TAG \nWindows,pc1\n', ['pc1']],
    ['of one', 'Asset Tag\npc1\n', ['pc1']],
    ['alone: another does not stand in', 'Name,Asset Tag\npc1,\npc2,pc3\n', ['pc3']],
  ])('the column that is said, %s', async (_what, text, names) => {
    expect(await readNames(text, [], 'asset tag')).toEqual(names);
  });
});

describe('a list is refused', () => {
  test.each<[string, string, RegExp]>([
    ['comments alone', '# a\n\n#b', /^--clients: standard input holds no client/],
    ['nothing', '', /^--clients: standard input holds no client/],
    [
      'several names on one line',
      'pc1, pc2',
      /^standard input:1: this looks like CSV, but no column/,
    ],
    ['a bad name', 'pc1\n\na b\n', /^standard input:3: "a b" is not a host name/],
    ['a bad name in CSV', 'Name,x\n"pc\n1",\npc2,', /^standard input:3: "pc.1" is not a host name/],
    ['what follows a quoted cell', 'Name,x\npc1,"a\nb"\n-x,', /^standard input:4: .*"-x"/],
    [
      'no end of a cell',
      'Name,x\npc1,\n\npc2,"a\nb\n',
      /^standard input:[34]: .* mark is not closed/,
    ],
    [
      'a line without end',
      `pc1\n${'a'.repeat(16_385)}`,
      /^standard input:2: longer than 16384 characters/,
    ],
    [
      'a cell without end',
      `Name,x\npc1,"${'a\n'.repeat(9_000)}`,
      /^standard input:2: .*a record longer/,
    ],
    ['a key', KEY, /^standard input:1: a PEM file/],
    ['a key after other text', `Bag Attributes: x\n${KEY}`, /^standard input:2: a PEM file/],
    ['a key in CSV', `Name,x\npc1,"\n${KEY}`, /^standard input:3: a PEM file/],
    ['a program', 'pc1\n\u007fELF\u0001\u0000', /^standard input:2: control characters/],
  ])('for %s', async (_what, text, message) => {
    const refused = await readNames(text).then(String, String);
    expect(refused.replace('UsageError: ', '')).toMatch(message);
    expect(refused).not.toContain('MII');
    expect(refused).not.toContain('Bag');
  });

  test('naming every bad line', async () => {
    await expect(readNames('pc1\n-oProxy\npc2\na b\n')).rejects.toThrow(
      /^standard input:2: .*"-oProxy"\nstandard input:4: "a b"/,
    );
  });

  test('naming the first ten of many bad lines', async () => {
    const lines = Array.from({ length: 30 }, () => '-x').join('\n');
    await expect(readNames(lines)).rejects.toThrow(
      /\nstandard input:10: .*\nstandard input: 20 more\nstandard input: --skip-invalid leaves out [^\n]*$/,
    );
  });

  test('for a column that is not there, telling those that are', async () => {
    await expect(readNames('Name;\u001bOS\u2028b\npc1;x', [], 'no such')).rejects.toThrow(
      '--column: standard input:1 has no column "no such", found "Name", "\u{fffd}OS\u{fffd}b"',
    );
  });
});

describe('however a list is cut', () => {
  const line = fc.oneof(
    fc.constantFrom('', '# comment', '  pc1 ', 'pc2 # ü€😀', '10.0.0.7', 'fe80::7'),
    // A word that heads a column is no name where it stands first.
    fc.stringMatching(/^[a-z][a-z0-9]{0,12}$/).filter((name) => !isLoneHeading(name)),
  );
  const cell = fc.constantFrom('', '"a,b"', '"a\nb"', '"a\r\n\r\n#b ""c"""', 'ü€😀', '5" x');
  const end = fc.constantFrom('\n', '\r\n', '\r');
  const lengths = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 60 });
  const encode: Record<string, (text: string) => Uint8Array> = {
    'UTF-8': (text) => Buffer.from(text),
    'UTF-8 with its mark': (text) => Buffer.from(`\ufeff${text}`),
    'UTF-16': (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
    'UTF-16 without its mark': (text) => Buffer.from(text, 'utf16le'),
    'big-endian UTF-16': (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
    'big-endian UTF-16 without its mark': (text) => Buffer.from(text, 'utf16le').swap16(),
  };

  test.each(Object.entries(encode))('a plain list in %s', async (_name, toBytes) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(line).map((lines) => [...lines, 'pc0']),
        end,
        lengths,
        async (lines, eol, cuts) => {
          const text = ['#', ...lines].join(eol);
          const names = lines.map((each) => each.replace(/#.*/, '').trim()).filter((n) => n !== '');
          expect(await readNames(toBytes(text), cuts)).toEqual(names);
        },
      ),
      { numRuns: runs(100) },
    );
  });

  test.each(Object.entries(encode))('CSV in %s', async (_name, toBytes) => {
    const row = fc.tuple(cell, fc.stringMatching(/^p[a-z0-9]{0,5}$/), cell);
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1 }), end, lengths, async (rows, eol, cuts) => {
        const text = [
          '#TYPE x',
          'a,Name,b',
          ...rows.map((cells) => cells.join(',').replaceAll('\n', eol)),
        ].join(eol);
        expect(await readNames(toBytes(text), cuts)).toEqual(rows.map(([, name]) => name));
      }),
      { numRuns: runs(100) },
    );
  });

  test('bad lines have the same numbers', async () => {
    const text = '#\r\nName,x\r\npc1,"a\r\nb"\r\n\r\n-x,\r\n"-y",\r\n';
    const whole = await readNames(text).then(String, String);
    expect(whole).toMatch(/^UsageError: standard input:6: .*\nstandard input:7: /);
    await fc.assert(
      fc.asyncProperty(lengths, async (cuts) => {
        expect(await readNames(text, cuts).then(String, String)).toBe(whole);
      }),
      { numRuns: runs(100) },
    );
  });
});
