import type { LimitFunction } from 'p-limit';
import { onAbort } from '../base/abort.ts';
import type { Resolution } from './resolve.ts';

/**
 * After this many look-ups in a row without an answer, and at least two full rounds of the parallel
 * ones, the resolver counts as dead, and every waiting look-up fails. A look-up can occupy its
 * thread for half a minute, so waiting for each name of a long list would take hours.
 */
const UNANSWERED_IN_A_ROW = 8;
const UNANSWERED_ROUNDS = 2;
/**
 * A working resolver reports a failure sooner than this; an error that took longer was a timeout.
 */
const SILENCE_MS = 1000;

type Settle = (resolution: Resolution) => void;

/** Limits name look-ups, which can't be cancelled. */
export class LookupQueue {
  readonly #limit: LimitFunction;
  readonly #timeoutMs: number;
  readonly #signal: AbortSignal;
  readonly #lookup: (host: string) => Promise<Resolution>;
  readonly #retries: number;
  readonly #now: () => number;
  /** Requests without a result so far. */
  readonly #requests = new Set<Settle>();
  /** Requests whose look-up is running, each with its timeout. */
  readonly #running = new Map<Settle, NodeJS.Timeout>();
  #unanswered = 0;
  #answers = 0;
  /** Look-ups that timed out but still occupy their thread. */
  #late = 0;
  /** The timer that runs while no thread is free. */
  #standstill: NodeJS.Timeout | undefined;
  /** No thread was free for so long that new requests fail at once. */
  #isStuck = false;

  /**
   * @param timeoutMs milliseconds that one look-up may take
   * @param retries how often a name is looked up again that got no answer while others did, which
   *   suggests a lost packet rather than a dead resolver
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
      this.#failAll('ABORT_ERR', this.#requests);
    });
  }

  ask(host: string): Promise<Resolution> {
    if (this.#signal.aborted) return Promise.resolve({ kind: 'error', code: 'ABORT_ERR' });
    if (this.#isStuck) return Promise.resolve({ kind: 'error', code: 'EAI_AGAIN' });
    return new Promise((resolve) => {
      const settle: Settle = (resolution) => {
        this.#requests.delete(settle);
        clearTimeout(this.#running.get(settle));
        this.#running.delete(settle);
        resolve(resolution);
      };
      this.#requests.add(settle);
      void this.#limit(() => this.#run(host, settle, this.#retries));
    });
  }

  /** Resolves with the look-up itself, however late, because its thread is busy until then. */
  async #run(host: string, settle: Settle, retries: number): Promise<void> {
    if (!this.#requests.has(settle)) return;
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      settle({ kind: 'error', code: 'ETIMEDOUT' });
      this.#note('no answer');
      this.#keepThread();
    }, this.#timeoutMs);
    this.#running.set(settle, timer);
    const askedAt = this.#now();
    const wasHeard = this.#answers > 0 && this.#unanswered === 0;
    const answersBefore = this.#answers;
    const resolution = await this.#lookup(host);
    if (isLate) this.#freeThread();
    // A look-up that timed out already has its result and was counted.
    const isInTime = this.#requests.has(settle);
    const isAnswer = resolution.kind !== 'error' || this.#now() - askedAt < SILENCE_MS;
    const isHeard = wasHeard || this.#answers > answersBefore;
    if (!isAnswer && isInTime && isHeard && retries > 0) {
      clearTimeout(timer);
      await this.#run(host, settle, retries - 1);
      return;
    }
    settle(resolution);
    if (isAnswer) this.#note('answer');
    else if (isInTime) this.#note('no answer');
  }

  /** An unanswered look-up over TCP occupies its thread for minutes, until no thread is left. */
  #keepThread(): void {
    this.#late += 1;
    if (this.#late < this.#limit.concurrency || this.#signal.aborted) return;
    this.#standstill = setTimeout(() => {
      this.#isStuck = true;
      this.#failWaiting();
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
    this.#failWaiting();
  }

  /** Fails the requests whose look-up has not started; the others may still be answered. */
  #failWaiting(): void {
    this.#failAll(
      'EAI_AGAIN',
      [...this.#requests].filter((settle) => !this.#running.has(settle)),
    );
  }

  #failAll(code: string, requests: Iterable<Settle>): void {
    for (const settle of Array.from(requests)) settle({ kind: 'error', code });
  }
}

/** libuv's default (docs.libuv.org, thread pool). */
const DEFAULT_THREADS = 4;

/**
 * How many name look-ups really run in parallel: libuv gives getaddrinfo half of its threads, and
 * further look-ups only queue there. The environment variable is read when the pool is first used.
 * @param sharers our own threads that look up names; they share the one pool
 */
export function lookupsAtOnce(
  sharers: number,
  size: string | undefined = process.env['UV_THREADPOOL_SIZE'],
): number {
  const threads = /^\d{1,4}$/.test(size ?? '') ? Number(size) : DEFAULT_THREADS;
  return Math.max(1, Math.ceil(threads / 2 / sharers));
}
