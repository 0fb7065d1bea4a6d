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

/** A language: its code page in Windows, its letters beyond ASCII, and words that its messages have. */
interface Language {
  readonly page: CodePage;
  readonly letters: string;
  readonly words: ReadonlySet<string>;
}

function language(page: CodePage, letters: string, words: string): Language {
  return { page, letters: letters + letters.toUpperCase(), words: new Set(words.split(' ')) };
}

/**
 * The languages of Windows in one byte a character. Of two that the same bytes may be, and whose words
 * don't tell, the one with more readers, or with fewer letters, stands first.
 */
const LANGUAGES: readonly Language[] = [
  language(
    'windows-1252',
    'äöüß',
    'der die das den dem ein eine nicht wurde wurden konnte ist sind und für auf von mit zugriff verweigert netzwerkpfad gefunden verbindung server fehler vorgang',
  ),
  language(
    'windows-1252',
    'àâæçéèêëîïôœùûüÿ',
    'le la les de des du un une est pas ne été trouvé accès refusé chemin réseau serveur impossible erreur connexion pour dans',
  ),
  language(
    'windows-1252',
    'áéíóúüñ',
    'el la los las de del se no ha una para ruta red acceso denegado encontró servidor error conexión está puede',
  ),
  language(
    'windows-1250',
    'áéíóöőúüű',
    'a az nem és egy hogy van hálózati elérési út található hozzáférés megtagadva kiszolgáló hiba kapcsolat sikerült',
  ),
  language(
    'windows-1252',
    'ãáàâçéêíóôõú',
    'o a os as de do da não foi possível para uma caminho rede acesso negado servidor erro está localizar',
  ),
  language(
    'windows-1252',
    'àèéìíîòóùú',
    'il la lo di del non è un una per percorso rete accesso negato impossibile trovare server errore stato',
  ),
  language(
    'windows-1252',
    'åäöé',
    'det den en ett inte är och att på för åtkomst nekad nätverkssökvägen hittades servern fel ei ole on ja polkua pääsy verkkopolkua palvelin virhe löydy',
  ),
  language(
    'windows-1252',
    'æøåé',
    'det den en et ikke er og på for adgang nægtet nektet tilgang netværksstien nettverksbanen blev ble fundet funnet serveren fejl feil',
  ),
  language(
    'windows-1254',
    'çğıöşüâîİ',
    've bir bu için değil ağ yolu bulunamadı erişim engellendi sunucu sunucusu kullanılamıyor hata bağlantı olarak ile kurulamadı',
  ),
  language('windows-1252', 'áéíóúýþæöð', 'og er ekki að við til netslóð fannst aðgangi hafnað'),
  language(
    'windows-1250',
    'áčďéěíňóřšťúůýž',
    'se na je není nelze nebyl nebyla nebylo byl byla přístup odepřen odepřená síťová síťové cesta cestě cestu nalezena server serveru chyba síť sítě připojit připojení k pro',
  ),
  language(
    'windows-1250',
    'áäčďéíĺľňóôŕšťúýž',
    'sa na je nie nebol nebola bol prístup odmietnutý zamietnutý sieťová cesta nenašla server chyba sieť pripojiť nepodarilo pre',
  ),
  language(
    'windows-1250',
    'ąćęłńóśźż',
    'nie się jest na do można odnaleźć ścieżki sieciowej odmowa dostępu serwer błąd połączenie dla został',
  ),
  language(
    'windows-1250',
    'ăâîşţ',
    'nu a fost de la este calea reţea găsită accesul refuzat serverul eroare pentru conexiune',
  ),
  language(
    'windows-1250',
    'čćđšž',
    'nije je se na put mreži mrežna putanja pronađen pronađena pristup odbijen zabranjen poslužitelj server greška pogreška',
  ),
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
const CYRILLIC = /^[Ѐ-ӿ]{3,}$/;
/** A word of two alphabets. */
const MIXED = /[a-z][Ѐ-ӿ]|[Ѐ-ӿ][a-z]/i;
const WORD = /\p{L}{1,64}/gu;
const BEYOND_ASCII = /[^\0-\u007f]/gu;

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
  const letters = text.match(BEYOND_ASCII) ?? [];
  const ofPage = LANGUAGES.filter((known) => known.page === page);
  return ofPage.length === 0 || ofPage.some((known) => areOf(letters, known.letters));
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
  const beyond = text.match(BEYOND_ASCII)?.length ?? 0;
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

/** Longer texts are told by their beginning. */
const MAX_WORDS = 200;

function alphabetic(bytes: Uint8Array): CodePage | null {
  if (isCyrillic(bytes)) return 'windows-1251';
  let best: { readonly page: CodePage; readonly known: number; readonly letters: number } | null =
    null;
  for (const { page, letters, words } of LANGUAGES) {
    const text = decoded(bytes, page);
    if (!areOf(text.match(BEYOND_ASCII) ?? [], letters)) continue;
    const found = text.toLowerCase().match(WORD)?.slice(0, MAX_WORDS) ?? [];
    const known = found.filter((word) => words.has(word)).length;
    const different = new Set(text.toLowerCase().match(BEYOND_ASCII)).size;
    if (best === null || known > best.known) best = { page, known, letters: different };
  }
  if (best === null) return null;
  // A letter by itself, in words that no language has, tells nothing: it may be anybody's name.
  const isTold = best.known > 0 || best.letters > 1 || best.page === 'windows-1252';
  return isTold ? best.page : null;
}

/** Words of Cyrillic have no letter of ASCII in them, and those of other alphabets have mostly such. */
function isCyrillic(bytes: Uint8Array): boolean {
  const text = decoded(bytes, 'windows-1251');
  if (IMPOSSIBLE.test(text)) return false;
  const words = text.match(WORD)?.slice(0, MAX_WORDS) ?? [];
  const whole = words.filter((word) => CYRILLIC.test(word)).length;
  const mixed = words.filter((word) => MIXED.test(word)).length;
  return whole > mixed;
}
