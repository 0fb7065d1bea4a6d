import { symbolOf } from '../../catalogue/error-symbols.ts';
import type { FoundCode } from '../../diagnose/model.ts';
import type { Texts } from '../../text/texts.ts';

/** `0x80070035 (53, ERROR_BAD_NETPATH, the network path was not found)`. */
export function errorText(code: FoundCode, texts: Texts): string {
  const { key, hex, decimal } = code;
  // Elsewhere nobody speaks of the low word by itself.
  const number = /^0x80(?:07|19)/.test(hex) ? [String(decimal)] : [];
  const symbol = symbolOf(hex);
  const words = [
    ...number,
    ...(symbol === null ? [] : [symbol]),
    ...(key === null ? [] : [texts.logErrors[key]]),
  ];
  return words.length === 0 ? hex : `${hex} (${texts.list(words)})`;
}
