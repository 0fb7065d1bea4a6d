import { describe, expect, test } from '@jest/globals';
import { parseClientList } from '../../src/cli/client-list.ts';

const parse = (text: string): readonly string[] => parseClientList(Buffer.from(text), 'list');

describe('a list of clients', () => {
  test.each<[string, string, readonly string[]]>([
    [
      'a name a line, blanks and comments',
      '# Pilot, wave 1\n\npc1 # front desk\r\n  pc2\n',
      ['pc1', 'pc2'],
    ],
    [
      'what Export-Csv writes',
      '#TYPE Selected.Computer\n"Name","OS"\n"pc1","Windows 10"\n',
      ['pc1'],
    ],
    ['one column', 'DNSHostName\npc1.contoso.com\n', ['pc1.contoso.com']],
    ['semicolons, another order', 'OS;ComputerName\nWindows;pc1\n\nWindows;pc2\n', ['pc1', 'pc2']],
    ['tabs', 'Device Name\tSite\npc1\tS01\n', ['pc1']],
    ['addresses', '10.0.0.7\nfe80::7\n', ['10.0.0.7', 'fe80::7']],
  ])('%s', (_what, text, names) => {
    expect(parse(text)).toEqual(names);
  });

  test('every bad line is named', () => {
    expect(() => parse('pc1\n-oProxy\npc2\na b\n')).toThrow(/^list:2: .*"-oProxy"\nlist:4: "a b"/);
  });

  test('of many bad lines the first ten', () => {
    const lines = Array.from({ length: 30 }, () => '-x').join('\n');
    expect(() => parse(lines)).toThrow(/\nlist: 20 more$/);
  });

  test('several names on one line look like CSV', () => {
    expect(() => parse('pc1, pc2')).toThrow('list:1: this looks like CSV, but no column');
  });
});
