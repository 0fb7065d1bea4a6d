import type { Method } from '../catalogue/vocabulary.ts';
import { clean } from '../base/clean.ts';
import type { InstallAttempt, LoggedFailure } from './attempt.ts';
import { natureOfCode } from './code-meaning.ts';
import type { DiagnosedLog, FailureKind, FoundCode, LogCause, Step } from './model.ts';
import type { LogRecord } from './record.ts';
import type { AskedServer, SetupLine } from './setup-line.ts';

const MAX_THREADS = 256;

/** What a thread of the client is at. */
interface Conversation {
  /** The server that it contacts. */
  asked: AskedServer | null;
  /** What the log says of the certificate, which stands before or after the failure. */
  causes: readonly LogCause[];
  /** The failure that a cause in the next lines is about. */
  failed: FailureKind | null;
}

/** What the threads of CCMSetup, or of an installed client, talk of with which server. */
export class Conversations {
  readonly #log: DiagnosedLog;
  readonly #threads = new Map<number, Conversation>();
  method: Method;

  constructor(log: DiagnosedLog, method: Method) {
    this.#log = log;
    this.method = method;
  }

  clear(): void {
    this.#threads.clear();
  }

  /** Notes the server that the thread's next lines are about. */
  ask(record: LogRecord, asked: AskedServer): void {
    this.#at(record, asked);
  }

  /** Notes what the log says of the failure that was, or of the one that comes. */
  explain(record: LogRecord, cause: LogCause, attempt: InstallAttempt): void {
    const at = this.#at(record);
    at.causes = [...at.causes, cause];
    if (at.failed !== null) attempt.findings.explain(at.failed, cause);
  }

  /** @param otherwise the step of a failure that names no server of a known role */
  fail(
    record: LogRecord,
    line: Extract<SetupLine, { kind: 'failure' }>,
    attempt: InstallAttempt,
    otherwise: Step = line.step,
  ): void {
    const at = this.#at(record, line.asked);
    const asked = line.asked === null ? this.askedBefore(line.step, record) : at.asked;
    const said = line.step === 'web' ? (asked?.step ?? 'web') : line.step;
    const step = said === 'web' || said === 'setup' ? otherwise : said;
    const isOfCertificate = line.error !== null && natureOfCode(line.error) === 'certificate';
    const told = isOfCertificate ? at.causes : [];
    const failed = attempt.fail({
      ...this.failure(record, line.error, step, asked),
      causes: line.cause === null ? told : [...told, line.cause],
      weight: line.weight,
    });
    at.failed = isOfCertificate ? failed : null;
  }

  failure(
    { time, text }: LogRecord,
    error: FoundCode | null,
    step: Step,
    asked: AskedServer | null,
  ): LoggedFailure {
    return {
      log: this.#log,
      step,
      method: this.method,
      scheme: asked?.scheme ?? null,
      error,
      host: asked?.host === undefined || asked.host === null ? null : clean(asked.host),
      time,
      text,
      weight: 'main',
    };
  }

  /** A line without a server is about the thread's previous one, if that has the role. */
  askedBefore(step: Step, { thread }: LogRecord): AskedServer | null {
    const asked = this.#threads.get(thread ?? -1)?.asked ?? null;
    return asked !== null && (step === 'web' || roleOf(step) === roleOf(asked.step)) ? asked : null;
  }

  /** What the record's thread is at, after it named a server. */
  #at({ thread }: LogRecord, said: AskedServer | null = null): Conversation {
    const known = this.#threads.get(thread ?? -1);
    const at = known ?? { asked: null, causes: [], failed: null };
    if (known === undefined) {
      if (this.#threads.size >= MAX_THREADS) this.#threads.clear();
      this.#threads.set(thread ?? -1, at);
    }
    if (said === null) return at;
    const { asked } = at;
    const isSame = asked !== null && asked.host?.toLowerCase() === said.host?.toLowerCase();
    // A server that is named once more, without its scheme, is contacted as before.
    at.asked = isSame && said.scheme === null ? { ...said, scheme: asked.scheme } : said;
    if (asked !== null && !isSame) {
      at.causes = [];
      at.failed = null;
    }
    return at;
  }
}

/** The management point also answers where content is. */
function roleOf(step: Step): Step {
  return step === 'content-location' ? 'management-point' : step;
}
