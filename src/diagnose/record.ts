import type { LogLine } from './lines.ts';
import type { LogTime } from './model.ts';
import { plainTimeOf, timeOf } from './time.ts';

export type Severity = 'information' | 'warning' | 'error';

/** One record of a log. */
export interface LogRecord {
  /** May have several lines; cut off where it is longer than any known message. */
  readonly text: string;
  readonly component: string;
  readonly time: LogTime | null;
  /** Null in the plain form, which has none. */
  readonly severity: Severity | null;
  readonly thread: number | null;
  /** The number of its first line. */
  readonly line: number;
}

const BEGIN = '<![LOG[';
const END = ']LOG]!>';
const PLAIN = '$$<';
const MAX_TEXT_LENGTH = 16_384;

const ATTRIBUTES = /^\s*<((?:\s*[A-Za-z]+="[^"]*")+)\s*>/;
const ATTRIBUTE = /\s*([A-Za-z]+)="([^"]*)"/gy;
const PLAIN_END = /^\$\$<([^<>]*)><([^<>]*)><thread=(\d{1,10})[^<>]*>\s*$/;

const SEVERITIES: Readonly<Record<string, Severity>> = { 2: 'warning', 3: 'error' };

/** A record whose end has not been read yet. */
interface OpenRecord {
  text: string;
  readonly line: number;
}

/**
 * Reads records in both forms, which it tells apart line by line. Never throws, and keeps at most
 * one record: where the end is missing, the next record replaces it.
 */
export class RecordReader {
  readonly #bias: number;
  #open: OpenRecord | null = null;
  /** Earlier lines of a record in the plain form, which is recognised by its last line. */
  #plain: OpenRecord | null = null;

  /** @param bias minutes to UTC for a log without an offset */
  constructor(bias: number) {
    this.#bias = bias;
  }

  /** The records that end in this line. */
  read({ text: line, number }: LogLine): readonly LogRecord[] {
    const plain = this.#plainRecord(line, number);
    if (plain !== null) return [plain];
    const records: LogRecord[] = [];
    let rest = line;
    for (;;) {
      const begin = rest.indexOf(BEGIN);
      if (begin !== -1 && (this.#open === null || begin === 0)) {
        this.#open = { text: '', line: number };
        rest = rest.slice(begin + BEGIN.length);
      }
      if (this.#open === null) {
        if (records.length === 0) this.#plain = joined(this.#plain, rest, number);
        return records;
      }
      this.#plain = null;
      const end = endOf(rest);
      if (end === null) {
        this.#open = joined(this.#open, rest, number);
        return records;
      }
      const { text, line: first } = joined(this.#open, rest.slice(0, end.at), number);
      records.push({ text: text.trim(), line: first, ...recordOf(end.attributes, this.#bias) });
      this.#open = null;
      rest = rest.slice(end.after);
      if (!rest.includes(BEGIN)) return records;
    }
  }

  #plainRecord(line: string, number: number): LogRecord | null {
    const at = line.lastIndexOf(PLAIN);
    const found = at === -1 ? null : PLAIN_END.exec(line.slice(at));
    if (found === null) return null;
    const [, component = '', time = '', thread = ''] = found;
    const open = joined(this.#plain, line.slice(0, at), number);
    this.#open = null;
    this.#plain = null;
    return {
      text: open.text.trim().replace(/~$/, ''),
      component,
      time: plainTimeOf(time, this.#bias),
      severity: null,
      thread: Number(thread),
      line: open.line,
    };
  }
}

function joined(open: OpenRecord | null, text: string, line: number): OpenRecord {
  if (open === null || open.text === '') {
    return { text: text.slice(0, MAX_TEXT_LENGTH), line: open?.line ?? line };
  }
  const room = MAX_TEXT_LENGTH - open.text.length - 1;
  return room <= 0 ? open : { text: `${open.text}\n${text.slice(0, room)}`, line: open.line };
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
    const found = ATTRIBUTES.exec(rest.slice(from, from + 1024));
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
): Omit<LogRecord, 'text' | 'line'> {
  const get = (name: string): string => attributes.get(name) ?? '';
  const thread = /^\d{1,10}$/.test(get('thread')) ? Number(get('thread')) : null;
  return {
    component: get('component'),
    time: timeOf(get('date'), get('time'), bias),
    severity: SEVERITIES[get('type')] ?? 'information',
    thread,
  };
}
