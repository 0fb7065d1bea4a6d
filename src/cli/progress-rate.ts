interface Sample {
  /** Milliseconds. */
  readonly at: number;
  readonly done: number;
}

const WINDOW_MS = 30_000;
const SAMPLE_MS = 1000;
/** Before this a rate would speak of the start, in which nothing has had its time to fail. */
const MIN_MS = 5000;
const MIN_DONE = 10;

/** How fast clients are done of late. */
export class Rate {
  readonly #samples: Sample[];

  /** @param at milliseconds, when nothing was done yet */
  constructor(at: number) {
    this.#samples = [{ at, done: 0 }];
  }

  /** Takes note of how many are done by now. */
  note(at: number, done: number): void {
    const last = this.#samples.at(-1);
    if (last !== undefined && at - last.at < SAMPLE_MS) return;
    this.#samples.push({ at, done });
    while ((this.#samples[1]?.at ?? at) < at - WINDOW_MS) this.#samples.shift();
  }

  /** Clients a second, null while that would mean nothing. */
  now(at: number, done: number): number | null {
    const [first] = this.#samples;
    if (first === undefined || at - first.at < MIN_MS || done - first.done < MIN_DONE) return null;
    return ((done - first.done) * 1000) / (at - first.at);
  }
}
