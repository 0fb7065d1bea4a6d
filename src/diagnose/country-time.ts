import type { LogTime } from './model.ts';
import { localTime } from './time.ts';

/** A date as the country's settings write it: which of two numbers is the day only other dates tell. */
export type DateOrder = 'month-first' | 'day-first';

type Half = 'forenoon' | 'afternoon';

/** A time as a country's settings write it: `12/30/2025 4:26:12 PM`, `30.12.2025 16:26:12`. */
export interface CountryTime {
  /** Its three numbers, as they stand. */
  readonly date: readonly [string, string, string];
  /** `.`, `/` or `-` between them. */
  readonly separator: string;
  readonly clock: string;
  /** Null on a clock of 24 hours. */
  readonly half: Half | null;
}

const DATE = /^(\d{1,4})([-/.])(\d{1,2})[-/.](\d{1,4})[.,]?$/;
const CLOCK = /^\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?$/;

/** Halves of the day as Windows writes them in countries with a clock of twelve hours. */
const FORENOON: ReadonlySet<string> = new Set([
  'am',
  '午前',
  '오전',
  '上午',
  'πμ',
  'sa',
  'fm',
  'de',
]);
const AFTERNOON: ReadonlySet<string> = new Set([
  'pm',
  '午後',
  '오후',
  '下午',
  'μμ',
  'ch',
  'em',
  'du',
]);
/** No word of a time is longer. */
const MAX_WORD = 120;

/** A time that is all of a text; null for anything else. */
export function countryTime(text: string): CountryTime | null {
  const words = new WordsFromEnd(text);
  const time = timeAtEnd(words);
  return words.next() === '' ? time : null;
}

/** The time that the next words from the end are; null where they are none. */
export function timeAtEnd(words: WordsFromEnd): CountryTime | null {
  // The half stands before the clock or after it, by the country; `p. m.` has a blank in it.
  let clock = words.next();
  let half: Half | null = null;
  if (!CLOCK.test(clock)) {
    const second = clock.length > 2 ? '' : words.peek();
    half = halfOf(clock) ?? halfOf(`${second}${clock}`);
    if (half === null) return null;
    if (halfOf(clock) === null) words.next();
    clock = words.next();
  }
  if (!CLOCK.test(clock)) return null;
  const before = halfOf(words.peek());
  if (half === null && before !== null) {
    half = before;
    words.next();
  }
  const [whole, first = '', separator = '', second = '', third = ''] = dateBefore(words) ?? [];
  const isDate =
    first.length === 4
      ? third.length < 3
      : first.length < 3 && (third.length === 2 || third.length === 4);
  if (whole === undefined || !isDate) return null;
  return { date: [first, second, third], separator, clock, half };
}

function halfOf(word: string): Half | null {
  const plain = word.toLowerCase().replaceAll('.', '');
  if (FORENOON.has(plain)) return 'forenoon';
  return AFTERNOON.has(plain) ? 'afternoon' : null;
}

/** A date of one word, or of three: `30. 12. 2025`, `2025. 12. 30.` */
function dateBefore(words: WordsFromEnd): RegExpExecArray | null {
  const last = words.next();
  const found = DATE.exec(last);
  if (found !== null || !/^\d{1,4}\.?$/.test(last)) return found;
  const middle = words.next();
  return DATE.exec(`${words.next()}${middle}${last}`);
}

/** The order that a date proves, `ambiguous` where it may be read both ways, null where its year is first. */
export function orderOf({ date, separator }: CountryTime): DateOrder | 'ambiguous' | null {
  if (date[0].length > 2) return null;
  // No country writes the month first with dots.
  if (separator === '.') return 'day-first';
  const [first, second] = date.map(Number);
  if ((first ?? 0) > 12) return 'day-first';
  return (second ?? 0) > 12 ? 'month-first' : 'ambiguous';
}

/** @param bias minutes to UTC */
export function localTimeOf(
  { date, clock, half }: CountryTime,
  order: DateOrder,
  bias: number,
): LogTime | null {
  const [first, second, third] = date;
  const [year, month, day] =
    first.length > 2
      ? [first, second, third]
      : order === 'month-first'
        ? [third, first, second]
        : [third, second, first];
  const [time = '', fraction] = clock.split('.');
  const [hour, minute, second2] = time.split(':').map(Number);
  return localTime(
    {
      year: Number(year) < 100 ? 2000 + Number(year) : Number(year),
      month: Number(month),
      day: Number(day),
      hour: hourOf(hour ?? 0, half),
      minute: minute ?? 0,
      second: second2 ?? 0,
    },
    fraction,
    null,
    bias,
  );
}

function hourOf(hour: number, half: Half | null): number {
  return half === null ? hour : (hour % 12) + (half === 'afternoon' ? 12 : 0);
}

/** The words of a line from its end, of which only a bounded part is looked at. */
export class WordsFromEnd {
  readonly #line: string;
  /** Where the last word begins that was taken. */
  at: number;

  constructor(line: string) {
    this.#line = line;
    this.at = line.length;
  }

  /** The next word, which is taken later. */
  peek(): string {
    const { at } = this;
    const word = this.next();
    this.at = at;
    return word;
  }

  /** The next word; empty where there is none, or none that is short. */
  next(): string {
    let end = this.at;
    while (end > 0 && isBlank(this.#line, end - 1)) end -= 1;
    let begin = end;
    while (begin > 0 && end - begin < MAX_WORD && !isBlank(this.#line, begin - 1)) begin -= 1;
    this.at = begin;
    return this.#line.slice(begin, end);
  }
}

function isBlank(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  // Also what dates have between their parts: narrow and wide blanks, and marks of direction.
  return (
    code === 0x20 ||
    code === 0x09 ||
    code === 0xa0 ||
    code === 0x200e ||
    code === 0x200f ||
    code === 0x202f ||
    code === 0x3000
  );
}
