/**
 * How many probes start in one turn of the event loop. Answers are read between turns, so a busy
 * program starts fewer probes, and the measured times stay accurate.
 */
const STARTS_A_TURN = 32;

/** Lets a few callers start in each turn of the event loop, first come, first served. */
export class Turns {
  #waiting: (() => void)[] = [];
  readonly #startsATurn: number;
  #left: number;
  #isCounting = false;

  constructor(startsATurn = STARTS_A_TURN) {
    this.#startsATurn = startsATurn;
    this.#left = startsATurn;
  }

  /** Resolves when the caller may start. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#start();
    });
  }

  #start(): void {
    const starting = this.#waiting.splice(0, this.#left);
    this.#left -= starting.length;
    if (!this.#isCounting) {
      this.#isCounting = true;
      setImmediate(() => {
        this.#isCounting = false;
        this.#left = this.#startsATurn;
        if (this.#waiting.length > 0) this.#start();
      });
    }
    for (const start of starting) start();
  }
}
