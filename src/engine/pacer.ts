import { pauseUnlessAborted } from '../base/abort.ts';

/** Timers count in milliseconds: what is owed for less is not waited for. */
const LEAST_WAIT_MS = 1;

/** Keeps a number of events a second on average; whoever comes too early waits in line. */
export class Pacer {
  readonly #intervalMs: number;
  readonly #now: () => number;
  /** When the events noted so far are paid for, milliseconds. */
  #paidAt = -Infinity;
  /** Whoever waits last; the next waits for them. */
  #line: Promise<void> = Promise.resolve();

  /** @param perSecond null where nobody wants a limit */
  constructor(perSecond: number | null, now: () => number = () => performance.now()) {
    this.#intervalMs = perSecond === null ? 0 : 1000 / perSecond;
    this.#now = now;
  }

  /** Notes one event, which may be the second of somebody whose turn it was. */
  note(): void {
    this.#paidAt = Math.max(this.#paidAt, this.#now()) + this.#intervalMs;
  }

  /** Milliseconds until everything noted is paid for; none or fewer where it is. */
  owedMs(): number {
    return this.#paidAt - this.#now();
  }

  /**
   * Begins what notes an event when nothing is owed, in the order of asking; at once on interrupt.
   * @param begin its first event is noted before it returns its promise
   */
  turn<T>(signal: AbortSignal, begin: () => Promise<T>): Promise<T> {
    if (this.#intervalMs === 0) return begin();
    const begun = this.#line.then(async () => {
      await this.#settled(signal);
      return { running: begin() };
    });
    this.#line = begun.then(
      () => {},
      () => {},
    );
    return begun.then(({ running }) => running);
  }

  async #settled(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const waitMs = this.owedMs();
      if (waitMs < LEAST_WAIT_MS) return;
      await pauseUnlessAborted(waitMs, signal);
    }
  }
}
