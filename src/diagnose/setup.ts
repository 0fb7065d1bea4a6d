import type { Method } from '../catalogue/vocabulary.ts';
import { clean } from '../base/clean.ts';
import { InstallAttempt, type LoggedFailure } from './attempt.ts';
import { ComputerRecord } from './ledger.ts';
import type { FoundCode, Step } from './model.ts';
import type { LogRecord } from './record.ts';
import { type AskedServer, readSetupLine } from './setup-line.ts';

const MAX_THREADS = 256;

/** Reads ccmsetup.log: one computer, one installation after the other. */
export class SetupLog {
  /** The computer; the log does not have its name. */
  readonly computer: ComputerRecord;
  #attempt: InstallAttempt | null = null;
  /** Whether this process only started the service that installs. */
  #isHandedOver = false;
  #method: Method = 'manual';
  /** The server that each thread contacts. */
  readonly #asked = new Map<number, AskedServer>();

  /** @param name the computer's name, where the path has it */
  constructor(name: string | null, file: string) {
    this.computer = new ComputerRecord(name, 'ccmsetup.log', file);
  }

  /** @returns false for an error that is not understood */
  take(record: LogRecord): boolean {
    const line = readSetupLine(record.text, record.severity === 'error');
    if (line.kind === 'begin') this.end();
    const attempt = (this.#attempt ??= new InstallAttempt());
    attempt.see(record.time);
    switch (line.kind) {
      case 'begin':
      case 'nothing':
        return true;
      case 'method':
        this.#method = line.method;
        return true;
      case 'handed-over':
        this.#isHandedOver = true;
        return true;
      case 'succeeded':
        attempt.ended = 'succeeded';
        return true;
      case 'waiting':
        // CCMSetup retries in the same run, so a new attempt begins here.
        attempt.ended = 'failed';
        this.end();
        return true;
      case 'failed': {
        const said = line.error?.key === 'bad-network-path' ? 'source' : line.step;
        attempt.conclude(
          this.#failure(line.error, said, this.#askedBefore(said, record), 'main', record),
        );
        return true;
      }
      case 'asking':
        this.#remember(record, line.asked);
        return true;
      case 'failure': {
        const asked = line.asked ?? this.#askedBefore(line.step, record);
        if (line.asked !== null) this.#remember(record, line.asked);
        const step = line.step === 'web' ? (asked?.step ?? 'web') : line.step;
        attempt.fail(this.#failure(line.error, step, asked, line.weight, record));
        return true;
      }
      case 'unknown':
        return record.severity !== 'error';
    }
  }

  /** Ends the current attempt, at the end of a run or of the log. */
  end(): void {
    const attempt = this.#attempt;
    this.#attempt = null;
    this.#asked.clear();
    const isOver = this.#isHandedOver && attempt?.ended !== 'failed';
    this.#isHandedOver = false;
    if (attempt !== null && !isOver) this.computer.take(attempt);
  }

  #failure(
    error: FoundCode | null,
    step: Step,
    asked: AskedServer | null,
    weight: LoggedFailure['weight'],
    { time, text }: LogRecord,
  ): LoggedFailure {
    return {
      log: 'ccmsetup.log',
      step,
      method: this.#method,
      scheme: asked?.scheme ?? null,
      error,
      host: asked?.host === undefined || asked.host === null ? null : clean(asked.host),
      time,
      text,
      weight,
    };
  }

  /** A line without a server is about the thread's previous one, if that has the role. */
  #askedBefore(step: Step, { thread }: LogRecord): AskedServer | null {
    const asked = this.#asked.get(thread ?? -1);
    return asked !== undefined && (step === 'web' || step === asked.step) ? asked : null;
  }

  #remember({ thread }: LogRecord, asked: AskedServer): void {
    if (this.#asked.size >= MAX_THREADS) this.#asked.clear();
    this.#asked.set(thread ?? -1, asked);
  }
}
