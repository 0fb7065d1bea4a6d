import { setTimeout as pause } from 'node:timers/promises';

/** Keeps a number of events a second on average; whoever comes too early waits its turn. */
export class Pacer {
  readonly #intervalMs: number;
  readonly #now: () => number;
  /** When the events noted so far are paid for, milliseconds. */
  #paidAt = -Infinity;

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

  /** Resolves when nothing is owed; ends at once on interrupt. */
  async turn(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const waitMs = this.owedMs();
      if (!(waitMs > 0)) return;
      // Timers may fire a fraction of a millisecond early.
      await pause(Math.ceil(waitMs), undefined, { signal }).catch(() => {});
    }
  }
}
