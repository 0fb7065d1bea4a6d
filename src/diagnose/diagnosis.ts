import { clean } from '../base/clean.ts';
import { type ComputerRecord, Ledger } from './ledger.ts';
import { type LogLine, LogLineReader } from './lines.ts';
import type { ComputerDiagnosis, LastWord, LogTime, UnknownError } from './model.ts';
import { PushLog } from './push.ts';
import { type PushResult, takeResults } from './push-results.ts';
import { type LogRecord, RecordReader } from './record.ts';
import { CLIENT_COMPONENTS, ClientLog } from './client-log.ts';
import { SetupLog } from './setup.ts';
import { type Since, earlier, isSince, later } from './time.ts';

export interface DiagnosisOptions {
  /** Minutes to UTC for logs without an offset. */
  readonly bias: number;
  /** Records before this are left out. */
  readonly since: Since | null;
  /** The computers of client push to keep, by short or full name; none for all. */
  readonly computers?: readonly string[];
}

/** What was read from one file. */
export interface ReadLog {
  readonly file: string;
  readonly records: number;
  /** Lines with text that are no part of a record. */
  readonly loose: number;
  /** Where nothing of it is read: a component that wrote it; else null. */
  readonly foreign: string | null;
  readonly first: LogTime | null;
  readonly last: LogTime | null;
}

/** Reads the records that one component of Configuration Manager writes into a series of logs. */
interface ComponentReader {
  /** @returns false for an error that is not understood */
  take(record: LogRecord): boolean;
  end(): void;
}

const PUSH = 'sms_client_config_manager';
const SETUP = 'ccmsetup';

/** The most unknown errors that are kept, to be shown. */
const MAX_UNKNOWN = 5;
const MAX_TEXT_LENGTH = 300;

/**
 * Reads logs as their bytes arrive, in bounded memory: it keeps only counts and kinds of failure
 * per computer, of at most MAX_COMPUTERS. A series is a log together with its rotated predecessors, in order of time.
 */
export class Diagnosis {
  readonly #options: DiagnosisOptions;
  readonly #ledger: Ledger;
  readonly #clients: (SetupLog | ClientLog)[] = [];
  readonly #logs: ReadLog[] = [];
  readonly #unknown: UnknownError[] = [];
  #unknownCount = 0;

  constructor(options: DiagnosisOptions) {
    this.#options = options;
    this.#ledger = new Ledger(options.computers);
  }

  /**
   * @param name the file name of the series
   * @param computer the computer that a ccmsetup.log is from; null where it is not known
   */
  series(name: string, computer: string | null): Series {
    const readers = new Map<string, ComponentReader>();
    const readerOf = (component: string): ComponentReader | null => {
      const key = component.toLowerCase();
      const known = readers.get(key);
      if (known !== undefined) return known;
      const made = this.#readerOf(key, name, computer);
      if (made !== null) readers.set(key, made);
      return made;
    };
    return {
      file: (file) => {
        const lines = new LogLineReader();
        const records = new RecordReader(this.#options.bias);
        let count = 0;
        /** A component whose records are not read; null as soon as one is. */
        let foreign: string | null = null;
        let first: LogTime | null = null;
        let last: LogTime | null = null;
        const take = (record: LogRecord): void => {
          const reader = readerOf(record.component);
          const isFirst = count === 0;
          count += 1;
          first = earlier(first, record.time);
          last = later(last, record.time);
          if (reader !== null) foreign = null;
          else if (isFirst) foreign = clean(record.component, 64);
          if (!this.#isWanted(record)) return;
          const isKnown = reader === null ? record.severity !== 'error' : reader.take(record);
          if (!isKnown) this.#addUnknown(file, record);
        };
        const read = (some: readonly LogLine[]): void => {
          for (const line of some) for (const record of records.read(line)) take(record);
        };
        return {
          read: (chunk) => read(lines.read(chunk)),
          end: () => {
            read(lines.end());
            for (const record of records.end()) take(record);
            const log = { file, records: count, loose: records.loose, foreign, first, last };
            this.#logs.push(log);
            return log;
          },
        };
      },
      end: () => {
        for (const reader of readers.values()) reader.end();
      },
    };
  }

  /** Takes a list of last errors, of which only the end of each client push is known. */
  list(file: string, rows: readonly PushResult[]): void {
    const { bias, since } = this.#options;
    const times = takeResults(rows, this.#ledger, file, bias, since);
    this.#logs.push({ file, records: rows.length, loose: 0, foreign: null, ...times });
  }

  /** @returns null for a component that installs no client */
  #readerOf(component: string, file: string, computer: string | null): ComponentReader | null {
    if (component === PUSH) return new PushLog(this.#ledger, file);
    const client = CLIENT_COMPONENTS.get(component);
    if (client === undefined && component !== SETUP) return null;
    const log =
      client === undefined ? new SetupLog(computer, file) : new ClientLog(computer, file, client);
    this.#clients.push(log);
    return log;
  }

  #isWanted({ time }: LogRecord): boolean {
    const { since, bias } = this.#options;
    return since === null || (time !== null && isSince(time, since, bias));
  }

  #addUnknown(file: string, { line, time, component, text }: LogRecord): void {
    this.#unknownCount += 1;
    if (this.#unknown.length >= MAX_UNKNOWN) return;
    this.#unknown.push({
      file,
      line,
      time,
      component: clean(component, 64),
      text: clean(text.replaceAll(/\s+/g, ' '), MAX_TEXT_LENGTH),
    });
  }

  /** `computers-missing`: the logs name more than are kept, and what follows is not whole. */
  get state(): Ledger['state'] {
    return this.#ledger.state;
  }

  get logs(): readonly ReadLog[] {
    return this.#logs;
  }

  get unknown(): { readonly count: number; readonly first: readonly UnknownError[] } {
    return { count: this.#unknownCount, first: this.#unknown };
  }

  /** The computers of client push in the order of the log, then those of CCMSetup. */
  *computers(): Generator<ComputerDiagnosis> {
    for (const record of this.#records()) yield record.diagnosis;
  }

  /** The computers whose last client push failed, with the first line that has their name. */
  *failedPushes(): Generator<{ readonly name: string; readonly line: number }> {
    for (const { name, line, lastWord } of this.#ledger.all) {
      if (name !== null && lastWord === 'failed') yield { name, line };
    }
  }

  get lastWords(): Record<LastWord, number> {
    const counts: Record<LastWord, number> = {
      failed: 0,
      failing: 0,
      resolved: 0,
      succeeded: 0,
      unfinished: 0,
    };
    for (const { lastWord } of this.#records()) counts[lastWord] += 1;
    return counts;
  }

  *#records(): Generator<ComputerRecord> {
    yield* this.#ledger.all;
    for (const { computer } of this.#clients) yield computer;
  }
}

/** Takes the files of a log, oldest first. */
export interface Series {
  file(name: string): LogFile;
  end(): void;
}

export interface LogFile {
  read(chunk: Uint8Array): void;
  /** @returns what was read */
  end(): ReadLog;
}
