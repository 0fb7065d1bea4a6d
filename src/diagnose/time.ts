import type { LogTime } from './model.ts';

const MINUTE_MS = 60_000;
const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';

const DATE = /^(\d{1,2})-(\d{1,2})-(\d{4})$/;
/** The offset is Windows' bias, the minutes to add for UTC, so `+300` is New York. */
const CLOCK = /^(\d{1,2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?([+-]\d{1,4})?$/;
/** The form of site servers up to Configuration Manager 2007; a zone's name may follow. */
const OLD =
  /^[A-Za-z]{3} ([A-Za-z]{3}) +(\d{1,2}) (\d{1,2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))? (\d{4})\b/;

/**
 * A time in two parts, `MM-DD-YYYY` and `HH:MM:SS.mmm+BIAS`.
 * @param bias minutes to UTC where the log has no offset
 */
export function timeOf(date: string, clock: string, bias: number): LogTime | null {
  const day = DATE.exec(date);
  const time = CLOCK.exec(clock);
  if (day === null || time === null) return null;
  const [month = 0, dayOfMonth = 0, year = 0] = day.slice(1).map(Number);
  const [hour = 0, minute = 0, second = 0] = time.slice(1, 4).map(Number);
  const [, , , , fraction, offset] = time;
  const ownBias = offset === undefined ? null : Number(offset);
  return localTime({ year, month, day: dayOfMonth, hour, minute, second }, fraction, ownBias, bias);
}

/** A time in one part, as the plain form has it. */
export function plainTimeOf(text: string, bias: number): LogTime | null {
  const at = text.indexOf(' ');
  const modern = timeOf(text.slice(0, at), text.slice(at + 1), bias);
  if (modern !== null) return modern;
  const found = OLD.exec(text);
  if (found === null) return null;
  const [, name = ''] = found;
  const [day = 0, hour = 0, minute = 0, second = 0] = found.slice(2, 6).map(Number);
  const [fraction, year] = found.slice(6);
  const month = MONTHS.indexOf(name) / 3;
  return Number.isInteger(month) && month >= 0
    ? localTime(
        { year: Number(year), month: month + 1, day, hour, minute, second },
        fraction,
        null,
        bias,
      )
    : null;
}

/** What a clock on the wall shows; months from 1. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/**
 * @param fraction the digits after the second
 * @param ownBias minutes to UTC that the log tells; null where it tells none, and `bias` is assumed
 * @returns null for what no clock shows
 */
export function localTime(
  { year, month, day, hour, minute, second }: WallTime,
  fraction: string | undefined,
  ownBias: number | null,
  bias: number,
): LogTime | null {
  const milliseconds = Number((fraction ?? '0').padEnd(3, '0').slice(0, 3));
  const local = Date.UTC(year, month - 1, day, hour, minute, second, milliseconds);
  const utc = local + (ownBias ?? bias) * MINUTE_MS;
  const isNone = Number.isNaN(utc) || month < 1 || month > 12 || day < 1 || day > 31 || hour > 24;
  return isNone ? null : { utc, bias: ownBias };
}

/** ISO 8601 in the log's local time, with an offset where the log has one. */
export function isoOf({ utc, bias }: LogTime, assumedBias: number): string {
  const local = new Date(utc - (bias ?? assumedBias) * MINUTE_MS).toISOString().slice(0, -1);
  if (bias === null) return local;
  const minutes = Math.abs(bias);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${local}${bias > 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** To the minute, for people. */
export function minuteOf(time: LogTime, assumedBias: number): string {
  return isoOf(time, assumedBias).slice(0, 16).replace('T', ' ');
}

/**
 * The earliest time to read: in milliseconds since 1970 UTC, or in the log's local time, counted as
 * if it were UTC.
 */
export type Since = { readonly utc: number } | { readonly clock: number };

export function isSince({ utc, bias }: LogTime, since: Since, assumedBias: number): boolean {
  return 'utc' in since ? utc >= since.utc : utc - (bias ?? assumedBias) * MINUTE_MS >= since.clock;
}

export function earlier(one: LogTime | null, other: LogTime | null): LogTime | null {
  if (one === null || other === null) return one ?? other;
  return other.utc < one.utc ? other : one;
}

export function later(one: LogTime | null, other: LogTime | null): LogTime | null {
  if (one === null || other === null) return one ?? other;
  return other.utc >= one.utc ? other : one;
}
