import type { Sleep } from './scout.ts';

type Outcome<R> = { readonly value: R } | { readonly failure: unknown };

/**
 * Maps items, with at most `width` of them started and not yet taken by the reader. The next item
 * is requested only when there is room: an endless list is never held in memory, and a slow reader
 * slows the work down. If the source of the items fails, the results of started work come first.
 * @param order `input`: results come in the items' order; `completion`: as they finish
 * @param work tells by `sleep` when it has only to wait, and when it goes on
 * @param mostAsleep so many items whose work only waits do not count
 */
export async function* mapConcurrently<T, R>(
  items: Iterable<T> | AsyncIterable<T>,
  width: number,
  order: 'input' | 'completion',
  work: (item: T, sleep: Sleep) => Promise<R>,
  mostAsleep = 0,
): AsyncGenerator<R> {
  const queue = new WorkQueue<R>(width, order, mostAsleep);
  void queue.feed(items, work);
  try {
    for (;;) {
      const result = await queue.take();
      if (result === 'exhausted') return;
      if ('failure' in result) throw result.failure;
      yield result.value;
    }
  } finally {
    queue.stop();
  }
}

/** Connects the loop that starts work with the reader that takes its results. */
class WorkQueue<R> {
  readonly #width: number;
  readonly #order: 'input' | 'completion';
  readonly #mostAsleep: number;
  readonly #finished = new Map<number, Outcome<R>>();
  /** Numbers of finished items, in the order of completion. */
  readonly #arrivals: number[] = [];
  readonly #arrived = new Wake();
  readonly #freed = new Wake();
  #started = 0;
  #taken = 0;
  #asleep = 0;
  #isStopped = false;
  #end: { readonly failure: unknown } | 'exhausted' | null = null;

  constructor(width: number, order: 'input' | 'completion', mostAsleep: number) {
    this.#width = width;
    this.#order = order;
    this.#mostAsleep = mostAsleep;
  }

  /** Starts the work on each item. Never rejects. */
  async feed<T>(
    items: Iterable<T> | AsyncIterable<T>,
    work: (item: T, sleep: Sleep) => Promise<R>,
  ): Promise<void> {
    try {
      for await (const item of items) {
        this.#start(item, work);
        while (this.#isFull()) await this.#freed.wait();
        if (this.#isStopped) break;
      }
      this.#end = 'exhausted';
    } catch (failure) {
      this.#end = { failure };
    }
    this.#arrived.wake();
  }

  /** The next result; a failure of the source comes after all results. */
  async take(): Promise<Outcome<R> | 'exhausted'> {
    for (;;) {
      const result = this.#next();
      if (result !== undefined) {
        this.#taken += 1;
        this.#freed.wake();
        return result;
      }
      if (this.#taken === this.#started && this.#end !== null) return this.#end;
      await this.#arrived.wait();
    }
  }

  /** Starts no more work. */
  stop(): void {
    this.#isStopped = true;
    this.#freed.wake();
  }

  #isFull(): boolean {
    const asleep = Math.min(this.#asleep, this.#mostAsleep);
    return this.#started - this.#taken - asleep >= this.#width && !this.#isStopped;
  }

  #start<T>(item: T, work: (item: T, sleep: Sleep) => Promise<R>): void {
    const number = this.#started;
    this.#started += 1;
    let isAsleep = false;
    const sleep = (isNow: boolean): void => {
      if (isNow === isAsleep) return;
      isAsleep = isNow;
      this.#asleep += isNow ? 1 : -1;
      if (isNow) this.#freed.wake();
    };
    const working = work(item, sleep);
    const settle = (result: Outcome<R>): void => {
      sleep(false);
      this.#finished.set(number, result);
      if (this.#order === 'completion') this.#arrivals.push(number);
      this.#arrived.wake();
    };
    working.then(
      (value) => settle({ value }),
      (failure: unknown) => settle({ failure }),
    );
  }

  #next(): Outcome<R> | undefined {
    const arrival = this.#order === 'input' ? this.#taken : this.#arrivals.shift();
    if (arrival === undefined) return undefined;
    const result = this.#finished.get(arrival);
    this.#finished.delete(arrival);
    return result;
  }
}

/** Lets one waiter sleep until it is woken. */
class Wake {
  #resolve: (() => void) | null = null;

  wait(): Promise<void> {
    return new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  wake(): void {
    this.#resolve?.();
    this.#resolve = null;
  }
}
