import { asWritten } from './as-written.ts';
import { copiedEnd, copiedRecord, orderIn } from './copied-record.ts';
import type { DateOrder } from './country-time.ts';
import type { LogLine } from './lines.ts';
import type { LogTime } from './model.ts';
import { plainTimeOf, timeOf } from './time.ts';
import { updateRecord } from './update-record.ts';

export type Severity = 'information' | 'warning' | 'error';

/** One record of a log. */
export interface LogRecord {
  /** May have several lines; cut off where it is longer than any known message. */
  readonly text: string;
  /**
   * Where in the text it most likely begins: what stands before may be other text, in the forms that are
   * recognised by their end. Null where a mark tells.
   */
  readonly begin: number | null;
  readonly component: string;
  readonly time: LogTime | null;
  /** Null in the forms that have none. */
  readonly severity: Severity | null;
  readonly thread: number | null;
  /** The number of its first line. */
  readonly line: number;
}

const BEGIN = '<![LOG[';
const END = ']LOG]!>';
const PLAIN = '$$<';
const MAX_TEXT_LENGTH = 16_384;
/** How far the end of a record may be wrapped onto other lines. */
const MAX_END_LENGTH = 1024;

const ATTRIBUTES = /^\s*<((?:\s*[A-Za-z]+="[^"]*")+)\s*>/;
const ATTRIBUTE = /\s*([A-Za-z]+)="([^"]*)"/gy;
const PLAIN_END = /^\$\$<([^<>]*)><([^<>]*)><thread=(\d{1,10})[^<>]*>\s*$/;

const SEVERITIES: Readonly<Record<string, Severity>> = { 2: 'warning', 3: 'error' };

/** The most lines, and characters of them, that wait for a date that tells day from month. */
const MAX_WAITING = 1000;
const MAX_WAITING_LENGTH = 1_000_000;

/** A record whose end has not been read yet. */
interface OpenRecord {
  readonly text: string;
  /** What may be the beginning of its end, which a mail program wrapped; null where nothing is. */
  readonly end: { readonly text: string; readonly at: number } | null;
  readonly line: number;
  /** How many lines with text it has. */
  readonly lines: number;
}

/**
 * Reads records in every form that people have them in, which it tells apart line by line: as
 * Configuration Manager writes them (in brackets, and plain), as the log viewer copies them, as
 * WindowsUpdate.log has them; all of them also escaped for HTML, quoted or wrapped by mail programs,
 * and between other text. Never throws, and keeps at most one record: where the end is missing, the
 * next record replaces it.
 */
export class RecordReader {
  readonly #bias: number;
  #open: OpenRecord | null = null;
  /** Earlier lines of a record in a form that is recognised by its last line. */
  #before: OpenRecord | null = null;
  /** Lines since a date that may be read in two ways. */
  #waiting: LogLine[] = [];
  #waitingLength = 0;
  #order: DateOrder | null = null;
  /** Lines with text that are no part of a record. */
  loose = 0;

  /** @param bias minutes to UTC for a log without an offset */
  constructor(bias: number) {
    this.#bias = bias;
  }

  /** The records that end in this line, or in earlier ones that waited for it. */
  read({ text, number }: LogLine): readonly LogRecord[] {
    const line = { text: asWritten(text), number };
    if (this.#order !== null) return this.#take(line);
    const order = orderIn(line.text);
    if (order === null && this.#waiting.length === 0) return this.#take(line);
    this.#waiting.push(line);
    this.#waitingLength += line.text.length;
    if (order === 'month-first' || order === 'day-first') return this.#release(order);
    const isFull = this.#waiting.length >= MAX_WAITING || this.#waitingLength >= MAX_WAITING_LENGTH;
    return isFull ? this.#release('month-first') : [];
  }

  /** The last records, at the end of the log. */
  end(): readonly LogRecord[] {
    const records = this.#waiting.length === 0 ? [] : this.#release('month-first');
    this.#giveUp();
    return records;
  }

  #release(order: DateOrder): readonly LogRecord[] {
    this.#order = order;
    const waiting = this.#waiting;
    this.#waiting = [];
    return waiting.flatMap((line) => this.#take(line));
  }

  #take({ text: line, number }: LogLine): readonly LogRecord[] {
    const known = this.#plainRecord(line, number) ?? this.#otherRecord(line, number);
    if (known !== null) return [known];
    const records: LogRecord[] = [];
    let rest = line;
    for (;;) {
      const begin = rest.indexOf(BEGIN);
      if (begin !== -1 && (this.#open === null || begin === 0)) {
        if (begin > 0 && records.length === 0) this.#keep(rest.slice(0, begin), number);
        this.#giveUp();
        this.#open = { text: '', end: null, line: number, lines: 0 };
        rest = rest.slice(begin + BEGIN.length);
      }
      if (this.#open === null) {
        if (records.length === 0) this.#keep(rest, number);
        return records;
      }
      const open: OpenRecord = this.#open;
      const whole = open.end === null ? rest : `${open.end.text} ${rest}`;
      const end = endOf(whole);
      if (end === null) {
        this.#open = continued(open, rest, number, END);
        return records;
      }
      const text =
        open.end === null || end.at > 0
          ? joined(open, whole.slice(0, end.at), number).text
          : open.text.slice(0, open.end.at);
      records.push({
        text: text.trim(),
        begin: null,
        line: open.line,
        ...recordOf(end.attributes, this.#bias),
      });
      this.#open = null;
      rest = whole.slice(end.after);
      if (!rest.includes(BEGIN)) return records;
    }
  }

  /** Keeps a line that may belong to the record that a later line ends; an empty line belongs to none. */
  #keep(line: string, number: number): void {
    if (line.trim() === '') this.#loosen();
    else this.#before = continued(this.#before, line, number, PLAIN);
  }

  /** Gives up the lines that no record's end followed. */
  #loosen(): void {
    this.loose += this.#before?.lines ?? 0;
    this.#before = null;
  }

  /** Gives up what has not ended. */
  #giveUp(): void {
    this.#loosen();
    this.loose += this.#open?.lines ?? 0;
    this.#open = null;
  }

  #plainRecord(line: string, number: number): LogRecord | null {
    const before = this.#before;
    const at = line.lastIndexOf(PLAIN);
    const wrapped = at === -1 ? (before?.end ?? null) : null;
    if (at === -1 && wrapped === null) return null;
    const found = PLAIN_END.exec(wrapped === null ? line.slice(at) : `${wrapped.text} ${line}`);
    if (found === null) return null;
    const [, component = '', time = '', thread = ''] = found;
    const open = joined(before, wrapped === null ? line.slice(0, at) : '', number);
    const text = (wrapped === null ? open.text : open.text.slice(0, wrapped.at)).trimEnd();
    const begin = before === null ? 0 : beginOf(before.text, line);
    const blanks = text.length - text.trimStart().length;
    this.#before = null;
    this.#giveUp();
    return {
      text: text.trim().replace(/~$/, ''),
      begin: Math.max(0, begin - blanks),
      component,
      time: plainTimeOf(time, this.#bias),
      severity: null,
      thread: Number(thread),
      line: open.line,
    };
  }

  #otherRecord(line: string, number: number): LogRecord | null {
    const update = this.#open === null ? updateRecord(line, this.#bias) : null;
    if (update !== null) {
      this.#loosen();
      return { ...update, begin: null, line: number };
    }
    const order = this.#order ?? 'month-first';
    const copied = copiedRecord(line, order, this.#bias);
    if (copied !== null) {
      return this.#copied(copied, this.#partOf(line, copied.text === ''), number);
    }
    // A mail program broke the line where a blank was.
    const before = this.#before;
    if (before === null || !endsWrapped(before.text, line)) return null;
    const last = lastLine(before.text);
    const wrapped = last === '' ? null : copiedRecord(`${last} ${line}`, order, this.#bias);
    if (wrapped === null) return null;
    const part = this.#partOf(line);
    const above = part?.text.slice(0, -last.length).trimEnd() ?? '';
    return this.#copied(wrapped, above === '' ? null : { ...before, text: above }, number);
  }

  /**
   * The lines before that belong to the record that this line ends; the others are loose.
   * @param isTextless this line has nothing of the record's text, which so ends in the line before
   */
  #partOf(line: string, isTextless = false): OpenRecord | null {
    const before = this.#before;
    if (before === null) return null;
    const begin = beginOf(before.text, line, isTextless);
    const above = before.text.slice(0, begin);
    const lines = above.split('\n').filter((one) => one.trim() !== '').length;
    this.loose += lines;
    const text = before.text.slice(begin);
    this.#before =
      text === '' ? null : { ...before, text, lines: Math.max(0, before.lines - lines) };
    return this.#before;
  }

  #copied(
    found: Omit<LogRecord, 'begin' | 'line'>,
    before: OpenRecord | null,
    number: number,
  ): LogRecord {
    const line = number - (this.#before?.text.split('\n').length ?? 0);
    const { text } = joined(before, found.text, number);
    this.#before = null;
    this.#giveUp();
    return { ...found, text: text.trim(), begin: 0, line };
  }
}

/**
 * Whether a record as the log viewer copies it may end in a line, and have begun in the text before it.
 * Little of that text is looked at, for most lines end no record.
 */
function endsWrapped(before: string, line: string): boolean {
  return (
    line.trimEnd().endsWith(')') && copiedEnd(`${before.slice(-MAX_END_LENGTH)} ${line}`) !== null
  );
}

/** Mail programs make no longer lines. */
const MAX_WRAPPED = 100;

/**
 * Where the lines before the end of a record begin to belong to it. A mail program breaks a line only
 * where the next word has no room in it, so a shorter line is the end of other text.
 * @param isTextless the end has no text: at least the line before it belongs to the record
 */
function beginOf(before: string, end: string, isTextless = false): number {
  const lines = before.split('\n');
  let below = end;
  let width = end.length;
  let begin = before.length;
  for (const line of lines.toReversed()) {
    width = Math.max(width, line.length);
    const [word = ''] = below.trimStart().split(/\s/, 1);
    const isRoomLeft = width > MAX_WRAPPED || line.length + 1 + word.length <= width;
    if (isRoomLeft && !(isTextless && below === end)) break;
    begin -= line.length + 1;
    below = line;
  }
  return Math.min(before.length, begin + 1);
}

function lastLine(text: string): string {
  return text.slice(text.lastIndexOf('\n') + 1);
}

function joined(open: OpenRecord | null, text: string, line: number): OpenRecord {
  const lines = (open?.lines ?? 0) + (text.trim() === '' ? 0 : 1);
  if (open === null || open.text === '') {
    return { text: text.slice(0, MAX_TEXT_LENGTH), end: null, line: open?.line ?? line, lines };
  }
  const room = MAX_TEXT_LENGTH - open.text.length - 1;
  return room <= 0
    ? { ...open, end: null, lines }
    : { text: `${open.text}\n${text.slice(0, room)}`, end: null, line: open.line, lines };
}

/** A record with one more line, in which its end may have begun: the mark, and not all behind it. */
function continued(
  open: OpenRecord | null,
  text: string,
  line: number,
  mark: typeof END | typeof PLAIN,
): OpenRecord {
  const more = joined(open, text, line);
  const known = open?.end ?? null;
  const at = text.lastIndexOf(mark);
  if (at !== -1) {
    const end = {
      text: text.slice(at),
      at: (open?.text === '' ? 0 : (open?.text.length ?? -1) + 1) + at,
    };
    return text.length - at > MAX_END_LENGTH ? more : { ...more, end };
  }
  const whole = known === null ? '' : `${known.text} ${text}`;
  return known === null || whole.length > MAX_END_LENGTH
    ? more
    : { ...more, end: { text: whole, at: known.at } };
}

interface End {
  readonly at: number;
  readonly after: number;
  readonly attributes: ReadonlyMap<string, string>;
}

/** Finds the end of a record. A text may contain the mark, so attributes must follow it. */
function endOf(rest: string): End | null {
  for (let at = rest.indexOf(END); at !== -1; at = rest.indexOf(END, at + END.length)) {
    const from = at + END.length;
    const found = ATTRIBUTES.exec(rest.slice(from, from + MAX_END_LENGTH));
    if (found !== null) {
      const attributes = new Map<string, string>();
      for (const [, name = '', value = ''] of (found[1] ?? '').matchAll(ATTRIBUTE)) {
        attributes.set(name.toLowerCase(), value);
      }
      if (attributes.has('time')) return { at, after: from + found[0].length, attributes };
    }
  }
  return null;
}

function recordOf(
  attributes: ReadonlyMap<string, string>,
  bias: number,
): Omit<LogRecord, 'text' | 'begin' | 'line'> {
  const get = (name: string): string => attributes.get(name) ?? '';
  const thread = /^\d{1,10}$/.test(get('thread')) ? Number(get('thread')) : null;
  return {
    component: get('component'),
    time: timeOf(get('date'), get('time'), bias),
    severity: SEVERITIES[get('type')] ?? 'information',
    thread,
  };
}
