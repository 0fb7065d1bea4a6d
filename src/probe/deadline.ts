import { offAbort, onAbort } from '../base/abort.ts';
import { ALONE, type AttemptWatch } from './watch.ts';

/** A timer this late shows that the process stood still. */
const STANDSTILL_MS = 50;

/**
 * The one deadline of an attempt. It ends when the time is over or the run is interrupted,
 * whichever comes first; `reason` tells which. It has no AbortSignal of its own: each costs more
 * than a packet, and a run may have millions of attempts.
 */
export class Deadline {
  readonly watch: AttemptWatch;
  readonly #listeners = new Set<() => void>();
  readonly #timeoutMs: number;
  #endsAt: number;
  #givenBackMs = 0;
  #timer: NodeJS.Timeout;
  #ending: NodeJS.Immediate | undefined;
  readonly #run: AbortSignal;
  #reason: 'deadline' | 'interrupted' | null = null;

  /**
   * @param timeoutMs milliseconds from now
   * @param run aborts when the whole run is interrupted
   */
  constructor(timeoutMs: number, run: AbortSignal, watch: AttemptWatch = ALONE) {
    this.watch = watch;
    this.#timeoutMs = timeoutMs;
    this.#endsAt = performance.now() + timeoutMs;
    this.#run = run;
    this.#timer = setTimeout(this.#onTimer, timeoutMs);
    // Not AbortSignal.any: on Node 20 it keeps every dependent signal of a long-lived one.
    if (run.aborted) this.#end('interrupted');
    else onAbort(run, this.#interrupted);
  }

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

  #end(reason: 'deadline' | 'interrupted'): void {
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

  get reason(): 'deadline' | 'interrupted' | null {
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
  }
}
