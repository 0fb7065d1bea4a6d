import { EN } from '../text/en/index.ts';
import { LANGUAGES, type Language } from '../text/language.ts';
import type { Texts } from '../text/texts.ts';
import type { Streams } from './streams.ts';
import { returnedInteger, loadKoffi } from '../probe/icmp/koffi.ts';

/** Where the user's language is found besides the command line. */
export interface Surroundings {
  readonly env: Streams['env'];
  readonly platform?: NodeJS.Platform;
  /** Windows' display language, such as `ja-JP`; null if unknown. */
  readonly displayLanguage?: () => Promise<string | null>;
}

/**
 * The texts in the user's language: by `--lang`, else by its environment variable, else by the
 * system.
 */
export async function textsFor(
  argv: readonly string[],
  surroundings: Surroundings,
): Promise<Texts> {
  const said = saidLanguage(argv) ?? known(surroundings.env['CCM_PREFLIGHT_LANG']);
  return textsOf(said ?? (await languageOf(surroundings)));
}

/** Null for anything else, which is refused with all other options. */
function known(word: string | undefined): Language | null {
  return LANGUAGES.find((language) => language === word) ?? null;
}

/** Japanese is loaded only if needed. */
export async function textsOf(language: Language): Promise<Texts> {
  return language === 'ja' ? (await import('../text/ja/index.ts')).JA : EN;
}

/** `--lang ja` or `--lang=ja`; any other value is refused together with the other options. */
function saidLanguage(argv: readonly string[]): Language | null {
  const end = argv.indexOf('--');
  const words = end === -1 ? argv : argv.slice(0, end);
  const said = words.flatMap((word, index) =>
    word === '--lang' ? [words[index + 1]] : word.startsWith('--lang=') ? [word.slice(7)] : [],
  );
  return known(said.at(-1));
}

/**
 * The system's language: the locale of the environment, where it names one, else on Windows the
 * display language.
 */
export async function languageOf({
  env,
  platform = process.platform,
  displayLanguage: ofWindows = displayLanguage,
}: Surroundings): Promise<Language> {
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  if (locale !== '') return ofLocale(locale, env);
  return platform === 'win32' && isJapanese((await ofWindows()) ?? '') ? 'ja' : 'en';
}

/**
 * `ja`, `ja_JP.UTF-8`. Where the locale names another character set than UTF-8, which is all that
 * Node writes, Japanese could not be read: everything is ASCII there.
 */
function ofLocale(locale: string, env: Streams['env']): Language {
  const characters = env['LC_ALL'] || env['LC_CTYPE'] || locale;
  const [, characterSet = 'UTF-8'] = /\.([^@]+)/.exec(characters) ?? [];
  return isJapanese(locale) && /^utf-?8$/i.test(characterSet) ? 'ja' : 'en';
}

function isJapanese(locale: string): boolean {
  return /^ja(?![a-z])/i.test(locale);
}

/** A LANGID is a primary language in its low ten bits, and what sets it apart above. */
const PRIMARY_LANGUAGE = 0x3ff;
const LANG_JAPANESE = 0x11;

/**
 * The language of Windows' own windows, as far as it matters here; null where it can't be asked.
 * Not Intl's locale alone: ICU takes that from the regional format, which a branch office may well
 * have Japanese while it speaks English to its administrators, or the other way round.
 */
export async function displayLanguage(): Promise<string | null> {
  try {
    const koffi = await loadKoffi();
    const kernel = koffi.load('kernel32.dll');
    const ask = kernel.func('uint16_t __stdcall GetUserDefaultUILanguage()');
    const languageId = returnedInteger(ask());
    return (languageId & PRIMARY_LANGUAGE) === LANG_JAPANESE ? 'ja' : 'en';
  } catch {
    // The package is optional; the regional format is the next best.
    return Intl.DateTimeFormat().resolvedOptions().locale;
  }
}
