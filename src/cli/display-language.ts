import { integerOf, loadKoffi } from '../probe/icmp/koffi.ts';

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
    const languageId = integerOf(ask());
    return (languageId & PRIMARY_LANGUAGE) === LANG_JAPANESE ? 'ja' : 'en';
  } catch {
    // The package is optional; the regional format is the next best.
    return Intl.DateTimeFormat().resolvedOptions().locale;
  }
}
