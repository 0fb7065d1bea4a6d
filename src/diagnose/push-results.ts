import { InstallAttempt } from './attempt.ts';
import { resultIn } from './code.ts';
import { type DateOrder, countryTime, localTimeOf, orderOf } from './country-time.ts';
import type { Ledger } from './ledger.ts';
import type { FoundCode, LogTime } from './model.ts';
import { resultOf } from './result.ts';
import { STATE_MESSAGES, type StateMessage, isOfSuccess, stateMessageOf } from './state-message.ts';
import { type Since, earlier, isSince, later, localTime } from './time.ts';

/** What a site's database says of a computer's last client push. */
export interface PushResult {
  readonly name: string;
  /** A number as the list has it; empty or 0 where nothing failed. */
  readonly error: string;
  /** `2026-01-12 09:00:00`, as a country writes it, or anything else; empty where the list has none. */
  readonly time: string;
  /** The whole row. */
  readonly text: string;
  readonly line: number;
}

/** The numbers that a list of last errors has: a code of any form, or a state message. */
type LastResult =
  | { readonly kind: 'none' | 'succeeded' }
  /** Null where it can't be read: something failed all the same. */
  | { readonly kind: 'error'; readonly error: FoundCode | null }
  | { readonly kind: 'state'; readonly state: StateMessage };

/**
 * Takes the rows of a list of last errors (LastErrorCode of v_CP_Machine, or the console's column) as
 * client pushes of which only the end is known.
 * @returns the times of the first and the last
 */
export function takeResults(
  rows: readonly PushResult[],
  ledger: Ledger,
  file: string,
  bias: number,
  since: Since | null,
): { readonly first: LogTime | null; readonly last: LogTime | null } {
  let first: LogTime | null = null;
  let last: LogTime | null = null;
  const order = orderOfRows(rows);
  for (const row of rows) {
    const time = timeOf(row.time, order, bias);
    first = earlier(first, time);
    last = later(last, time);
    // Nothing was attempted where the list has no time.
    if (since !== null && (time === null || !isSince(time, since, bias))) continue;
    const attempt = new InstallAttempt();
    attempt.see(time);
    const result = lastResultOf(row.error);
    const failure = {
      log: 'ccm.log',
      step: 'push',
      method: 'client-push',
      scheme: null,
      error: null,
      host: null,
      time,
      text: row.text,
      weight: 'main',
    } as const;
    switch (result.kind) {
      case 'none':
        break;
      case 'succeeded':
        attempt.ended = 'succeeded';
        break;
      case 'error':
        attempt.conclude({ ...failure, error: result.error });
        break;
      case 'state': {
        const { step, nature } = STATE_MESSAGES[result.state];
        attempt.conclude({
          ...failure,
          step,
          state: result.state,
          nature: nature === 'unknown' ? null : nature,
        });
        break;
      }
    }
    ledger.record(row.name, file, row.line).take(attempt);
  }
  return { first, last };
}

/** What exports write where a database has nothing. */
const NOTHING = /^(?:null|n\/a|none|-+)?$/i;

function lastResultOf(text: string): LastResult {
  const number = Number(text);
  if (NOTHING.test(text) || number === 0) return { kind: 'none' };
  const state = stateMessageOf(number);
  if (state !== null) return isOfSuccess(state) ? { kind: 'succeeded' } : { kind: 'state', state };
  const result = Number.isInteger(number) ? resultOf(number) : resultIn(`error ${text}`, 'all');
  switch (result.kind) {
    case 'success':
      return { kind: 'succeeded' };
    case 'error':
      return { kind: 'error', error: result.code };
    case 'none':
      return { kind: 'error', error: null };
  }
}

/** Whether a list's time can be compared with others. */
export function isTime(text: string): boolean {
  return timeOf(text, 'month-first', 0) !== null || timeOf(text, 'day-first', 0) !== null;
}

/** What a list has where there is nothing to tell. */
export function isNothing(text: string): boolean {
  return NOTHING.test(text);
}

/** What of two numbers is the day is told by the rows that leave no choice; else the month is first. */
function orderOfRows(rows: readonly PushResult[]): DateOrder {
  for (const { time } of rows) {
    const found = countryTime(time);
    const order = found === null ? null : orderOf(found);
    if (order === 'month-first' || order === 'day-first') return order;
  }
  return 'month-first';
}

/** As databases write it, with what may follow of an offset; a country's own form is taken whole. */
const TIME = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?/;

function timeOf(text: string, order: DateOrder, bias: number): LogTime | null {
  const found = TIME.exec(text);
  if (found === null) {
    const written = countryTime(text);
    return written === null ? null : localTimeOf(written, order, bias);
  }
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found
    .slice(1, 7)
    .map(Number);
  return localTime({ year, month, day, hour, minute, second }, found[7], null, bias);
}
