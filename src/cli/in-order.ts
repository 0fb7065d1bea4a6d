/** Writes texts in the order of their numbers, whichever comes first; keeps those that must wait. */
export class InOrder {
  readonly #write: (text: string) => Promise<void>;
  readonly #waiting = new Map<number, () => string>();
  #next = 0;

  constructor(write: (text: string) => Promise<void>) {
    this.#write = write;
  }

  /**
   * @param index from 0, without gaps
   * @param render called when its turn has come
   */
  async add(index: number, render: () => string): Promise<void> {
    this.#waiting.set(index, render);
    for (;;) {
      const ready = this.#waiting.get(this.#next);
      if (ready === undefined) return;
      this.#waiting.delete(this.#next);
      this.#next += 1;
      await this.#write(ready());
    }
  }
}
