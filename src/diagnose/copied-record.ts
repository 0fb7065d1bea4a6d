import {
  type CountryTime,
  type DateOrder,
  WordsFromEnd,
  localTimeOf,
  orderOf,
  timeAtEnd,
} from './country-time.ts';
import type { LogTime } from './model.ts';

/** What stands at the end of a line that the log viewer copied. */
export interface CopiedEnd {
  /** Where it begins in the line. */
  readonly at: number;
  readonly time: CountryTime;
  readonly thread: number;
}

/** A record without its first line's number. */
export interface CopiedRecord {
  readonly text: string;
  readonly component: string;
  readonly time: LogTime | null;
  readonly severity: null;
  readonly thread: number;
}

const THREAD = /^\d{1,10}$/;
const THREAD_HEX = /^\(0x[0-9a-f]{1,8}\)$/i;

/**
 * Date, time and thread at the end of a line, `12/30/2025 4:26:12 PM 3264 (0x0CC0)`; null where the
 * line does not end so.
 */
export function copiedEnd(line: string): CopiedEnd | null {
  if (!line.trimEnd().endsWith(')')) return null;
  const words = new WordsFromEnd(line);
  if (!THREAD_HEX.test(words.next())) return null;
  const thread = words.next();
  if (!THREAD.test(thread)) return null;
  const time = timeAtEnd(words);
  return time === null ? null : { at: words.at, time, thread: Number(thread) };
}

/** The order that a line's date proves, `ambiguous` where it may be read both ways, null without one. */
export function orderIn(line: string): DateOrder | 'ambiguous' | null {
  const end = copiedEnd(line);
  return end === null ? null : orderOf(end.time);
}

/**
 * The record of a line as the log viewer copies it: text, component, date and time, thread, with tabs
 * between them, or with blanks where they were pasted into a mail.
 */
export function copiedRecord(line: string, order: DateOrder, bias: number): CopiedRecord | null {
  const end = copiedEnd(line);
  if (end === null) return null;
  const words = new WordsFromEnd(line.slice(0, end.at));
  const component = words.next();
  if (!/^[\w.-]{1,64}$/.test(component)) return null;
  return {
    text: line.slice(0, words.at).trimEnd(),
    component,
    time: localTimeOf(end.time, order, bias),
    severity: null,
    thread: end.thread,
  };
}
