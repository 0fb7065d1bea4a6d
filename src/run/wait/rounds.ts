import type { Awaited, RunListener } from '../../engine/events.ts';
import type { ClientFacts } from '../../judge/facts.ts';
import { type Clock, nextPauseMs } from './pause.ts';
import { deserialize, serialize } from 'node:v8';
import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';

/** A client after a look; `pending` is what the next look needs, null where none is due. */
export interface NumberedLook<P extends Pending> {
  /** Its position in the list, from 0. */
  readonly index: number;
  readonly client: string;
  readonly facts: ClientFacts;
  readonly pending: P | null;
}

/** A client that is waited for. */
export interface Pending {
  readonly awaited: readonly Awaited[];
}

export interface RoundsOptions<P extends Pending> {
  /** Milliseconds from the call of the constructor. */
  readonly waitMs: number;
  readonly clock: Clock;
  /** Aborts to stop waiting and keep what is known. */
  readonly signal: AbortSignal;
  readonly listener: RunListener;
  /** Looks again at pending clients. */
  readonly again: (clients: Iterable<NumberedLook<P>>) => AsyncIterable<NumberedLook<P>>;
}

/** How long a run waited: looks after the first, and milliseconds from the first to the last. */
export interface Waited {
  readonly rounds: number;
  readonly ms: number;
}

/** Repeats looks at clients until each has settled, and measures how long that took. */
export class RepeatedLooks<P extends Pending> {
  readonly #options: RoundsOptions<P>;
  readonly #startedAt: number;
  #rounds = 0;
  #firstLookAt: number | null = null;
  #lastLookAt: number | null = null;

  constructor(options: RoundsOptions<P>) {
    this.#options = options;
    this.#startedAt = options.clock.now();
  }

  get waited(): Waited {
    const { clock } = this.#options;
    const first = this.#firstLookAt ?? clock.now();
    return { rounds: this.#rounds, ms: Math.round((this.#lastLookAt ?? first) - first) };
  }

  /**
   * Yields the clients that need no waiting, then repeats looks at the others in rounds until none
   * is left or time runs out, and yields the rest as they were last seen.
   * @throws what a look throws, after yielding what is known
   */
  async *settle(first: AsyncIterable<NumberedLook<P>>): AsyncGenerator<NumberedLook<P>> {
    const waiting: Waiting<P> = new Map();
    yield* pass(first, waiting);
    this.#firstLookAt = this.#options.clock.now();
    try {
      while (await this.#pauseFor([...waiting.values()])) {
        this.#rounds += 1;
        yield* pass(this.#options.again(opened([...waiting.values()])), waiting);
        this.#lastLookAt = this.#options.clock.now();
      }
    } catch (failure) {
      yield* opened(waiting.values());
      throw failure;
    }
    yield* opened(waiting.values());
  }

  /** @returns whether another look is due */
  async #pauseFor(waiting: readonly Kept<P>[]): Promise<boolean> {
    const { clock, signal, waitMs, listener } = this.#options;
    const [first] = waiting;
    if (first === undefined || signal.aborted) return false;
    const leftMs = waitMs - (clock.now() - this.#startedAt);
    const pauseMs = nextPauseMs(this.#rounds, leftMs);
    if (pauseMs === null) return false;
    const awaited = waiting.reduce((sum, kept) => sum + kept.awaited, 0);
    const { next } = first;
    listener({ type: 'waiting', clients: waiting.length, next, others: awaited - 1, leftMs });
    await clock.pause(pauseMs, signal);
    return !signal.aborted;
  }
}

/** What is kept of a client that is waited for, small because all clients of a list may be. */
interface Kept<P extends Pending> {
  readonly next: Awaited;
  /** How many endpoints of this client are awaited. */
  readonly awaited: number;
  readonly looked: Packed<NumberedLook<P>>;
}

/** By position in the list. */
type Waiting<P extends Pending> = Map<number, Kept<P>>;

/** Yields settled clients, and keeps the last look at the others in `waiting`. */
async function* pass<P extends Pending>(
  looks: AsyncIterable<NumberedLook<P>>,
  waiting: Waiting<P>,
): AsyncGenerator<NumberedLook<P>> {
  for await (const looked of looks) {
    const [next] = looked.pending?.awaited ?? [];
    if (looked.pending === null || next === undefined) {
      waiting.delete(looked.index);
      yield looked;
    } else {
      const awaited = looked.pending.awaited.length;
      waiting.set(looked.index, { next, awaited, looked: new Packed(looked) });
    }
  }
}

function* opened<P extends Pending>(waiting: Iterable<Kept<P>>): Generator<NumberedLook<P>> {
  for (const { looked } of waiting) yield looked.open();
}

/**
 * Keeps a value compressed: lists of endpoints are repetitive, and many clients may be waited for.
 */
export class Packed<T> {
  readonly #bytes: Buffer;

  /** @param value plain data, as can be sent to a thread */
  constructor(value: T) {
    this.#bytes = deflateRawSync(serialize(value), { level: constants.Z_BEST_SPEED });
  }

  /** Returns a copy of the value. */
  open(): T {
    const value: T = deserialize(inflateRawSync(this.#bytes));
    return value;
  }
}
