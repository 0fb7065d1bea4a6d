import { pauseUnlessAborted } from '../base/abort.ts';

/** Timers count whole milliseconds, so shorter waits are skipped. */
const LEAST_WAIT_MS = 1;

/** Work that has begun comes before new work, so that it is finished first. */
export type PlaceInLine = 'goes-on' | 'is-new';

/** Keeps events to an average rate; those that come too early wait in line. */
export class Pacer {
  readonly #intervalMs: number;
  /** How far events may run ahead of the rate after a quiet time. */
  readonly #aheadMs: number;
  readonly #now: () => number;
  /** The time, in milliseconds, at which the rate allows the next event. */
  #freeAt = -Infinity;
  readonly #lines: Readonly<Record<PlaceInLine, (() => void)[]>> = { 'goes-on': [], 'is-new': [] };
  #isServing = false;

  /**
   * @param perSecond null for no limit
   * @param atOnce how many events need no waiting after a quiet time, beside the first
   */
  constructor(perSecond: number | null, now: () => number = () => performance.now(), atOnce = 0) {
    this.#intervalMs = perSecond === null ? 0 : 1000 / perSecond;
    this.#aheadMs = atOnce * this.#intervalMs;
    this.#now = now;
  }

  /** Counts one event. One turn may cause several. */
  note(): void {
    this.#freeAt = Math.max(this.#freeAt, this.#now() - this.#aheadMs) + this.#intervalMs;
  }

  /** Milliseconds until the rate allows the next event; 0 or less where it already does. */
  waitMs(): number {
    return this.#freeAt - this.#now();
  }

  /**
   * Runs `begin` in its turn, as soon as the rate allows; at once on interrupt.
   * @param begin counts its first event before it returns its promise
   */
  turn<T>(
    signal: AbortSignal,
    begin: () => Promise<T>,
    place: PlaceInLine = 'goes-on',
  ): Promise<T> {
    if (this.#intervalMs === 0) return begin();
    return new Promise((resolve, reject) => {
      const begun = async (): Promise<T> => begin();
      this.#lines[place].push(() => {
        begun().then(resolve, reject);
      });
      if (!this.#isServing) void this.#serve(signal);
    });
  }

  async #serve(signal: AbortSignal): Promise<void> {
    this.#isServing = true;
    while (this.#isAwaited()) {
      await this.#settled(signal);
      (this.#lines['goes-on'].shift() ?? this.#lines['is-new'].shift())?.();
    }
    this.#isServing = false;
  }

  #isAwaited(): boolean {
    return Object.values(this.#lines).some((line) => line.length > 0);
  }

  async #settled(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const leftMs = this.waitMs();
      if (leftMs < LEAST_WAIT_MS) return;
      await pauseUnlessAborted(leftMs, signal);
    }
  }
}
