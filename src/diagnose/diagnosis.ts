import { clean } from '../base/clean.ts';
import { type ComputerRecord, Ledger } from './ledger.ts';
import { LogLineReader } from './lines.ts';
import type { ComputerDiagnosis, LastWord, LogTime, UnknownError } from './model.ts';
import { PushLog } from './push.ts';
import { type LogRecord, RecordReader } from './record.ts';
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
  readonly first: LogTime | null;
  readonly last: LogTime | null;
}

const PUSH = 'SMS_CLIENT_CONFIG_MANAGER';
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
  readonly #setups: SetupLog[] = [];
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
    const push = new PushLog(this.#ledger, name);
    let setup: SetupLog | null = null;
    const take = (record: LogRecord): boolean => {
      switch (record.component) {
        case PUSH:
          return push.take(record);
        case SETUP:
          if (setup === null) {
            setup = new SetupLog(computer, name);
            this.#setups.push(setup);
          }
          return setup.take(record);
        default:
          return record.severity !== 'error';
      }
    };
    return {
      file: (file) => {
        const lines = new LogLineReader();
        const records = new RecordReader(this.#options.bias);
        let count = 0;
        let first: LogTime | null = null;
        let last: LogTime | null = null;
        const read = (some: ReturnType<LogLineReader['read']>): void => {
          for (const line of some) {
            for (const record of records.read(line)) {
              count += 1;
              first = earlier(first, record.time);
              last = later(last, record.time);
              if (this.#isWanted(record) && !take(record)) this.#addUnknown(file, record);
            }
          }
        };
        return {
          read: (chunk) => read(lines.read(chunk)),
          end: () => {
            read(lines.end());
            this.#logs.push({ file, records: count, first, last });
          },
        };
      },
      end: () => {
        push.end();
        setup?.end();
      },
    };
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
    for (const { computer } of this.#setups) yield computer;
  }
}

/** Takes the files of a log, oldest first. */
export interface Series {
  file(name: string): LogFile;
  end(): void;
}

export interface LogFile {
  read(chunk: Uint8Array): void;
  end(): void;
}
