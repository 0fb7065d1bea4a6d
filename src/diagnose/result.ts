import { LOG_ERRORS, LOG_ERROR_KEYS, type LogErrorKey } from '../catalogue/log-errors.ts';
import type { FoundCode } from './model.ts';

const FAILURE_BIT = 0x8000_0000;
const MAX_WIN32 = 0xffff;
const FACILITY_WIN32 = 0x8007_0000;
const TWO_TO_32 = 0x1_0000_0000;

/** Win32 numbers, of Windows Installer, by which an installation says that it is over but for a restart. */
const RESTARTS: ReadonlySet<number> = new Set([1641, 3010, 3011]);
/** The same in the words of Windows Update: WU_S_REBOOT_REQUIRED. */
const UPDATE_RESTART = 0x0024_0005;
/** Facilities whose success codes logs have: interfaces, logon and TLS, certificates, BITS, Windows Update. */
const FACILITIES: ReadonlySet<number> = new Set([0x04, 0x09, 0x0b, 0x20, 0x24]);

/** `restart`: only a restart is left to do; `other`: an HRESULT that is no failure. */
export type Success = 'success' | 'restart' | 'other';

/** How something ended, by its number. */
export type Result =
  /** No number that Windows ends with. */
  | { readonly kind: 'none' }
  | {
      readonly kind: 'success';
      readonly success: Success;
      /** The code of those that have the form of an error; null for the others. */
      readonly code: FoundCode | null;
    }
  | { readonly kind: 'error'; readonly code: FoundCode };

/**
 * What a number says of how something ended: a signed or unsigned HRESULT, or a bare number of Win32 or
 * WinHTTP. The one place that tells failures from what only looks like one, for logs, lists and numbers
 * that people paste.
 * @param written a long decimal number may be anything, unless a facility is known for such successes
 */
export function resultOf(number: number, written: 'decimal' | 'hexadecimal' = 'decimal'): Result {
  const value = number < 0 ? number + TWO_TO_32 : number;
  if (!Number.isInteger(value) || value < 0 || value >= TWO_TO_32) return { kind: 'none' };
  if (value === 0) return { kind: 'success', success: 'success', code: null };
  const code =
    value <= MAX_WIN32
      ? codeOfHresult(FACILITY_WIN32 + value)
      : value >= FAILURE_BIT
        ? codeOfHresult(value)
        : null;
  const isOfWin32 = value <= MAX_WIN32 || (value | FAILURE_BIT) >>> 16 === FACILITY_WIN32 >>> 16;
  const isRestart = (isOfWin32 && RESTARTS.has(value & MAX_WIN32)) || value === UPDATE_RESTART;
  if (isRestart) return { kind: 'success', success: 'restart', code };
  if (code !== null) return { kind: 'error', code };
  const isResult = written === 'hexadecimal' || FACILITIES.has(value >>> 16);
  return isResult ? { kind: 'success', success: 'other', code } : { kind: 'none' };
}

const KEY_OF: ReadonlyMap<string, LogErrorKey> = new Map(
  LOG_ERROR_KEYS.map((key) => [LOG_ERRORS[key].hex, key]),
);

/** An HRESULT as logs and reports name it. */
export function codeOfHresult(hresult: number): FoundCode {
  const hex = `0x${hresult.toString(16).toUpperCase().padStart(8, '0')}`;
  return { key: KEY_OF.get(hex) ?? null, hex, decimal: hresult % (MAX_WIN32 + 1) };
}
