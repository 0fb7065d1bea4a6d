import { describe, expect, test } from '@jest/globals';
import { checkHost } from '../../src/site/host.ts';
import { printable } from '../../src/base/printable.ts';
import { loadSite } from '../../src/run/load-site.ts';
import { parseValue } from '../../src/site/parse.ts';
import { tellValueProblem } from '../../src/text/en/site.ts';
import { SiteError } from '../../src/site/problem.ts';
import { checkUnc } from '../../src/site/unc.ts';
import { readNames } from '../cli/clients/read.ts';
import { isSafe } from '../fuzz/finding.ts';

/** Every problem of a site file with this text, and nothing else is thrown. */
function problemsOf(text: string): readonly string[] {
  try {
    loadSite({ name: 'site.yaml', text });
    return [];
  } catch (thrown) {
    if (thrown instanceof SiteError) return thrown.problems.map(({ message }) => message);
    throw thrown;
  }
}

describe('a site file', () => {
  test.each([
    ['brackets', '['.repeat(500_000)],
    ['mappings', '{a: '.repeat(100_000)],
    ['lists in a line', '- '.repeat(200_000)],
    ['keys in a line', '? '.repeat(200_000)],
    [
      'indentation',
      Array.from({ length: 1_000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
    ],
  ])('nested by %s is refused, and does not end the process', (_name, text) => {
    expect(problemsOf(text)).toEqual(['nested deeper than 64 levels']);
    expect(() => parseValue(text, '--set')).toThrow(SiteError);
  });

  // These took minutes: each key was compared with all, each alias looked up among all nodes.
  test('of fifty thousand keys', () => {
    const keys = Array.from({ length: 50_000 }, (_, index) => `k${index}: 1`).join('\n');
    expect(problemsOf(keys)).toHaveLength(100);
    expect(problemsOf(`${keys}\nk7: 1`)).toEqual(['Map keys must be unique']);
  });

  test('of fifty thousand aliases', () => {
    const aliases = `a: &a 1\nb: [${'*a,'.repeat(50_000)}]`;
    expect(problemsOf(aliases)).toEqual(['more than 1000 aliases']);
  });

  test.each([
    '*\u202enope',
    'a: "\\u\u001b[2J"',
    'roles: { managementPoints: ["-\u001b[2J\u2028"] }',
    'install: { source: "\\\\\\\\files01\\\\a\u2028b" }',
    '"\u2028": 1',
    'siteServer: "a\u{1f600}"',
  ])('a message about %j can be printed', (text) => {
    const problems = problemsOf(text);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.filter((problem) => !isSafe(problem))).toEqual([]);
  });
});

test('a path whose folder holds a line separator is refused', () => {
  expect('problem' in checkUnc('\\\\files01\\ccm\\a\u2028b')).toBe(true);
});

test('a host name is quoted without what steers a terminal', () => {
  const checked = checkHost('-\u001b[2J');
  expect('problem' in checked ? isSafe(tellValueProblem(checked.problem)) : false).toBe(true);
});

test('a quotation that is cut leaves no half of a pair', () => {
  expect(isSafe(printable(`${'a'.repeat(78)}\u{1f600}\u{1f600}`))).toBe(true);
});

test.each(['"\u001b[2J\u202e', '\u001b[2J\u202e,x'])(
  'a message about CSV can be printed: %j',
  async (row) => {
    const message = await readNames(`name,x\n${row}`).then(String, String);
    expect(message).toContain('standard input:2: ');
    expect(message.split('\n').filter((line) => !isSafe(line))).toEqual([]);
  },
);
