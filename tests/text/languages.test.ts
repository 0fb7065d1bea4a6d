import { describe, expect, test } from '@jest/globals';
import { CATALOGUES } from '../../src/catalogue/index.ts';
import { COMMANDS } from '../../src/cli/commands/index.ts';
import { optionsIn } from '../../src/cli/command.ts';
import { isInCp932 } from '../../src/report/terminal/code-page-932.ts';
import { EN } from '../../src/text/en/index.ts';
import { JA } from '../../src/text/ja/index.ts';
import { WORDS } from '../../src/text/ja/sources.ts';
import { leavesOf } from './samples.ts';
import { told, untold } from './told.ts';

/** Those of yargs may stand in one language alone. */
const isOurs = ({ path }: { readonly path: string }): boolean => !path.startsWith('help.yargs.');

const ENGLISH = new Map(
  leavesOf(EN)
    .filter(isOurs)
    .map((leaf) => [leaf.path, leaf]),
);
const JAPANESE = leavesOf(JA).filter(isOurs);

/** Each text with samples of its values, in both. */
const TOLD = told(JAPANESE, ENGLISH);

/** Names of documents that exist in English alone. */
const TITLES = /^sources\.documents\.current-branch/;

test('both languages say the same things', () => {
  expect(JAPANESE.map(({ path }) => path).toSorted()).toEqual([...ENGLISH.keys()].toSorted());
});

test('every text has values to be looked at with', () => {
  expect(untold(ENGLISH)).toEqual([]);
});

describe('Japanese', () => {
  test('holds no English sentence', () => {
    const english = TOLD.filter(({ path }) => !TITLES.test(path)).filter(({ ja }) =>
      /\b[a-z]{2,} [a-z']{2,} [a-z']{2,}\b/.test(withoutCommands(ja)),
    );
    expect(english.map(({ path, ja }) => `${path}: ${ja}`)).toEqual([]);
  });

  test('says every value that English says', () => {
    const different = TOLD.filter(({ path }) => !SAYS_OTHERS.test(path)).filter(
      ({ values }) => values.en.join() !== values.ja.join(),
    );
    expect(different.map(({ path, en, ja }) => ({ path, en, ja }))).toEqual([]);
  });

  test('ends no sentence with a Latin full stop, and has no half-width kana', () => {
    const odd = TOLD.filter(({ ja }) =>
      /[\u3040-\u30ff\u4e00-\u9fff]\.(?:$| )|[\uff61-\uff9f]/.test(ja),
    );
    expect(odd.map(({ path, ja }) => `${path}: ${ja}`)).toEqual([]);
  });

  test('has only characters that a Japanese console shows', () => {
    const other = TOLD.filter(({ path, ja }) =>
      Array.from(path.startsWith('html.') ? '' : ja).some(
        (character) => character !== '\n' && !isInCp932(character),
      ),
    );
    expect(other.map(({ path, ja }) => `${path}: ${ja}`)).toEqual([]);
  });

  test('calls roles as the port document does', () => {
    const everything = TOLD.map(({ ja }) => ja).join('\n');
    // Other spellings of the same terms, as newer documents have them.
    expect(everything).not.toMatch(
      /サーバーロケーター|ロケーター ポイント|ソフトウェア更新ポイント|フォールバックステータス|クライアントプッシュ|エンドポイントマッパー|サイトサーバー/,
    );
  });

  test('every row of the port tables has its words', () => {
    const rows = Object.values(CATALOGUES).flatMap(({ flows }) =>
      flows.flatMap(({ source: { row, derivation, erratum } }) => [row, derivation, erratum]),
    );
    const wanted = new Set(rows.filter((row) => row !== undefined));
    expect([...wanted].filter((row) => !Object.hasOwn(WORDS, row))).toEqual([]);
    expect(Object.keys(WORDS).filter((row) => !wanted.has(row))).toEqual([]);
  });
});

test("yargs' words keep their places for values", () => {
  const places = (text: string): number => text.split('%s').length;
  const changed = Object.entries(JA.help.yargs).filter(
    ([word, text]) => places(word) !== places(text),
  );
  expect(changed).toEqual([]);
});

test('what English prints as it is, is ASCII', () => {
  const other = told(leavesOf(EN), ENGLISH)
    .filter(({ path }) => /^(help|errors|notes|saved|site)\./.test(path))
    .filter(({ en }) => !/^[\n\x20-\x7e]*$/.test(en));
  expect(other.map(({ path, en }) => `${path}: ${en}`)).toEqual([]);
});

/** A schema's or a parser's own English, of which Japanese tells the rule instead. */
const SAYS_OTHERS = /^(errors\.list\.csvRule|saved\.badValue|sources\.words|sentences)$/;

/** Command lines and names of programs are English everywhere. */
function withoutCommands(text: string): string {
  return text.replaceAll(/\b(?:ccm-preflight|netsh) [\x20-\x7e]*/g, '').replaceAll(/"[^"]*"/g, '');
}

describe.each([
  ['en', EN],
  ['ja', JA],
] as const)('help in %s', (_language, texts) => {
  test.each(COMMANDS.map(({ name, load }) => [name, load] as const))(
    '%s: every option, argument and example has its words',
    async (name, load) => {
      const command = await load();
      const words = command.help(texts);
      expect(words).toBe(texts.help.commands[name]);
      const mute = Object.entries(optionsIn(command, texts))
        .filter(([, { describe: description }]) => description === '')
        .map(([option]) => option);
      expect(mute).toEqual([]);
      expect(Object.keys(words.positionals)).toEqual(Object.keys(command.positionals ?? {}));
      const known = Object.keys(command.options);
      expect(Object.keys(words.options).filter((option) => !known.includes(option))).toEqual([]);
      for (const line of Object.keys(words.examples)) expect(line).toContain(`$0 ${name}`);
    },
  );
});
