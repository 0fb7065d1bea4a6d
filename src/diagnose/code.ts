import { LOG_ERRORS, LOG_ERROR_KEYS, type LogErrorKey } from '../catalogue/log-errors.ts';
import type { FoundCode } from './model.ts';

const KEY_OF: ReadonlyMap<string, LogErrorKey> = new Map(
  LOG_ERROR_KEYS.map((key) => [LOG_ERRORS[key].hex, key]),
);

const FACILITY_WIN32 = 0x8007_0000;
const FACILITY_HTTP = 0x8019_0000;
const FAILURE_BIT = 0x8000_0000;
const MAX_WIN32 = 0xffff;
const TWO_TO_32 = 0x1_0000_0000;

/** Codes that logs show where nothing is wrong: no client yet, so no WMI namespace of it. */
const HARMLESS: ReadonlySet<number> = new Set([0x8004_100e, 0x8004_1002, 0x8004_1010]);

/**
 * A number that a log gives as an error, in whichever form: an HRESULT signed or not, or a bare Win32
 * or WinHTTP number. Null for success, for what can't be an error, and for what means none.
 */
export function codeOfNumber(number: number): FoundCode | null {
  const value = number < 0 ? number + TWO_TO_32 : number;
  if (value <= 0 || value >= TWO_TO_32 || !Number.isInteger(value)) return null;
  if (value > MAX_WIN32 && value < FAILURE_BIT) return null;
  const hresult = value <= MAX_WIN32 ? FACILITY_WIN32 + value : value;
  return HARMLESS.has(hresult) ? null : codeOfHresult(hresult);
}

/** An HTTP status as the code that BITS and CCMSetup make of it; null under 400. */
export function codeOfStatus(status: number): FoundCode | null {
  return status < 400 || status > 999 ? null : codeOfHresult(FACILITY_HTTP + status);
}

function codeOfHresult(hresult: number): FoundCode {
  const hex = `0x${hresult.toString(16).toUpperCase().padStart(8, '0')}`;
  return { key: KEY_OF.get(hex) ?? null, hex, decimal: hresult % (MAX_WIN32 + 1) };
}

/** `0x80070035`, and where a word of failure stands too, `80070035`. */
const HEX = /\b0x([89a-f][0-9a-f]{7})\b/gi;
const BARE_HEX = /\b(8(?:00[04789b]|019|02[04]|7d0)[0-9a-f]{4})\b/gi;
const SIGNED = /(?<![\w.])(-2[01]\d{8})\b/g;
const UNSIGNED = /(?<![\w.-])(2[1-2]\d{8})\b/g;
/** `(000004b3)`, as WNetAddConnection2 is logged. */
const IN_PARENTHESES_HEX = /\((0000[0-9a-f]{4})\)/gi;
const WIN32_HEX = /\b(?:error|code)\b[^0-9\n]{0,20}0x([0-9a-f]{1,4})\b/gi;
const WIN32 =
  /\b(?:error(?: code)?|exit ?code|return code|code|failed(?: with)?)\b['"]?\s*(?:is|of|was|=|:|-)?\s*['"(]?(\d{1,5})\b(?!\.\d)/gi;
const AT_THE_END = /\((\d{1,5})\)[.~\s]*$/g;
/** A message of the system may follow, in its language. */
const IN_PARENTHESES = /\((\d{1,5})\)/g;

const FAILED =
  /error|fail|inaccessible|not accessible|unable|cannot|can't|couldn't|could not|denied|hr\b|hresult|エラー|失敗/i;

const FORMS: readonly (readonly [pattern: RegExp, radix: 10 | 16])[] = [
  [HEX, 16],
  [BARE_HEX, 16],
  [SIGNED, 10],
  [UNSIGNED, 10],
  [IN_PARENTHESES_HEX, 16],
  [WIN32_HEX, 16],
  [WIN32, 10],
  [AT_THE_END, 10],
  [IN_PARENTHESES, 10],
];

/** Longer texts are payloads of XML; the code stands at the begin. */
const MAX_SEARCHED = 2048;

/**
 * The error code that a message gives: of several the most exact form's, and of that the last, for
 * messages go from what was tried to what came of it.
 */
export function codeIn(message: string): FoundCode | null {
  const text = message.slice(0, MAX_SEARCHED);
  if (!FAILED.test(text)) return null;
  for (const [pattern, radix] of FORMS) {
    const found = [...text.matchAll(pattern)].map(([, digits = '']) =>
      codeOfNumber(Number.parseInt(digits, radix)),
    );
    const last = found.findLast((code) => code !== null);
    if (last !== undefined && last !== null) return last;
  }
  return null;
}

/** Whether a message speaks of a failure at all. */
export function tellsFailure(message: string): boolean {
  return FAILED.test(message.slice(0, MAX_SEARCHED));
}

/** Whether a code names nothing: what came before it does. */
export function isVague(code: FoundCode | null): boolean {
  return code === null || code.key === 'unspecified' || code.key === 'catastrophic-failure';
}
