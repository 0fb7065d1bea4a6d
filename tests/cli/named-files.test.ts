import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { filesNamed } from '../../src/cli/named-files.ts';

const ERRORS = {
  emptyFolder: () => new Error('empty folder'),
  noMatch: () => new Error('no match'),
  unreadable: () => new Error('unreadable'),
};
const NAMES = ['a.json', 'ab.json', 'abab.json', 'b(1).json', 'ü😀.json', `${'a'.repeat(200)}.log`];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'ccm-preflight-named-'));
  for (const name of NAMES) writeFileSync(path.join(folder, name), '');
});
afterAll(() => rmSync(folder, { recursive: true }));

const named = (pattern: string): Promise<readonly string[]> =>
  filesNamed(pattern, folder, /./, ERRORS).catch((thrown: unknown) =>
    thrown instanceof Error ? [thrown.message] : [],
  );

describe('a pattern', () => {
  test.each([
    ['*.json', ['a.json', 'ab.json', 'abab.json', 'b(1).json', 'ü😀.json']],
    ['a*', ['a.json', NAMES[5], 'ab.json', 'abab.json']],
    ['ab*b.json', ['abab.json']],
    ['a*a*.json', ['abab.json']],
    ['?.json', ['a.json']],
    ['??.json', ['ab.json', 'ü😀.json']],
    ['b(?).json', ['b(1).json']],
    ['*b*', ['ab.json', 'abab.json', 'b(1).json']],
    ['**', NAMES.toSorted()],
    ['[ab]*.json', ['no match']],
    ['a.json*a.json', ['no match']],
  ])('%s', async (pattern, files) => {
    expect(await named(pattern)).toEqual(files);
  });

  test('of many stars takes no longer for a name that it does not fit', async () => {
    expect(await named(`${'*a'.repeat(60)}*b`)).toEqual(['no match']);
  });

  test('names what it was made from', async () => {
    const part = fc.constantFrom('a', 'b', '.', 'ab');
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...NAMES), fc.array(part), async (name, parts) => {
        const pattern = `*${parts.join('*')}*`;
        expect((await named(pattern)).includes(name)).toBe(isInOrder(name, parts));
      }),
    );
  });
});

function isInOrder(name: string, parts: readonly string[]): boolean {
  let at = 0;
  for (const part of parts) {
    const found = name.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return true;
}
