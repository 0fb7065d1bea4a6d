/** Lets one waiter sleep until it is woken. */
export class Wake {
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
