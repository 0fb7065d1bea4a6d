/**
 * Starts of probes in one turn of the event loop. Answers are read between two turns: so the more
 * of them there are to read, the fewer probes are started, and the times that are measured stay true.
 */
const STARTS_A_TURN = 32;

/** Lets a few begin in each turn of the event loop, in the order of asking. */
export class Turns {
  #waiting: (() => void)[] = [];
  #left = STARTS_A_TURN;
  #isCounting = false;

  /** Resolves when the asker may begin. */
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
        this.#left = STARTS_A_TURN;
        if (this.#waiting.length > 0) this.#start();
      });
    }
    for (const start of starting) start();
  }
}
