import { symbolOf } from '../catalogue/error-symbols.ts';
import type { FoundCode } from './model.ts';
import { type Result, codeOfHresult, resultOf } from './result.ts';
import { isVague } from './wrapper.ts';

const FACILITY_HTTP = 0x8019_0000;

/**
 * Codes that logs show where nothing is wrong: without a client there is no WMI namespace for it.
 */
const HARMLESS: ReadonlySet<number> = new Set([0x8004_100e, 0x8004_1002, 0x8004_1010]);

/**
 * The error that a number in a log stands for. Null for success, and for numbers that are not error codes.
 * @param which `telling`: null also for codes that logs show where nothing is wrong
 */
export function codeOfNumber(
  number: number,
  which: 'telling' | 'all' = 'telling',
): FoundCode | null {
  const result = resultOf(number);
  if (result.kind !== 'error') return null;
  return which === 'telling' && isHarmless(result.code) ? null : result.code;
}

/** Whether a code tells of nothing wrong where no client is installed yet. */
export function isHarmless({ hex }: FoundCode): boolean {
  return HARMLESS.has(Number(hex));
}

/** ERROR_SHUTDOWN_IN_PROGRESS, and the same in the words of Configuration Manager and of WMI. */
const SHUTDOWN: ReadonlySet<number> = new Set([0x8007_045b, 0x87d0_0202, 0x8004_1033]);

/** Whether a code says that Windows, or a service, is shutting down. */
export function isOfShutdown({ hex }: FoundCode): boolean {
  return SHUTDOWN.has(Number(hex));
}

/** The error code that BITS and CCMSetup derive from an HTTP status; null below 400. */
export function codeOfStatus(status: number): FoundCode | null {
  return status < 400 || status > 999 ? null : codeOfHresult(FACILITY_HTTP + status);
}

/** `0x80070035`, and the same without the prefix. */
const HEX = /\b0x([89a-f][0-9a-f]{7})\b/gi;
const BARE_HEX = /\b(8(?:00[04789b]|019|02[04]|7d0)[0-9a-f]{4}|c000[0-9a-f]{4})\b/gi;
/** HRESULTs, and the statuses of Windows' kernel (0xC0000000 and following). */
const SIGNED = /(?<![\w.])(-(?:2[01]\d{8}|107[23]\d{6}))\b/g;
const UNSIGNED = /(?<![\w.-])(2[1-2]\d{8}|322[12]\d{6})\b/g;
/** `Status code = 503`: never a number of Windows. */
const STATUS = /\bstatus ?code(?: (?:is|of|was))? ?[=:]? ?['"(]?(\d{3})\b(?!\.\d)/gi;
/** `(000004b3)`, as the log shows errors of WNetAddConnection2. */
const IN_PARENTHESES_HEX = /\((0000[0-9a-f]{4})\)/gi;
/** Any HRESULT, success or failure, that is told as a result; `0x00000001` is S_FALSE. */
const TOLD_HEX =
  /\b(?:error|code|errorcode|hr|hresult|result)\b[^0-9\n]{0,20}0x([0-9a-f]{1,8})\b/gi;
/** `(Error at WinHttpSendRequest: 12007)`, `WinHttpSendRequest failed with 12002`, and after its name. */
const WINHTTP =
  /\b(?:WinHttp\w{1,40}(?:\(\))?(?::| (?:failed|returned|error)\b[^\d\n]{0,20})|ERROR_(?:WINHTTP|INTERNET)_[A-Z_]{1,40}[:=(]?) ?(12\d{3})\b/g;
/** What ends with a number of WinHTTP, where the message is about a conversation. */
const WINHTTP_AT_THE_END = /[\s.:=](12\d{3})[.~\s]*$/g;
const WIN32 =
  /(?<!status ?)\b(?:error(?: code)?|exit ?code|return code|code|failure|failed(?: with)?)\b['"]?\s*(?:(?:is|of|was|=|:|-)\s*)?['"(]?(\d{1,5})\b(?!\.\d)/gi;
const AT_THE_END = /\((\d{1,5})\)[.~\s]*$/g;
/** The system's message may follow, as a sentence, in its own language. */
const IN_PARENTHESES = /\((\d{1,5})\)(?=[ .,;:~]{0,4}[A-Z\u0080-\uffff])/g;

/** What a message about a conversation with a web server has in it. */
const CONVERSATION =
  /https?\b|\bURL\b|winhttp|internet|down ?load|up ?load|\b(?:send|sent|post|receiv|request|respon|connect|resolv|server|proxy)/i;

/** What stands before a number that counts or names something. */
const COUNTED =
  /\b(?:attempts?|retry|retries|try|tries|thread|process|pid|count|index|version|line|priority|session|job|instance|id|times?|items?|files?|timeout|seconds?|minutes?|interval|port|size|bytes|length|offset|total|state|type|processed|scanned|received|sent|written|found|records?|rows?|entries|packages?)\s?[#:=]?\s?$/i;
/** What stands after a number of things, or of their kinds. */
const UNITS =
  /^(?:\s*(?:%|ms\b|[km]b\b|of\b)|\s+(?:times?|attempts?|retries|files?|folders?|items?|records?|rows?|lines?|entries|objects?|packages?|updates?|clients?|computers?|machines?|devices?|users?|messages?|requests?|threads?|events?|bytes|seconds?|minutes?|hours?|days?|more|in total)\b)/i;
/** `Failed: 5, succeeded: 10`. */
const TALLY =
  /\b(?:succe\w{2,8}|total|passed|skipped|installed|pending|compliant|ok)\s?[:=]\s?\d|\b\d+ (?:succe\w{2,8}|passed|skipped|installed)\b/i;
/** How much of the text around a number is looked at. */
const MAX_AROUND = 16;

const FAILED =
  /error|fail|inaccessible|not accessible|unable|cannot|can't|couldn't|could not|denied|hr\b|hresult|エラー|失敗|fehler|fehlgeschlagen|verweigert|erreur|échec|échoué|impossible|refusé/i;

/** A number in a message, and what stands around it. */
interface FoundNumber {
  readonly digits: string;
  readonly text: string;
  readonly before: string;
  readonly after: string;
}

/** A form in which messages have numbers. */
interface Form {
  readonly pattern: RegExp;
  readonly read: (digits: string) => Result;
  /** Whether what is found is a result, where it may as well count something. */
  readonly isResult?: (found: FoundNumber) => boolean;
  /** Whether it says more than a code that only wraps another. */
  readonly saysMore?: true;
}

const hexadecimal = (digits: string): Result =>
  resultOf(Number.parseInt(digits, 16), 'hexadecimal');
const decimal = (digits: string): Result => resultOf(Number(digits));
/** An HRESULT in full is one, also where it is small. */
const inFull = (digits: string): Result =>
  digits === '00000001' ? { kind: 'success', success: 'other', code: null } : hexadecimal(digits);

function ofStatus(digits: string): Result {
  const code = codeOfStatus(Number(digits));
  return code === null ? { kind: 'none' } : { kind: 'error', code };
}

function isNoTally({ text, after }: FoundNumber): boolean {
  return !UNITS.test(after) && !TALLY.test(text);
}

/** A number that WinHTTP alone has counts something wherever nothing is sent or received. */
function isResult({ digits, text, before }: FoundNumber): boolean {
  const isOfWinHttp = /^12\d{3}$/.test(digits);
  return (!isOfWinHttp || isOfConversation(text, digits)) && !COUNTED.test(before);
}

function isOfConversation(text: string, digits: string): boolean {
  const result = decimal(digits);
  return result.kind === 'error' && symbolOf(result.code.hex) !== null && CONVERSATION.test(text);
}

/** The more exact forms first. */
const FORMS: readonly Form[] = [
  { pattern: HEX, read: hexadecimal },
  { pattern: BARE_HEX, read: hexadecimal },
  { pattern: SIGNED, read: decimal },
  { pattern: UNSIGNED, read: decimal },
  { pattern: STATUS, read: ofStatus, saysMore: true },
  { pattern: IN_PARENTHESES_HEX, read: hexadecimal },
  { pattern: TOLD_HEX, read: inFull },
  { pattern: WINHTTP, read: decimal, saysMore: true },
  { pattern: WINHTTP_AT_THE_END, read: decimal, isResult },
  { pattern: WIN32, read: decimal, isResult: isNoTally },
  { pattern: AT_THE_END, read: decimal, isResult },
  { pattern: IN_PARENTHESES, read: decimal, isResult },
];

/** Longer messages carry XML, and have the code near the beginning. */
const MAX_SEARCHED = 2048;

/**
 * The result in a message: of several, an error before a success, the most exact form, and within it the
 * last, because messages end with the result. A code that only wraps another yields to it.
 * @param which as `codeOfNumber` has it
 */
export function resultIn(message: string, which: 'telling' | 'all' = 'telling'): Result {
  const text = message.slice(0, MAX_SEARCHED);
  if (!FAILED.test(text)) return { kind: 'none' };
  let wrapper: Result | null = null;
  let success: Result | null = null;
  for (const form of FORMS) {
    if (wrapper !== null && form.saysMore !== true) continue;
    const results = resultsOf(form, text);
    const error = results.findLast(
      (result) => result.kind === 'error' && (which === 'all' || !isHarmless(result.code)),
    );
    if (error?.kind === 'error' && !isVague(error.code)) return error;
    wrapper ??= error ?? null;
    success ??= results.findLast(isTold) ?? null;
  }
  return wrapper ?? success ?? { kind: 'none' };
}

/** Whether a success is one that a message on a failure tells of, rather than a 0 for nothing. */
function isTold(result: Result): boolean {
  return result.kind === 'success' && result.success !== 'success';
}

function resultsOf({ pattern, read, isResult: isOne }: Form, text: string): readonly Result[] {
  return [...text.matchAll(pattern)].flatMap(({ index, 0: whole, 1: digits = '' }) => {
    const end = index + whole.lastIndexOf(digits) + digits.length;
    const before = text.slice(Math.max(0, index - MAX_AROUND), index);
    const after = text.slice(end, end + MAX_AROUND);
    return isOne?.({ digits, text, before, after }) === false ? [] : [read(digits)];
  });
}

/**
 * The error code in a message, as `resultIn` finds it.
 * @param which as `codeOfNumber` has it
 */
export function codeIn(message: string, which: 'telling' | 'all' = 'telling'): FoundCode | null {
  const result = resultIn(message, which);
  return result.kind === 'error' ? result.code : null;
}

/** The last HRESULT of a message, whatever it is about: for lines that are marked as errors. */
export function hresultIn(message: string): FoundCode | null {
  const found = [...message.slice(0, MAX_SEARCHED).matchAll(HEX)];
  return (
    found
      .map(([, digits = '']) => codeOfNumber(Number.parseInt(digits, 16)))
      .findLast((code) => code !== null) ?? null
  );
}

/** Whether a message is about a failure. */
export function mentionsFailure(message: string): boolean {
  return FAILED.test(message.slice(0, MAX_SEARCHED));
}

/** What tells of nothing that failed: `Failed: 0`, `Error result: 0x00000000`, `0 errors`. */
const NO_FAILURE =
  /\b(?:fail(?:ed|ures?)|errors?|hr|hresult|h?result)(?: (?:count|code|result))?\s?[:=]\s?(?:0x0{1,8}|0)\b(?!\.\d)|\b(?:0|no) (?:failed|failures?|errors?)\b/gi;

/** Whether a message has words of failure only where it says that nothing failed. */
export function tellsOfNoFailure(message: string): boolean {
  const text = message.slice(0, MAX_SEARCHED);
  const rest = text.replaceAll(NO_FAILURE, '');
  return rest.length < text.length && !FAILED.test(rest);
}
