import type { Method } from '../catalogue/vocabulary.ts';
import { clean } from '../base/clean.ts';
import { InstallAttempt, type LastLine, type LoggedFailure } from './attempt.ts';
import { natureOfCode } from './code-meaning.ts';
import { ComputerRecord } from './ledger.ts';
import type { FailureKind, FoundCode, LogCause, Step } from './model.ts';
import type { LogRecord, Severity } from './record.ts';
import { STATE_MESSAGES } from './state-message.ts';
import { type AskedServer, readSetupLine } from './setup-line.ts';

const MAX_THREADS = 256;

/** What a thread of CCMSetup is at. */
interface Talk {
  /** The server that it contacts. */
  asked: AskedServer | null;
  /** What the log says of the certificate, which stands before or after the failure. */
  causes: readonly LogCause[];
  /** The failure that a cause in the next lines is about. */
  failed: FailureKind | null;
}

/** Reads ccmsetup.log: one computer, one installation after the other. */
export class SetupLog {
  /** The computer; the log does not have its name. */
  readonly computer: ComputerRecord;
  #attempt: InstallAttempt | null = null;
  /** Whether this process only started the service that installs. */
  #isHandedOver = false;
  #method: Method = 'manual';
  readonly #threads = new Map<number, Talk>();

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
        attempt.conclude(this.#failure(line.error, said, this.#askedBefore(said, record), record));
        return true;
      }
      case 'progress':
        attempt.proceed();
        return true;
      case 'asking':
        this.#talk(record, line.asked);
        return true;
      case 'state': {
        const { step, nature } = STATE_MESSAGES[line.state];
        attempt.note({
          failure: {
            ...this.#failure(null, step, this.#askedBefore(step, record), record),
            state: line.state,
            nature: nature === 'unknown' ? null : nature,
          },
          quality: 'error',
        });
        return true;
      }
      case 'cause': {
        const talk = this.#talk(record);
        talk.causes = [...talk.causes, line.cause];
        if (talk.failed !== null) attempt.findings.explain(talk.failed, line.cause);
        return true;
      }
      case 'failure': {
        const talk = this.#talk(record, line.asked);
        const asked = line.asked === null ? this.#askedBefore(line.step, record) : talk.asked;
        const step = stepOf(line.step, asked);
        const isOfCertificate = line.error !== null && natureOfCode(line.error) === 'certificate';
        const told = isOfCertificate ? talk.causes : [];
        talk.failed = attempt.fail({
          ...this.#failure(line.error, step, asked, record),
          causes: line.cause === null ? told : [...told, line.cause],
          weight: line.weight,
        });
        if (!isOfCertificate) talk.failed = null;
        return true;
      }
      case 'unknown':
        attempt.note({
          failure: {
            ...this.#failure(null, 'setup', null, record),
            nature: 'unexplained',
          },
          quality: QUALITIES[record.severity ?? 'information'],
        });
        return record.severity !== 'error';
    }
  }

  /** Ends the current attempt, at the end of a run or of the log. */
  end(): void {
    const attempt = this.#attempt;
    this.#attempt = null;
    this.#threads.clear();
    const isOver = this.#isHandedOver && attempt?.ended !== 'failed';
    this.#isHandedOver = false;
    if (attempt !== null && !isOver) this.computer.take(attempt);
  }

  #failure(
    error: FoundCode | null,
    step: Step,
    asked: AskedServer | null,
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
      weight: 'main',
    };
  }

  /** A line without a server is about the thread's previous one, if that has the role. */
  #askedBefore(step: Step, { thread }: LogRecord): AskedServer | null {
    const asked = this.#threads.get(thread ?? -1)?.asked ?? null;
    return asked !== null && (step === 'web' || roleOf(step) === roleOf(asked.step)) ? asked : null;
  }

  /** What the record's thread is at, after it named a server. */
  #talk({ thread }: LogRecord, said: AskedServer | null = null): Talk {
    const known = this.#threads.get(thread ?? -1);
    const talk = known ?? { asked: null, causes: [], failed: null };
    if (known === undefined) {
      if (this.#threads.size >= MAX_THREADS) this.#threads.clear();
      this.#threads.set(thread ?? -1, talk);
    }
    if (said === null) return talk;
    const { asked } = talk;
    const isSame = asked !== null && asked.host?.toLowerCase() === said.host?.toLowerCase();
    // A server that is named once more, without its scheme, is contacted as before.
    talk.asked = isSame && said.scheme === null ? { ...said, scheme: asked.scheme } : said;
    if (asked !== null && !isSame) {
      talk.causes = [];
      talk.failed = null;
    }
    return talk;
  }
}

const QUALITIES = {
  error: 'error',
  warning: 'step',
  information: 'other',
} as const satisfies Record<Severity, LastLine['quality']>;

/** A line that tells only that a web server was asked is about the server's role. */
function stepOf(step: Step, asked: AskedServer | null): Step {
  return step === 'web' ? (asked?.step ?? step) : step;
}

/** The management point also answers where content is. */
function roleOf(step: Step): Step {
  return step === 'content-location' ? 'management-point' : step;
}
