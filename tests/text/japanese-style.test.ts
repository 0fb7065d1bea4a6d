import { describe, expect, test } from '@jest/globals';
import { EN } from '../../src/text/en/index.ts';
import { JA } from '../../src/text/ja/index.ts';
import { WORDS } from '../../src/text/ja/sources.ts';
import { CATALOGUES } from '../../src/catalogue/index.ts';
import { type Leaf, leavesOf } from './samples.ts';
import { told } from './told.ts';

const ENGLISH: ReadonlyMap<string, Leaf> = new Map(leavesOf(EN).map((leaf) => [leaf.path, leaf]));

interface Said {
  readonly path: string;
  readonly ja: string;
}

/** Rows of the port document of 2007, which are quoted as it spells them. */
const QUOTED: ReadonlySet<string> = new Set(
  CATALOGUES.cm2007.flows.map(({ source }) => source.row),
);

const SAID: readonly Said[] = [
  ...told(leavesOf(JA), ENGLISH),
  ...Object.entries(WORDS)
    .filter(([row]) => !QUOTED.has(row))
    .map(([row, ja]) => ({ path: `sources.${row}`, ja })),
];

/** Endings of clauses behind which another text puts a full stop. */
const CLAUSES =
  /^(?:causes|happened|warning|explanation|reasons|many\.warning|table\.headline|diagnose|self|errorCode|sources|logErrors|help|discover\.(?:outcome|notAsked)|html|joinedHtml|plan|yamlRule|reason|site\.(?:host|problem)|(?:many|diff)\.noAnswer)\b/;

/** A column's width, words that another text follows, and lists that the samples leave empty. */
const BLANKS_MEANT =
  /^(?:help\.|listen\.reached|files\.lock\.anotherProcess|notes\.lab\.brokenOnPurpose|merge\.gap|many\.effect|diff\.here)/;

const JAPANESE = String.raw`[\u3041-\u30ff\u4e00-\u9fff]`;

/** @returns the texts that a pattern is found in */
function found(pattern: RegExp, except: RegExp = /^$/): readonly string[] {
  return SAID.filter(({ path, ja }) => !except.test(path) && pattern.test(ja)).map(
    ({ path, ja }) => `${path}: ${ja}`,
  );
}

describe('Japanese is written as Microsoft writes it today', () => {
  test('there is something to look at', () => {
    expect(SAID.length).toBeGreaterThan(600);
  });

  test('words keep their long vowel mark', () => {
    expect(
      found(/(?:コンピュータ|フォルダ|ブラウザ|プリンタ|ユーザ|ヘッダ|フィルタ|サーバ|エラ)(?!ー)/),
    ).toEqual([]);
  });

  test('no ASCII comma, semicolon or full stop stands where Japanese punctuation belongs', () => {
    expect(found(new RegExp(`${JAPANESE}[,;.](?:\\s|$|${JAPANESE})|[,;] *${JAPANESE}`))).toEqual(
      [],
    );
  });

  test('no blank stands beside Japanese punctuation, none is double, none is at an end', () => {
    expect(found(/[。、「] | [。、」]|\S {2,}\S| $/m, BLANKS_MEANT)).toEqual([]);
  });

  test('a sentence is polite', () => {
    expect(
      found(
        /(?:である|だ|ない|する|(?<![まで])した|れる|れた|いる|ある|なる|なった|きる|える|せる|った|んだ|(?<![まで])す)。/,
      ),
    ).toEqual([]);
  });

  test('a message is polite at its end', () => {
    expect(
      found(
        /(?:である|ではない|できない|がない|はない|もない|しない|れない|ている|された|している)$/,
      ),
    ).toEqual([]);
  });

  test('no ending is there twice, and no blank beside a corner bracket', () => {
    expect(
      found(
        /ましまし|でした[。]?でした|ですです|ますます|[\u3041-\u30ff\u4e00-\u9fff] 「|」 [\u3041-\u30ff\u4e00-\u9fff]/,
      ),
    ).toEqual([]);
  });

  test('a blank stands between a bracket and the word that follows', () => {
    expect(found(/[A-Za-z0-9]\)(?:を|が|と|に|は|の)/, BLANKS_MEANT)).toEqual([]);
  });

  test('of several sentences the last one is ended too', () => {
    expect(found(/。[^。]*(?:ます|ません|です|ました|でした|ください)$/, CLAUSES)).toEqual([]);
  });
});
