import type { ReadError } from './read/problem.ts';
import type { Texts } from '../text/texts.ts';

const NAMED = 5;

/** Counts entries that could not be used, and remembers what is wrong with the first. */
export class LeftOutEntries {
  readonly #first: ReadError[] = [];
  #entries = 0;

  get entries(): number {
    return this.#entries;
  }

  add(problem: ReadError): void {
    this.#entries += 1;
    if (this.#first.length < NAMED) this.#first.push(problem);
  }

  /** A line for each of the first, and one for the others. */
  texts(texts: Texts, command: 'merge' | 'diff'): readonly string[] {
    const more = this.#entries - this.#first.length;
    return [
      ...this.#first.map((problem) => texts.merge.leftOut[command](problem.told(texts))),
      ...(more === 0 ? [] : [texts.merge.moreLeftOut(more)]),
    ];
  }
}
