import type { LimitFunction } from 'p-limit';
import { onAbort } from '../base/abort.ts';
import type { Resolution } from './resolve.ts';

/**
 * After so many look-ups in a row without an answer, and two rounds of all that run at once, the
 * resolver is taken for dead, and whoever still waits is told so: a look-up can hold its thread for
 * half a minute, and a list be long.
 */
const UNANSWERED_IN_A_ROW = 8;
const UNANSWERED_ROUNDS = 2;
/** A resolver that is there says quickly that it can't tell; one that is not waits before. */
const SILENCE_MS = 1000;

type Tell = (resolution: Resolution) => void;

/** Look-ups that can't be cancelled, a few at once. */
export class LookupQueue {
  readonly #limit: LimitFunction;
  readonly #timeoutMs: number;
  readonly #signal: AbortSignal;
  readonly #lookup: (host: string) => Promise<Resolution>;
  readonly #retries: number;
  readonly #now: () => number;
  /** Whoever asked and was told nothing yet. */
  readonly #asking = new Set<Tell>();
  /** Whose look-up is under way, with the timer of its patience. */
  readonly #running = new Map<Tell, NodeJS.Timeout>();
  #unanswered = 0;
  #answers = 0;
  /** Look-ups that somebody was told were too late, and that still have their thread. */
  #late = 0;
  /** Runs while no thread is left for another look-up. */
  #standstill: NodeJS.Timeout | undefined;
  /** None was left for so long that nobody is made to wait for one. */
  #isStuck = false;

  /**
   * @param timeoutMs milliseconds that one look-up may take
   * @param retries how often a name is asked for again that got no answer while others did: a lost
   *   packet explains that, and a dead resolver does not
   */
  constructor(
    limit: LimitFunction,
    timeoutMs: number,
    signal: AbortSignal,
    lookup: (host: string) => Promise<Resolution>,
    retries: number,
    now = (): number => performance.now(),
  ) {
    this.#now = now;
    this.#limit = limit;
    this.#timeoutMs = timeoutMs;
    this.#signal = signal;
    this.#lookup = lookup;
    this.#retries = retries;
    onAbort(signal, () => {
      clearTimeout(this.#standstill);
      this.#tellAll('ABORT_ERR', this.#asking);
    });
  }

  ask(host: string): Promise<Resolution> {
    if (this.#signal.aborted) return Promise.resolve({ kind: 'error', code: 'ABORT_ERR' });
    if (this.#isStuck) return Promise.resolve({ kind: 'error', code: 'EAI_AGAIN' });
    return new Promise((resolve) => {
      const tell: Tell = (resolution) => {
        this.#asking.delete(tell);
        clearTimeout(this.#running.get(tell));
        this.#running.delete(tell);
        resolve(resolution);
      };
      this.#asking.add(tell);
      void this.#limit(() => this.#run(host, tell, this.#retries));
    });
  }

  /** Ends with the look-up itself, however late: until then its thread is not free. */
  async #run(host: string, tell: Tell, retries: number): Promise<void> {
    if (!this.#asking.has(tell)) return;
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      tell({ kind: 'error', code: 'ETIMEDOUT' });
      this.#note('no answer');
      this.#keepThread();
    }, this.#timeoutMs);
    this.#running.set(tell, timer);
    const askedAt = this.#now();
    const wasHeard = this.#answers > 0 && this.#unanswered === 0;
    const answersBefore = this.#answers;
    const resolution = await this.#lookup(host);
    if (isLate) this.#freeThread();
    // Told already, and counted, where it was too late.
    const isInTime = this.#asking.has(tell);
    const isAnswer = resolution.kind !== 'error' || this.#now() - askedAt < SILENCE_MS;
    const isHeard = wasHeard || this.#answers > answersBefore;
    if (!isAnswer && isInTime && isHeard && retries > 0) {
      clearTimeout(timer);
      await this.#run(host, tell, retries - 1);
      return;
    }
    tell(resolution);
    if (isAnswer) this.#note('answer');
    else if (isInTime) this.#note('no answer');
  }

  /** A look-up over TCP that is never answered keeps its thread for minutes, and so may all. */
  #keepThread(): void {
    this.#late += 1;
    if (this.#late < this.#limit.concurrency || this.#signal.aborted) return;
    this.#standstill = setTimeout(() => {
      this.#isStuck = true;
      this.#tellWaiting();
    }, this.#timeoutMs);
  }

  #freeThread(): void {
    this.#late -= 1;
    clearTimeout(this.#standstill);
    this.#isStuck = false;
  }

  #note(what: 'answer' | 'no answer'): void {
    if (what === 'answer') this.#answers += 1;
    this.#unanswered = what === 'answer' ? 0 : this.#unanswered + 1;
    const rounds = UNANSWERED_ROUNDS * this.#limit.concurrency;
    if (this.#unanswered < Math.max(UNANSWERED_IN_A_ROW, rounds)) return;
    this.#tellWaiting();
  }

  /** Whose look-up is under way may still be answered. */
  #tellWaiting(): void {
    this.#tellAll(
      'EAI_AGAIN',
      [...this.#asking].filter((tell) => !this.#running.has(tell)),
    );
  }

  #tellAll(code: string, askers: Iterable<Tell>): void {
    for (const tell of Array.from(askers)) tell({ kind: 'error', code });
  }
}
