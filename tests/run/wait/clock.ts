import type { Clock } from '../../../src/run/wait/pause.ts';

/** A clock whose pauses take no time; `during` happens in each of them. */
export class QuickClock implements Clock {
  readonly pauses: number[] = [];
  readonly #during: (pauses: number) => Promise<void> | void;
  #at = 5_000_000;

  constructor(during: (pauses: number) => Promise<void> | void = () => {}) {
    this.#during = during;
  }

  now(): number {
    return this.#at;
  }

  /** Time goes by otherwise than in pauses. */
  pass(milliseconds: number): void {
    this.#at += milliseconds;
  }

  async pause(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    this.pauses.push(milliseconds);
    await this.#during(this.pauses.length);
    if (!signal.aborted) this.#at += milliseconds;
  }
}
