import { InstallAttempt } from './attempt.ts';
import { codeIn, mentionsFailure } from './code.ts';
import { natureOfCode } from './code-nature.ts';
import type { LoggedFailure } from './failure-kinds.ts';
import { type ComputerRecord, type Ledger, labelOf } from './ledger.ts';
import type { FoundCode, LogCause, Nature, Step } from './model.ts';
import type { LogRecord } from './record.ts';
import { type PushLine, claimsError, machineIn, readPushLine, stepOfWords } from './push-line.ts';

/** A push request that a thread of the site server is working on. */
interface Work {
  readonly computer: ComputerRecord;
  readonly attempt: InstallAttempt;
  /** `begun`: the log shows its first line, so all further lines of the thread belong to it. */
  readonly how: 'begun' | 'met';
}

/** The most threads that are tracked; the oldest is dropped, because a log may name any number. */
const MAX_THREADS = 4096;

/** ccm.log: each thread of the site server works on one request at a time. */
export class PushLog {
  readonly #ledger: Ledger;
  readonly #threads = new Map<number, Work>();
  readonly #file: string;

  constructor(ledger: Ledger, file: string) {
    this.#ledger = ledger;
    this.#file = file;
  }

  /** @returns false for an error that is not understood */
  take(written: LogRecord): boolean {
    const { line, record } = readPushLine(written);
    const thread = record.thread ?? -1;
    switch (line.kind) {
      case 'begin':
        this.#end(thread);
        if (line.machine !== null)
          this.#begin(thread, line.machine, 'begun', record).attempt.see(record.time);
        return true;
      case 'end':
        this.#workOn(thread, line.machine, record)?.attempt.see(record.time);
        this.#end(thread);
        return true;
      case 'nothing':
        this.#threads.get(thread)?.attempt.see(record.time);
        return true;
      case 'unknown':
        return this.#takeUnknown(thread, record);
      case 'mention':
      case 'started':
      case 'retry':
      case 'failure':
      case 'conclusion':
      case 'stored':
      case 'no-fallback':
      case 'words':
        return this.#takeStep(this.#workOn(thread, line.machine, record), line, record);
    }
  }

  /** Ends all requests at the end of the log. */
  end(): void {
    for (const thread of this.#threads.keys()) this.#end(thread);
  }

  #takeStep(
    work: Work | null,
    line: Exclude<PushLine, { kind: 'begin' | 'end' | 'nothing' | 'unknown' }>,
    record: LogRecord,
  ): boolean {
    if (work === null)
      return line.kind === 'mention' || line.kind === 'started' || line.kind === 'retry';
    const { attempt } = work;
    attempt.see(record.time);
    switch (line.kind) {
      case 'mention':
        noteLine(attempt, record);
        break;
      case 'started':
        attempt.ended = 'succeeded';
        break;
      case 'retry':
        // The site server also looks again at pushes that started CCMSetup.
        if (attempt.ended === 'open') attempt.ended = 'failed';
        noteLine(attempt, record);
        break;
      case 'words':
        attempt.note({
          failure: failureOf({ ...line, error: null }, record, line.nature),
          quality: 'error',
        });
        break;
      case 'failure':
        attempt.fail(failureOf(line, record));
        break;
      case 'no-fallback':
        if (attempt.explainLast('no-ntlm-fallback') === 'nothing-failed') {
          attempt.fail(failureOf({ ...line, step: 'ntlm-fallback', cause: null }, record));
        }
        break;
      case 'conclusion':
        if (attempt.ended !== 'succeeded') attempt.conclude(failureOf(line, record));
        break;
      case 'stored':
        if (attempt.ended !== 'succeeded') attempt.conclude(failureOf(line, record), 'stored');
        break;
    }
    return true;
  }

  #takeUnknown(thread: number, record: LogRecord): boolean {
    const known = mentionsFailure(record.text) ? codeIn(record.text) : null;
    const isTelling =
      known !== null && this.#threads.has(thread) && natureOfCode(known) !== 'unknown';
    const isError = record.severity === 'error' || claimsError(record.text) || isTelling;
    if (!isError) {
      const work = this.#threads.get(thread);
      if (work !== undefined) noteLine(work.attempt, record);
      return true;
    }
    const work = this.#workOn(thread, machineIn(record.text), record);
    if (work === null) return false;
    work.attempt.see(record.time);
    if (known === null) {
      noteLine(work.attempt, record);
      return false;
    }
    work.attempt.fail(failureOf({ step: stepOfWords(record.text), error: known }, record));
    return true;
  }

  /**
   * The request that the thread works on; a new computer name begins one where its first line is
   * missing.
   */
  #workOn(thread: number, machine: string | null, record: LogRecord): Work | null {
    const work = this.#threads.get(thread);
    if (machine === null) return work ?? null;
    if (work !== undefined && (work.how === 'begun' || isAlike(work, machine))) {
      // Lets the record take over the full name, which is better for a check.
      if (isAlike(work, machine)) this.#ledger.record(machine, this.#file, record.line);
      return work;
    }
    this.#end(thread);
    return this.#begin(thread, machine, 'met', record);
  }

  #begin(thread: number, machine: string, how: Work['how'], { line }: LogRecord): Work {
    if (this.#threads.size >= MAX_THREADS) {
      const [oldest] = this.#threads.keys();
      if (oldest !== undefined) this.#end(oldest);
    }
    const work = {
      computer: this.#ledger.record(machine, this.#file, line),
      attempt: new InstallAttempt(),
      how,
    };
    this.#threads.set(thread, work);
    return work;
  }

  #end(thread: number): void {
    const work = this.#threads.get(thread);
    if (work === undefined) return;
    this.#threads.delete(thread);
    const { attempt, computer } = work;
    if (attempt.outcome === 'failing') attempt.ended = 'failed';
    computer.take(attempt);
  }
}

function isAlike({ computer }: Work, machine: string): boolean {
  const known = (computer.name ?? '').toLowerCase();
  const said = machine.toLowerCase();
  return (
    labelOf(known) === labelOf(said) &&
    (!known.includes('.') || !said.includes('.') || known === said)
  );
}

/** Steps of a request have an arrow before them; what has none is the site server's own bookkeeping. */
const STEP_LINE = /^[\s~*]*[-=]{1,6}>/;

function noteLine(attempt: InstallAttempt, record: LogRecord): void {
  const { text, severity } = record;
  const isError = severity === 'error' || claimsError(text);
  const quality = isError ? 'error' : STEP_LINE.test(text) ? 'step' : 'other';
  attempt.note({
    failure: failureOf({ step: 'push', error: null }, record, 'unexplained'),
    quality,
  });
}

function failureOf(
  {
    step,
    error,
    cause = null,
  }: {
    readonly step: Step;
    readonly error: FoundCode | null;
    readonly cause?: LogCause | null;
  },
  { time, text }: LogRecord,
  nature: Nature | null = null,
): LoggedFailure {
  return {
    log: 'ccm.log',
    step,
    method: 'client-push',
    scheme: null,
    nature,
    causes: cause === null ? [] : [cause],
    error,
    host: null,
    time,
    text,
    weight: 'main',
  };
}
