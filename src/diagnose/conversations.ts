import type { InstallMethod } from '../catalogue/vocabulary.ts';
import { clean } from '../base/clean.ts';
import type { InstallAttempt } from './attempt.ts';
import { isLasting } from './cause.ts';
import { natureOfCode } from './code-nature.ts';
import { isVague } from './wrapper.ts';
import type { LoggedFailure } from './failure-kinds.ts';
import type { DiagnosedLog, FailureKind, FoundCode, LogCause, Nature, Step } from './model.ts';
import type { LogRecord } from './record.ts';
import type { AskedServer, SetupLine } from './setup-line.ts';

const MAX_THREADS = 256;

/** Steps that talk to a web server. */
const WEB_STEPS: readonly Step[] = [
  'management-point',
  'content-location',
  'cloud-management-gateway',
  'distribution-point',
  'software-update-point',
  'server-locator-point',
  'web',
];

function isUntold(nature: Nature): boolean {
  return nature === 'unknown' || nature === 'unspecified';
}

/** What a thread of the client is at. */
interface Conversation {
  /** The server that it contacts. */
  asked: AskedServer | null;
  /** What the log said of a certificate since the last failure. */
  causes: readonly LogCause[];
  /** The failure that a cause in the next lines is about. */
  failed: FailureKind | null;
  /** What failed last with this server. */
  last: FailureOfAttempt | null;
  /** What this server refused last by its status. */
  refused: FailureOfAttempt | null;
}

interface FailureOfAttempt {
  readonly finding: FailureKind;
  readonly attempt: InstallAttempt;
}

/** HTTP 401 and 403, which the client's own functions hand on as "access denied". */
const REFUSING_STATUS: ReadonlySet<string> = new Set(['0x80190191', '0x80190193']);
const ACCESS_DENIED = '0x80070005';

/** What the threads of CCMSetup, or of an installed client, talk of with which server. */
export class Conversations {
  readonly #log: DiagnosedLog;
  readonly #threads = new Map<number, Conversation>();
  /** A failure of which WinHTTP's flags are all that is known so far. */
  #flagged: { readonly finding: FailureKind; readonly at: Conversation } | null = null;
  /** The last failure of any thread, where it is one of a certificate. */
  #failed: FailureKind | null = null;
  method: InstallMethod;

  constructor(log: DiagnosedLog, method: InstallMethod) {
    this.#log = log;
    this.method = method;
  }

  clear(): void {
    this.#threads.clear();
    this.#flagged = null;
    this.#failed = null;
  }

  /** Notes the server that the thread's next lines are about. */
  ask(record: LogRecord, asked: AskedServer): void {
    const at = this.#at(record);
    if (turnTo(at, asked) === 'same') return;
    at.causes = [];
    at.failed = null;
    at.last = null;
    at.refused = null;
    if (this.#flagged?.at === at) this.#flagged = null;
  }

  /**
   * Notes what WinHTTP says of a certificate: of the failure that was, or of the one that comes. Until
   * one comes it is a failure by itself, which may be all that the log has.
   * @param cause null for a line that only says that TLS failed
   */
  explain(record: LogRecord, cause: LogCause | null, attempt: InstallAttempt): void {
    const at = this.#at(record);
    // WinHTTP calls back on threads of its own, which ask for nothing.
    const failed = at.failed ?? (at.asked === null ? this.#failed : null);
    if (failed !== null) {
      if (cause !== null) attempt.findings.explain(failed, cause);
      if (this.#flagged?.at !== at) return;
    }
    if (cause !== null && !at.causes.includes(cause)) at.causes = [...at.causes, cause];
    if (failed !== null) return;
    const asked = at.asked?.scheme === 'http' ? null : at.asked;
    at.failed = attempt.fail({
      ...this.failure(record, null, asked?.step ?? 'web', asked),
      nature: 'certificate',
      causes: at.causes,
    });
    this.#flagged = { finding: at.failed, at };
  }

  /** @param otherwise the step of a failure that names no server of a known role */
  fail(
    record: LogRecord,
    line: Extract<SetupLine, { kind: 'failure' }>,
    attempt: InstallAttempt,
    otherwise: Step = line.step,
  ): void {
    const at = this.#at(record);
    if (line.asked !== null && turnTo(at, line.asked) === 'other') {
      at.last = null;
      at.refused = null;
    }
    const asked = line.asked === null ? this.askedBefore(line.step, record) : at.asked;
    const said = line.step === 'web' ? (asked?.step ?? 'web') : line.step;
    const known = said === 'web' || said === 'setup' ? otherwise : said;
    // A gateway is asked in place of a management point.
    const isOfGateway = known === 'management-point' && asked?.step === 'cloud-management-gateway';
    const step = isOfGateway ? asked.step : known;
    const nature = line.error === null ? 'unspecified' : natureOfCode(line.error);
    // A code that says nothing is about the flags, in the conversation that they are of.
    const isFlagged = this.#flagged?.at === at && isUntold(nature) && WEB_STEPS.includes(step);
    const isOfCertificate = nature === 'certificate' || isFlagged;
    const refusal = refusalBefore(at, step, line.error, attempt);
    const told = [
      ...(isOfCertificate ? this.#takeCauses(at, attempt) : []),
      ...toldBefore(at, line.error, attempt),
      ...(refusal?.causes ?? []),
    ];
    const failed = attempt.fail({
      ...this.failure(record, line.error, step, asked),
      ...(isFlagged
        ? { nature: 'certificate' }
        : { nature: line.nature ?? refusal?.nature ?? null }),
      causes: line.cause === null ? told : [...told, line.cause],
      weight: line.weight,
    });
    at.failed = isOfCertificate ? failed : null;
    at.last = { finding: failed, attempt };
    if (REFUSING_STATUS.has(line.error?.hex ?? '')) at.refused = at.last;
    at.causes = [];
    this.#failed = at.failed;
    if (this.#flagged?.at === at) this.#flagged = null;
  }

  /** What WinHTTP said of a certificate just before this failure, which is what that was about. */
  #takeCauses(at: Conversation, attempt: InstallAttempt): readonly LogCause[] {
    const flagged = this.#flagged;
    if (flagged === null || (flagged.at !== at && flagged.at.asked !== null)) return [];
    this.#flagged = null;
    attempt.withdraw(flagged.finding);
    const { causes } = flagged.at;
    flagged.at.causes = [];
    flagged.at.failed = null;
    return causes;
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

  /** What the record's thread is at. */
  #at({ thread }: LogRecord): Conversation {
    const known = this.#threads.get(thread ?? -1);
    if (known !== undefined) return known;
    if (this.#threads.size >= MAX_THREADS) this.#threads.clear();
    const at = { asked: null, causes: [], failed: null, last: null, refused: null };
    this.#threads.set(thread ?? -1, at);
    return at;
  }
}

/**
 * What was told of the failure before, of which the next lines report the same code once more, step by
 * step, without the words.
 */
function toldBefore(
  { last }: Conversation,
  error: FoundCode | null,
  attempt: InstallAttempt,
): readonly LogCause[] {
  const isSame =
    last?.attempt === attempt && !isVague(error) && last.finding.error?.hex === error?.hex;
  return isSame ? attempt.findings.find(last.finding).causes.filter(isLasting) : [];
}

/** What a web server refused by its status, where a failure is that status handed on. */
function refusalBefore(
  { refused }: Conversation,
  step: Step,
  error: FoundCode | null,
  attempt: InstallAttempt,
): FailureKind | null {
  const isHandedOn =
    refused?.attempt === attempt && error?.hex === ACCESS_DENIED && WEB_STEPS.includes(step);
  return isHandedOn ? attempt.findings.find(refused.finding) : null;
}

/** Notes which server a conversation is with. */
function turnTo(at: Conversation, said: AskedServer): 'same' | 'other' {
  const { asked } = at;
  const isSame = asked !== null && asked.host?.toLowerCase() === said.host?.toLowerCase();
  // A server that is named once more, without its scheme, is contacted as before.
  const { scheme } = isSame && said.scheme === null ? asked : said;
  const keepsRole =
    isSame &&
    (said.step === 'web' ||
      (asked.step === 'cloud-management-gateway' && roleOf(said.step) === 'management-point'));
  at.asked = { ...said, scheme, step: keepsRole ? asked.step : said.step };
  return isSame || asked === null ? 'same' : 'other';
}

/** The management point also answers where content is, and a gateway stands for it. */
function roleOf(step: Step): Step {
  return step === 'content-location' || step === 'cloud-management-gateway'
    ? 'management-point'
    : step;
}
