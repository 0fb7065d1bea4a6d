import { offAbort, onAbort } from '../base/abort.ts';
import { ALONE, type AttemptWatch } from './watch.ts';

/** A timer this late shows that the process stood still. */
const STANDSTILL_MS = 50;

/** An answer may take this many times the measured round trip. */
const ROUND_TRIPS = 6;

/** An attempt as a whole ends after this many timeouts, however slow its path is. */
const MOST_TIMEOUTS = 5;

/** How long one answer is waited for. */
export interface AnswerTime {
  readonly ms: number;
  /**
   * `cut` if the path is so slow that the upper bound comes before six round trips: silence then
   * says nothing about the other end.
   */
  readonly bound: 'whole' | 'cut';
}

/**
 * An answer may take the timeout or six round trips, whichever is longer, but at most five
 * timeouts.
 * @param timeoutMs milliseconds for the answer to a connect
 * @param rttMs milliseconds of the connect's own round trip
 */
export function answerTime(timeoutMs: number, rttMs: number): AnswerTime {
  const wanted = Math.max(timeoutMs, ROUND_TRIPS * rttMs);
  const most = MOST_TIMEOUTS * timeoutMs;
  return wanted > most ? { ms: most, bound: 'cut' } : { ms: wanted, bound: 'whole' };
}

/** The upper bound of an attempt that connects and then talks, in milliseconds. */
export function attemptTime(timeoutMs: number): number {
  return (1 + MOST_TIMEOUTS) * timeoutMs;
}

/**
 * Why an attempt or a phase is over: its time ran out, the user interrupted it, or it is not needed
 * any more.
 */
export type DeadlineEnd = 'deadline' | 'interrupted' | 'called-off';

/**
 * The deadline of an attempt, or of one of its phases. It ends when the time is over or the run is
 * interrupted, whichever comes first; `reason` says which. It has no AbortSignal of its own:
 * creating one costs more than sending a packet, and a run may have millions of attempts.
 */
export class Deadline {
  readonly watch: AttemptWatch;
  /** Milliseconds for the answer to a connect. */
  readonly connectMs: number;
  readonly #listeners = new Set<() => void>();
  readonly #timeoutMs: number;
  #endsAt: number;
  #givenBackMs = 0;
  #timer: NodeJS.Timeout;
  #ending: NodeJS.Immediate | undefined;
  readonly #run: AbortSignal;
  readonly #whole: Deadline | null;
  #reason: DeadlineEnd | null = null;

  /**
   * @param timeoutMs milliseconds from now
   * @param run aborts when the whole run is interrupted
   * @param connectMs milliseconds for the answer to a connect
   * @param whole the attempt of which this is a phase
   */
  constructor(
    timeoutMs: number,
    run: AbortSignal,
    watch: AttemptWatch = ALONE,
    connectMs: number = timeoutMs,
    whole: Deadline | null = null,
  ) {
    this.watch = watch;
    this.connectMs = connectMs;
    this.#timeoutMs = timeoutMs;
    this.#endsAt = performance.now() + timeoutMs;
    this.#run = run;
    this.#whole = whole;
    this.#timer = setTimeout(this.#onTimer, timeoutMs);
    // Not AbortSignal.any: on Node 20 it keeps every dependent signal of a long-lived one.
    if (run.aborted) this.#end('interrupted');
    else if (whole === null) onAbort(run, this.#interrupted);
    else if (whole.reason !== null) this.#end(whole.reason);
    else whole.onEnd(this.#onWhole);
  }

  /**
   * A part of this attempt with a time of its own; it ends with the attempt at the latest. Dispose
   * of it when the part is over.
   */
  phase(timeoutMs: number): Deadline {
    return new Deadline(timeoutMs, this.#run, this.watch, this.connectMs, this);
  }

  // When the attempt ends early, so do its phases, for the same reason.
  readonly #onWhole = (): void => this.#end(this.#whole?.reason ?? 'deadline');

  /**
   * A machine that stood still (suspended, or busy with something else) heard nothing meanwhile.
   * The lost time is given back, up to as much again as the timeout.
   */
  readonly #onTimer = (): void => {
    const lostMs = performance.now() - this.#endsAt;
    const backMs = Math.min(lostMs, this.#timeoutMs - this.#givenBackMs);
    if (lostMs > STANDSTILL_MS && backMs > 0) {
      this.#givenBackMs += backMs;
      this.#endsAt = performance.now() + backMs;
      this.#timer = setTimeout(this.#onTimer, backMs);
      return;
    }
    // In a turn of the event loop timers run before input is read: what has arrived still counts.
    this.#ending = setImmediate(() => this.#end('deadline'));
  };

  readonly #interrupted = (): void => this.#end('interrupted');

  /** Ends a phase that is not needed any more. */
  callOff(): void {
    this.#end('called-off');
  }

  #end(reason: DeadlineEnd): void {
    if (this.#reason !== null) return;
    this.#reason = reason;
    this.dispose();
    const listeners = Array.from(this.#listeners);
    this.#listeners.clear();
    for (const listener of listeners) listener();
  }

  /** Calls the listener once, when the attempt ends by itself; not where it has ended already. */
  onEnd(listener: () => void): void {
    if (this.#reason === null) this.#listeners.add(listener);
  }

  offEnd(listener: () => void): void {
    this.#listeners.delete(listener);
  }

  get reason(): DeadlineEnd | null {
    return this.#reason;
  }

  /** Milliseconds left, never negative. */
  remainingMs(): number {
    // A timer may be some microseconds early.
    return this.reason === null ? Math.max(0, this.#endsAt - performance.now()) : 0;
  }

  /** Frees the timer and the listener; call it when the attempt is over. */
  dispose(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#ending);
    offAbort(this.#run, this.#interrupted);
    this.#whole?.offEnd(this.#onWhole);
  }
}
