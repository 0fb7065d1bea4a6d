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

/**
 * Codes that logs show where nothing is wrong: without a client there is no WMI namespace for it.
 */
const HARMLESS: ReadonlySet<number> = new Set([0x8004_100e, 0x8004_1002, 0x8004_1010]);

/**
 * The error that a number in a log stands for: a signed or unsigned HRESULT, or a bare Win32 or
 * WinHTTP number. Null for success, and for numbers that are not error codes.
 * @param which `telling`: null also for codes that logs show where nothing is wrong
 */
export function codeOfNumber(
  number: number,
  which: 'telling' | 'all' = 'telling',
): FoundCode | null {
  const value = number < 0 ? number + TWO_TO_32 : number;
  if (value <= 0 || value >= TWO_TO_32 || !Number.isInteger(value)) return null;
  if (value > MAX_WIN32 && value < FAILURE_BIT) return null;
  const hresult = value <= MAX_WIN32 ? FACILITY_WIN32 + value : value;
  return which === 'telling' && HARMLESS.has(hresult) ? null : codeOfHresult(hresult);
}

/** The error code that BITS and CCMSetup derive from an HTTP status; null below 400. */
export function codeOfStatus(status: number): FoundCode | null {
  return status < 400 || status > 999 ? null : codeOfHresult(FACILITY_HTTP + status);
}

function codeOfHresult(hresult: number): FoundCode {
  const hex = `0x${hresult.toString(16).toUpperCase().padStart(8, '0')}`;
  return { key: KEY_OF.get(hex) ?? null, hex, decimal: hresult % (MAX_WIN32 + 1) };
}

/** `0x80070035`, and the same without the prefix. */
const HEX = /\b0x([89a-f][0-9a-f]{7})\b/gi;
const BARE_HEX = /\b(8(?:00[04789b]|019|02[04]|7d0)[0-9a-f]{4})\b/gi;
const SIGNED = /(?<![\w.])(-2[01]\d{8})\b/g;
const UNSIGNED = /(?<![\w.-])(2[1-2]\d{8})\b/g;
/** `(000004b3)`, as the log shows errors of WNetAddConnection2. */
const IN_PARENTHESES_HEX = /\((0000[0-9a-f]{4})\)/gi;
const WIN32_HEX = /\b(?:error|code)\b[^0-9\n]{0,20}0x([0-9a-f]{1,4})\b/gi;
const WIN32 =
  /\b(?:error(?: code)?|exit ?code|return code|code|failed(?: with)?)\b['"]?\s*(?:(?:is|of|was|=|:|-)\s*)?['"(]?(\d{1,5})\b(?!\.\d)/gi;
const AT_THE_END = /\((\d{1,5})\)[.~\s]*$/g;
/** The system's message may follow, in its own language. */
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

/** Longer messages carry XML, and have the code near the beginning. */
const MAX_SEARCHED = 2048;

/**
 * The error code in a message. Of several, the most exact form wins, and within it the last code,
 * because messages end with the result.
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

/** Whether a message is about a failure. */
export function mentionsFailure(message: string): boolean {
  return FAILED.test(message.slice(0, MAX_SEARCHED));
}
