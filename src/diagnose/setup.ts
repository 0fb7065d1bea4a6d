import { InstallAttempt, type LastLine } from './attempt.ts';
import { isHarmless } from './code.ts';
import { Conversations } from './conversations.ts';
import { ComputerRecord } from './ledger.ts';
import type { LogRecord, Severity } from './record.ts';
import { readSetupLine } from './setup-line.ts';
import { STATE_MESSAGES } from './state-message.ts';

/** Reads ccmsetup.log: one computer, one installation after the other. */
export class SetupLog {
  /** The computer; the log does not have its name. */
  readonly computer: ComputerRecord;
  #attempt: InstallAttempt | null = null;
  /** Whether this process only started the service that installs. */
  #isHandedOver = false;
  readonly #talks = new Conversations('ccmsetup.log', 'manual');

  /** @param name the computer's name, where the path has it */
  constructor(name: string | null, file: string) {
    this.computer = new ComputerRecord(name, 'ccmsetup.log', file);
  }

  /** @returns false for an error that is not understood */
  take(written: LogRecord): boolean {
    const { line, record } = readSetupLine(written);
    if (line.kind === 'begin') this.end();
    const attempt = (this.#attempt ??= new InstallAttempt());
    attempt.see(record.time);
    switch (line.kind) {
      case 'begin':
      case 'nothing':
      case 'located':
      case 'answered':
        return true;
      case 'method':
        this.#talks.method = line.method;
        return true;
      case 'handed-over':
        this.#isHandedOver = true;
        return true;
      case 'succeeded':
        this.#succeed(record, attempt);
        return true;
      case 'waiting':
        // CCMSetup retries in the same run, so a new attempt begins here.
        attempt.ended = 'failed';
        this.end();
        return true;
      case 'failed': {
        const said = line.error?.key === 'bad-network-path' ? 'source' : line.step;
        const asked = this.#talks.askedBefore(said, record);
        attempt.conclude(this.#talks.failure(record, line.error, said, asked));
        return true;
      }
      case 'progress':
        attempt.proceed();
        return true;
      case 'asking':
        this.#talks.ask(record, line.asked);
        return true;
      case 'state': {
        const { step, nature } = STATE_MESSAGES[line.state];
        attempt.note({
          failure: {
            ...this.#talks.failure(record, null, step, this.#talks.askedBefore(step, record)),
            state: line.state,
            nature: nature === 'unknown' ? null : nature,
          },
          quality: 'error',
        });
        return true;
      }
      case 'cause':
        this.#talks.explain(record, line.cause, attempt);
        return true;
      case 'failure':
        // Before a client is installed there is no WMI of its own to be opened.
        if (line.step === 'own-wmi' && (line.error === null || isHarmless(line.error))) return true;
        this.#talks.fail(record, line, attempt);
        return true;
      case 'unknown':
        attempt.note({
          failure: {
            ...this.#talks.failure(record, null, 'setup', null),
            nature: 'unexplained',
          },
          quality: QUALITIES[record.severity ?? 'information'],
        });
        return record.severity !== 'error';
    }
  }

  /** A run that had failed by its own words, and goes on, counts as two attempts: the last word holds. */
  #succeed(record: LogRecord, attempt: InstallAttempt): void {
    if (attempt.ended !== 'failed') {
      attempt.ended = 'succeeded';
      return;
    }
    this.end();
    this.#attempt = new InstallAttempt();
    this.#attempt.see(record.time);
    this.#attempt.ended = 'succeeded';
  }

  /** Ends the current attempt, at the end of a run or of the log. */
  end(): void {
    const attempt = this.#attempt;
    this.#attempt = null;
    this.#talks.clear();
    const isOver = this.#isHandedOver && attempt?.ended !== 'failed';
    this.#isHandedOver = false;
    if (attempt !== null && !isOver) this.computer.take(attempt);
  }
}

const QUALITIES = {
  error: 'error',
  warning: 'step',
  information: 'other',
} as const satisfies Record<Severity, LastLine['quality']>;
