import type { Ref } from './data.ts';

const MAX_ENTRIES = 20_000;
const MAX_CANDIDATES = 5000;
/** For shorter texts a number would save nothing. */
const MIN_LENGTH = 4;

/**
 * Texts that many clients share are written once. A text gets its number when it is seen a second
 * time, so that what is unique fills nothing; memory does not grow with the number of clients.
 */
export class Dictionary {
  readonly #numbers = new Map<string, number>();
  readonly #candidates = new Set<string>();
  #defined: string[] = [];

  ref(text: string): Ref {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    if (text.length < MIN_LENGTH || this.#numbers.size >= MAX_ENTRIES) return text;
    if (!this.#candidates.has(text)) {
      if (this.#candidates.size >= MAX_CANDIDATES) this.#candidates.clear();
      this.#candidates.add(text);
      return text;
    }
    this.#candidates.delete(text);
    const number = this.#numbers.size;
    this.#numbers.set(text, number);
    this.#defined.push(text);
    return number;
  }

  /** Texts that got a number since the last call, in the order of the numbers. */
  takeDefined(): readonly string[] {
    const defined = this.#defined;
    this.#defined = [];
    return defined;
  }
}
