/**
 * The one deadline of an attempt. Its signal aborts when the time is over or the run is
 * interrupted, whichever comes first; `reason` tells which.
 */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #endsAt: number;
  readonly #timer: NodeJS.Timeout;
  readonly #run: AbortSignal;
  #reason: 'deadline' | 'interrupted' | null = null;

  /**
   * @param timeoutMs milliseconds from now
   * @param run aborts when the whole run is interrupted
   */
  constructor(timeoutMs: number, run: AbortSignal) {
    this.#endsAt = performance.now() + timeoutMs;
    this.#run = run;
    this.#timer = setTimeout(() => this.#end('deadline'), timeoutMs);
    // Not AbortSignal.any: on Node 20 it keeps every dependent signal of a long-lived one.
    if (run.aborted) this.#end('interrupted');
    else run.addEventListener('abort', this.#interrupted, { once: true });
  }

  readonly #interrupted = (): void => this.#end('interrupted');

  #end(reason: 'deadline' | 'interrupted'): void {
    if (this.#reason !== null) return;
    this.#reason = reason;
    this.dispose();
    this.#controller.abort();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get reason(): 'deadline' | 'interrupted' | null {
    return this.#reason;
  }

  /** Milliseconds left, never negative. */
  remainingMs(): number {
    return Math.max(0, this.#endsAt - performance.now());
  }

  /** Frees the timer and the listener; call it when the attempt is over. */
  dispose(): void {
    clearTimeout(this.#timer);
    this.#run.removeEventListener('abort', this.#interrupted);
  }
}
