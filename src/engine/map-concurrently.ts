import { Wake } from './wake.ts';

type Outcome<R> = { readonly value: R } | { readonly failure: unknown };

/**
 * Maps items with at most `width` begun and not yet taken by the reader. The next item is asked for
 * only when a place is free, so that a list without end is never held in memory, and a reader that
 * writes slowly slows the work down. Where the items fail, what was begun still comes first.
 * @param order `input`: results come in the items' order; `completion`: as they finish
 */
export async function* mapConcurrently<T, R>(
  items: Iterable<T> | AsyncIterable<T>,
  width: number,
  order: 'input' | 'completion',
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const desk = new Desk<R>(width, order);
  void desk.feed(items, work);
  try {
    for (;;) {
      const result = await desk.take();
      if (result === 'exhausted') return;
      if ('failure' in result) throw result.failure;
      yield result.value;
    }
  } finally {
    desk.stop();
  }
}

/** Where work is begun on one side and its results are taken on the other. */
class Desk<R> {
  readonly #width: number;
  readonly #order: 'input' | 'completion';
  readonly #finished = new Map<number, Outcome<R>>();
  /** Numbers of what has finished, for the order of completion. */
  readonly #arrivals: number[] = [];
  readonly #arrived = new Wake();
  readonly #freed = new Wake();
  #begun = 0;
  #taken = 0;
  #isStopped = false;
  #end: { readonly failure: unknown } | 'exhausted' | null = null;

  constructor(width: number, order: 'input' | 'completion') {
    this.#width = width;
    this.#order = order;
  }

  /** Begins the work on every item; never rejects. */
  async feed<T>(
    items: Iterable<T> | AsyncIterable<T>,
    work: (item: T) => Promise<R>,
  ): Promise<void> {
    try {
      for await (const item of items) {
        this.#begin(work(item));
        while (this.#isFull()) await this.#freed.wait();
        if (this.#isStopped) break;
      }
      this.#end = 'exhausted';
    } catch (failure) {
      this.#end = { failure };
    }
    this.#arrived.wake();
  }

  /** The next result; the items' own failure after all others. */
  async take(): Promise<Outcome<R> | 'exhausted'> {
    for (;;) {
      const result = this.#next();
      if (result !== undefined) {
        this.#taken += 1;
        this.#freed.wake();
        return result;
      }
      if (this.#taken === this.#begun && this.#end !== null) return this.#end;
      await this.#arrived.wait();
    }
  }

  /** Begins nothing more. */
  stop(): void {
    this.#isStopped = true;
    this.#freed.wake();
  }

  #isFull(): boolean {
    return this.#begun - this.#taken >= this.#width && !this.#isStopped;
  }

  #begin(working: Promise<R>): void {
    const number = this.#begun;
    this.#begun += 1;
    const settle = (result: Outcome<R>): void => {
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
