import { describe, expect, test } from '@jest/globals';
import { languageOf, textsFor } from '../../src/cli/language.ts';
import { charactersOf } from '../../src/cli/streams.ts';
import { isInCp932 } from '../../src/report/terminal/code-page-932.ts';
import { makeStyle } from '../../src/report/terminal/style.ts';
import { Collector } from '../support/streams.ts';
import { run } from './run.ts';

describe('the language of the system', () => {
  test.each([
    [{}, 'en'],
    [{ LANG: 'ja_JP.UTF-8' }, 'ja'],
    [{ LANG: 'ja_JP.utf8' }, 'ja'],
    [{ LANG: 'ja' }, 'ja'],
    [{ LANG: 'ja_JP' }, 'ja'],
    [{ LANG: 'ja-JP' }, 'ja'],
    [{ LANG: 'ja_JP.eucJP' }, 'en'],
    [{ LANG: 'ja_JP.SJIS' }, 'en'],
    [{ LANG: 'C' }, 'en'],
    [{ LANG: 'C.UTF-8' }, 'en'],
    [{ LANG: 'POSIX' }, 'en'],
    [{ LANG: 'jam_JM.UTF-8' }, 'en'],
    [{ LANG: 'de_DE.UTF-8' }, 'en'],
    [{ LANG: 'en_US.UTF-8', LC_MESSAGES: 'ja_JP.UTF-8' }, 'ja'],
    [{ LANG: 'ja_JP.UTF-8', LC_MESSAGES: 'C' }, 'en'],
    [{ LANG: 'ja_JP.UTF-8', LC_ALL: 'C' }, 'en'],
    [{ LANG: 'ja_JP.UTF-8', LC_ALL: '' }, 'ja'],
    [{ LANG: 'ja_JP.UTF-8', LC_CTYPE: 'ja_JP.eucJP' }, 'en'],
    [{ LANG: 'ja_JP.eucJP', LC_CTYPE: 'ja_JP.UTF-8' }, 'ja'],
  ] as const)('%j: %s', async (env, language) => {
    expect(await languageOf({ env, platform: 'linux' })).toBe(language);
  });

  test.each([
    ['ja', 'ja'],
    ['ja-JP', 'ja'],
    ['en', 'en'],
    [null, 'en'],
  ])('Windows displays %s: %s', async (displayed, language) => {
    const surroundings = {
      env: {},
      platform: 'win32',
      displayLanguage: () => Promise.resolve(displayed),
    } as const;
    expect(await languageOf(surroundings)).toBe(language);
  });

  test('the environment comes before what Windows displays, and no other system is asked', async () => {
    const displayLanguage = (): Promise<string> => Promise.resolve('ja');
    expect(await languageOf({ env: { LANG: 'C' }, platform: 'win32', displayLanguage })).toBe('en');
    expect(await languageOf({ env: {}, platform: 'linux', displayLanguage })).toBe('en');
  });
});

describe('--lang', () => {
  test.each([
    [['--lang', 'ja', 'explain', '445'], 'ja'],
    [['explain', '445', '--lang=ja'], 'ja'],
    [['explain', '445', '--lang', 'en'], 'en'],
    [['explain', '--', '--lang=ja'], 'en'],
    [['explain', '--lang'], 'en'],
  ])('%j: %s', async (argv, language) => {
    expect((await textsFor(argv, { env: {}, platform: 'linux' })).language).toBe(language);
  });

  test('comes before the environment', async () => {
    const env = { LANG: 'ja_JP.UTF-8' };
    expect((await textsFor(['--lang=en'], { env })).language).toBe('en');
  });

  test.each(['--lang ja explain 445', 'explain --lang ja 445', 'explain 445 --lang=ja'])(
    '%s',
    async (words) => {
      const { code, stdout } = await run(words);
      expect([code, stdout.split('\n')[0]]).toEqual([
        0,
        expect.stringMatching(/^クライアントへの SMB: client-push\/smb$/),
      ]);
    },
  );

  test('may stand in the environment, and comes before the locale there', async () => {
    const env = { CCM_PREFLIGHT_LANG: 'ja', LANG: 'C.UTF-8' };
    expect((await textsFor(['explain', '445'], { env })).language).toBe('ja');
    expect((await textsFor(['explain', '445', '--lang=en'], { env })).language).toBe('en');
    expect((await run('explain 445', { env })).stdout).toContain('クライアントへの SMB');
  });

  test('an unknown one is refused with those that are known, in the language of the system', async () => {
    expect(await run('explain 445 --lang=fr')).toEqual({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('--lang: "fr" is none of en, ja'),
    });
    const japanese = await run('explain 445 --lang=fr', { env: { LANG: 'ja_JP.UTF-8' } });
    expect(japanese.stderr).toBe(
      'ccm-preflight: --lang: "fr" は指定できません。指定できるのは en、ja です\n',
    );
  });

  test('two are refused', async () => {
    const { code, stderr } = await run('explain 445 --lang ja --lang en');
    expect([code, stderr]).toEqual([2, 'ccm-preflight: --lang is given more than once\n']);
  });

  test('one language does not stay for the next run of the same process', async () => {
    await run('--lang ja --help');
    expect((await run('--bogus')).stderr).toMatch(/Unknown argument|name a command/);
    expect((await run('--help')).stdout).toContain('Show help');
  });
});

describe('characters of a terminal', () => {
  const terminal = Object.assign(new Collector(), { isTTY: true });

  test.each([
    ['win32', {}, 'en', 'ascii'],
    ['win32', {}, 'ja', 'cp932'],
    ['win32', { WT_SESSION: 'x' }, 'ja', 'unicode'],
    ['win32', { TERM_PROGRAM: 'vscode' }, 'en', 'unicode'],
    ['linux', { LANG: 'ja_JP.UTF-8' }, 'ja', 'unicode'],
    ['linux', { LANG: 'C' }, 'en', 'ascii'],
    ['linux', { LANG: 'C' }, 'ja', 'cp932'],
    ['linux', { LANG: 'ja_JP.UTF-8', LC_ALL: 'ja_JP.eucJP' }, 'en', 'ascii'],
  ] as const)('%s, %j, %s: %s', (platform, env, language, characters) => {
    expect(charactersOf(terminal, env, language, platform)).toBe(characters);
  });

  test('a file or a pipe takes everything', () => {
    expect(charactersOf(new Collector(), { LANG: 'C' }, 'ja', 'win32')).toBe('unicode');
  });

  test('code page 932 has kanji and kana, and none of the symbols', () => {
    for (const character of '管理ポイント、。「」ーｶA①') {
      expect([character, isInCp932(character)]).toEqual([character, true]);
    }
    for (const character of '✔✖▲–·é한'.replace('▲', '')) {
      expect([character, isInCp932(character)]).toEqual([character, false]);
    }
  });

  test('on a Japanese console symbols are ASCII, and Japanese is Japanese', () => {
    const style = makeStyle({ colors: false, characters: 'cp932', width: 80 });
    expect([style.verdict('works'), style.verdict('breaks')]).toEqual(['+', 'x']);
    expect(style.plain('サイト サーバー → 管理ポイント… é')).toBe(
      'サイト サーバー -> 管理ポイント... ?',
    );
  });
});
