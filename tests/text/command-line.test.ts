import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  type Shell,
  type Word,
  commandLine,
  outside,
  own,
  typed,
} from '../../src/text/command-line.ts';
import { describeUnless } from '../support/skip.ts';
import { anyCharacter } from '../support/any-character.ts';

const INSTEAD = 'PLACEHOLDER';

/** What shells take for more than a letter, what else there is, and what is wanted. */
const SPECIAL =
  ' \t\n\r\'"`$%!&|;<>(){}[]*?#~^@=+,:/\\-_.aZ0é漢\u2018\u2019\u201c\u3164\u00a0'.split('');
const anyText = fc.oneof(
  fc.string({ unit: fc.constantFrom(...SPECIAL), maxLength: 12 }),
  fc.string({ unit: fc.constantFrom(...' ()~+=,/\\.:_-ax0éß漢あ'.split('')), maxLength: 12 }),
  fc.string({ unit: anyCharacter, maxLength: 12 }),
  fc.constantFrom(
    '$(touch${IFS}x)',
    '`touch x`',
    "'; touch x; '",
    '"; touch x; "',
    '%COMSPEC%',
    '--site=x',
    '-rf',
    '',
    '~',
    '~root',
    'a\\',
    'my folder\\',
    String.raw`C:\Program Files\site.yaml`,
    String.raw`\\files01\ccm client`,
    'pc001.contoso.com',
    '::1',
  ),
);
const anyWord: fc.Arbitrary<Word> = fc
  .tuple(anyText, fc.boolean())
  .map(([text, isTyped]) => (isTyped ? typed : outside)(text, INSTEAD));

/** What the contract lets each kind of word hold. */
const ALLOWED = {
  outside: /^[A-Za-z0-9._:][A-Za-z0-9._:-]*$/,
  typed: /^[A-Za-z0-9._:/\\,=+~() \p{L}][A-Za-z0-9._:/\\,=+~() \p{L}-]*$/u,
};
const HIDDEN = /\p{Default_Ignorable_Code_Point}/u;

function isAllowed(word: Word): boolean {
  return word.from === 'own' || (ALLOWED[word.from].test(word.text) && !HIDDEN.test(word.text));
}

function textOf(word: Word): string {
  return isAllowed(word) ? word.text : INSTEAD;
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ccm-preflight-shell-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** The words that a real shell takes a line apart into; it can start no program but its own printf. */
function wordsInShell(line: string): readonly string[] {
  const ended = spawnSync('/bin/sh', ['-c', `printf '%s\\0' ${line}`], {
    cwd: folder,
    env: { PATH: '', HOME: '/home' },
    encoding: 'utf8',
  });
  expect([ended.status, ended.stderr]).toEqual([0, '']);
  return ended.stdout.split('\0').slice(0, -1);
}

describe('for sh', () => {
  test('a line gives back exactly its words, or placeholders, and nothing else runs', () => {
    fc.assert(
      fc.property(fc.array(anyWord, { minLength: 1, maxLength: 40 }), (words) => {
        expect(wordsInShell(commandLine([own('check'), ...words], 'sh'))).toEqual([
          'check',
          ...words.map(textOf),
        ]);
        expect(fs.readdirSync(folder)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

test.each<[Shell, 'typed' | 'outside', string, string]>([
  ['sh', 'outside', 'pc001.contoso.com', 'pc001.contoso.com'],
  ['sh', 'outside', 'fe80::1', 'fe80::1'],
  ['sh', 'outside', '$(touch${IFS}x)', INSTEAD],
  ['sh', 'outside', 'pc 001', INSTEAD],
  ['sh', 'outside', 'a/b', INSTEAD],
  ['sh', 'outside', 'fe80::1%eth0', INSTEAD],
  ['sh', 'outside', '-o', INSTEAD],
  ['sh', 'outside', 'section_start:1:x', INSTEAD],
  ['sh', 'outside', 'pcä', INSTEAD],
  ['windows', 'outside', 'pc001', 'pc001'],
  ['windows', 'outside', '-o', INSTEAD],
  ['sh', 'typed', 'site.yaml', 'site.yaml'],
  ['sh', 'typed', '/srv/site.yaml', '/srv/site.yaml'],
  ['sh', 'typed', 'my site.yaml', '"my site.yaml"'],
  ['sh', 'typed', 'ports.http=8080', '"ports.http=8080"'],
  ['sh', 'typed', String.raw`C:\site.yaml`, String.raw`'C:\site.yaml'`],
  ['sh', 'typed', 'サイト.yaml', '"サイト.yaml"'],
  ['sh', 'typed', '~/site.yaml', '"~/site.yaml"'],
  ['sh', 'typed', '100%.yaml', INSTEAD],
  ['sh', 'typed', "bob's.yaml", INSTEAD],
  ['sh', 'typed', 'a\u3164b', INSTEAD],
  ['sh', 'typed', '-', INSTEAD],
  ['sh', 'typed', '', INSTEAD],
  ['windows', 'typed', String.raw`C:\site.yaml`, String.raw`C:\site.yaml`],
  ['windows', 'typed', String.raw`C:\my sites\s (1).yaml`, String.raw`"C:\my sites\s (1).yaml"`],
  ['windows', 'typed', String.raw`\\files01\ccm`, String.raw`\\files01\ccm`],
  ['windows', 'typed', 'a,b', '"a,b"'],
  ['windows', 'typed', 'サイト.yaml', '"サイト.yaml"'],
  // The program would take it for a quote: a backslash stands before it.
  ['windows', 'typed', 'my folder\\', INSTEAD],
  ['windows', 'typed', 'folder\\', 'folder\\'],
  ['windows', 'typed', 'a!b', INSTEAD],
  ['windows', 'typed', 'a^b', INSTEAD],
  ['windows', 'typed', 'it\u2019s', INSTEAD],
])('%s, %s: %j is printed as %s', (shell, from, text, expected) => {
  const word = from === 'typed' ? typed(text, INSTEAD) : outside(text, INSTEAD);
  expect(commandLine([word], shell)).toBe(expected);
});

const PWSH = process.env['CCM_PREFLIGHT_PWSH'] ?? 'pwsh';

function whyNoPowerShell(): string | null {
  try {
    execFileSync(PWSH, ['-NoProfile', '-Command', '1'], { stdio: 'pipe' });
    return null;
  } catch {
    return 'PowerShell (pwsh) is not installed';
  }
}

describeUnless(whyNoPowerShell())('for Windows, in PowerShell', () => {
  test('a line gives back exactly its words, or placeholders', () => {
    const words = fc.sample(anyWord, { numRuns: 600, seed: 1 });
    // A process takes half a second here.
    const rows = Array.from({ length: 12 }, (_none, row) => words.slice(row * 50, row * 50 + 50));
    const lines = rows.map((row) => `& '${process.execPath}' $echo ${commandLine(row, 'windows')}`);
    const script = path.join(folder, 'lines.ps1');
    const echo = `process.stdout.write(JSON.stringify(process.argv.slice(2))+"\\n")`;
    fs.writeFileSync(path.join(folder, 'echo.cjs'), echo);
    fs.writeFileSync(
      script,
      `\u{feff}$echo = '${path.join(folder, 'echo.cjs')}'\n${lines.join('\n')}\n`,
    );
    const said = execFileSync(PWSH, ['-NoProfile', '-File', script], { encoding: 'utf8' });
    fs.rmSync(script);
    fs.rmSync(path.join(folder, 'echo.cjs'));
    const found = said
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    const printed = (word: Word): string =>
      word.text.endsWith('\\') && /[^A-Za-z0-9._:/\\-]/.test(word.text) ? INSTEAD : textOf(word);
    expect(found).toEqual(rows.map((row) => row.map(printed)));
  });
});
