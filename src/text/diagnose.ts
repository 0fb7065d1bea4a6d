import type { LastWord } from '../diagnose/model.ts';

/** What a kind of trouble means, and what to look at. */
export interface NatureText {
  readonly what: string;
  readonly check: string;
}

/** Counts of a whole diagnosis. */
export interface DiagnosisCounts {
  readonly computers: number;
  readonly lastWords: Record<LastWord, number>;
}
