/** Windows' code pages that logs of a country are written in, by the names of the Encoding Standard. */
export const CODE_PAGES = [
  // 932, 936, 949, 950
  'shift_jis',
  'gbk',
  'euc-kr',
  'big5',
  'windows-1251',
  'windows-1252',
  'windows-1250',
  'windows-1254',
] as const;
export type CodePage = (typeof CODE_PAGES)[number];

/**
 * Letters beyond ASCII of languages, with the code page that Windows has for them. Of two that the same
 * bytes may be, the one with more readers, or with fewer letters, stands first.
 */
const LANGUAGES: readonly (readonly [codePage: CodePage, letters: string])[] = [
  ['windows-1252', 'äöüßÄÖÜ'],
  ['windows-1252', 'àâæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜ'],
  ['windows-1252', 'áéíóúüñÁÉÍÓÚÜÑ'],
  ['windows-1250', 'áéíóöőúüűÁÉÍÓÖŐÚÜŰ'],
  ['windows-1252', 'ãáàâçéêíóôõúÃÁÀÂÇÉÊÍÓÔÕÚ'],
  ['windows-1252', 'àèéìíîòóùúÀÈÉÌÒÙ'],
  ['windows-1252', 'åäöéÅÄÖÉ'],
  ['windows-1252', 'æøåéÆØÅÉ'],
  ['windows-1254', 'çğıİöşüâîÇĞÖŞÜ'],
  ['windows-1252', 'áéíóúýþæöðÁÉÍÓÚÝÞÆÖÐ'],
  ['windows-1250', 'áčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ'],
  ['windows-1250', 'áäčďéíĺľňóôŕšťúýžÁÄČĎÉÍĹĽŇÓÔŔŠŤÚÝŽ'],
  ['windows-1250', 'ąćęłńóśźżĄĆĘŁŃÓŚŹŻ'],
  ['windows-1250', 'ăâîşţĂÂÎŞŢ'],
  ['windows-1250', 'čćđšžČĆĐŠŽ'],
];
/** Marks of typography, which every language has. */
const MARKS = '«»„“”‘’–—…°§·• ';

const DECODERS = new Map(CODE_PAGES.map((page) => [page, new TextDecoder(page)] as const));

/** Bytes 80 to 9F of code page 1252, five of which stand for nothing. */
const WESTERN = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

export function decoded(bytes: Uint8Array, page: CodePage): string {
  const text = DECODERS.get(page)?.decode(bytes) ?? '';
  // Node.js up to 23 reads code page 1252 as ISO 8859-1.
  return page === 'windows-1252'
    ? text.replaceAll(/[\u0080-\u009f]/g, (one) => WESTERN[one.charCodeAt(0) - 0x80] ?? one)
    : text;
}

/** Private-use characters, controls and invalid bytes show that it was another code page. */
const IMPOSSIBLE = /[\p{Co}\ufffd\u0080-\u009f]/u;
const KANA = /[\u3041-\u30ff]/;
const HAN = /\p{Script=Han}/gu;
const HANGUL = /[\uac00-\ud7a3]/g;
const CYRILLIC = /[Ѐ-ӿ]{3}/;

/**
 * The code page that a text is written in, where its bytes tell: those of two bytes a character by which
 * bytes are common in each language, the others by letters that belong to one language.
 * @param bytes not UTF-8
 */
export function codePageOf(bytes: Uint8Array): CodePage | null {
  return eastAsian(bytes) ?? alphabetic(bytes);
}

/** Whether a text may be written in a code page, as far as its letters tell. */
export function mayBe(bytes: Uint8Array, page: CodePage): boolean {
  const text = decoded(bytes, page);
  if (IMPOSSIBLE.test(text)) return false;
  const letters = text.match(/[^\0-\u007f]/gu) ?? [];
  const ofPage = LANGUAGES.filter(([known]) => known === page);
  return ofPage.length === 0 || ofPage.some(([, all]) => areOf(letters, all));
}

function areOf(letters: readonly string[], language: string): boolean {
  return letters.every((letter) => language.includes(letter) || MARKS.includes(letter));
}

function eastAsian(bytes: Uint8Array): CodePage | null {
  const pairs = pairsOf(bytes);
  if (isJapanese(bytes) && KANA.test(decoded(bytes, 'shift_jis'))) return 'shift_jis';
  if (pairs === null) return null;
  // KS X 1001 has its syllables in B0-C8; of GB 2312 the common half goes on to D7; Big5 has trail bytes
  // below A1, and its common half in A4-C6.
  if (pairs.length < 2) return null;
  const share = (test: (lead: number, trail: number) => boolean): number =>
    pairs.filter(([lead, trail]) => test(lead, trail)).length / pairs.length;
  const isBig5 =
    share((lead) => lead >= 0xa1 && lead <= 0xc6) > 0.85 &&
    share((_lead, trail) => trail < 0x7f) > 0.2;
  if (isBig5 && isText(bytes, 'big5', HAN)) return 'big5';
  const isKorean = share((lead, trail) => lead >= 0xb0 && lead <= 0xc8 && trail >= 0xa1) > 0.9;
  if (isKorean && isText(bytes, 'euc-kr', HANGUL)) return 'euc-kr';
  const isChinese =
    share((lead) => (lead >= 0xb0 && lead <= 0xd7) || (lead >= 0xa1 && lead <= 0xa3)) > 0.8;
  if (isChinese && isText(bytes, 'gbk', HAN)) return 'gbk';
  // The common half of JIS X 0208's characters.
  const isCommon = share((lead) => lead >= 0x88 && lead <= 0x9f) > 0.7;
  return isCommon && isJapanese(bytes) ? 'shift_jis' : null;
}

function isJapanese(bytes: Uint8Array): boolean {
  const text = decoded(bytes, 'shift_jis');
  const has = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]{2}/u.test(text);
  return has && !IMPOSSIBLE.test(text);
}

function isText(bytes: Uint8Array, page: CodePage, letters: RegExp): boolean {
  const text = decoded(bytes, page);
  const found = text.match(letters)?.length ?? 0;
  const beyond = text.match(/[^\0-\u007f]/gu)?.length ?? 0;
  return !IMPOSSIBLE.test(text) && found >= 2 && found / beyond > 0.6;
}

/** The bytes as characters of two; null where one of them stands alone. */
function pairsOf(bytes: Uint8Array): readonly (readonly [lead: number, trail: number])[] | null {
  const pairs: (readonly [number, number])[] = [];
  for (let at = 0; at < bytes.length; at += 1) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) continue;
    const trail = bytes[at + 1] ?? 0;
    if (lead < 0x81 || lead === 0xff || trail < 0x40 || trail === 0x7f) return null;
    pairs.push([lead, trail]);
    at += 1;
  }
  return pairs;
}

function alphabetic(bytes: Uint8Array): CodePage | null {
  // No other alphabet has three letters beyond ASCII side by side.
  const russian = decoded(bytes, 'windows-1251');
  if (CYRILLIC.test(russian) && !IMPOSSIBLE.test(russian)) return 'windows-1251';
  for (const [page, letters] of LANGUAGES) {
    const text = decoded(bytes, page);
    if (areOf(text.match(/[^\0-\u007f]/gu) ?? [], letters)) return page;
  }
  return null;
}
