import { EN } from './en/index.ts';
import type { Texts } from './texts.ts';

/** A sentence in any language. */
export type Told = (texts: Texts) => string;

/** An error with words for people: `message` is English, `told` says it in their language. */
export abstract class ToldError extends Error {
  readonly told: Told;

  constructor(told: Told) {
    super(told(EN));
    this.told = told;
  }
}
