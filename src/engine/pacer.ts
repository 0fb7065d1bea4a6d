import { pauseUnlessAborted } from '../base/abort.ts';

/** Timers count whole milliseconds, so shorter waits are skipped. */
const LEAST_WAIT_MS = 1;

/** Keeps events to an average rate; those that come too early wait in line. */
export class Pacer {
  readonly #intervalMs: number;
  readonly #now: () => number;
  /** The time, in milliseconds, at which the events so far are within the rate. */
  #freeAt = -Infinity;
  /** Resolves when the last in line has started. */
  #line: Promise<void> = Promise.resolve();

  /** @param perSecond null for no limit */
  constructor(perSecond: number | null, now: () => number = () => performance.now()) {
    this.#intervalMs = perSecond === null ? 0 : 1000 / perSecond;
    this.#now = now;
  }

  /** Counts one event. One turn may cause several. */
  note(): void {
    this.#freeAt = Math.max(this.#freeAt, this.#now()) + this.#intervalMs;
  }

  /** Milliseconds until the events so far are within the rate; 0 or less where they are. */
  waitMs(): number {
    return this.#freeAt - this.#now();
  }

  /**
   * Runs `begin` in its turn, as soon as the rate allows; at once on interrupt.
   * @param begin counts its first event before it returns its promise
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
      const leftMs = this.waitMs();
      if (leftMs < LEAST_WAIT_MS) return;
      await pauseUnlessAborted(leftMs, signal);
    }
  }
}
