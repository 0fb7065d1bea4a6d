import type { Verdict } from '../judge/vocabulary.ts';

/** How far a run is. */
export interface Advance {
  readonly done: number;
  /** null where nobody knows, as with a list that comes through a pipe. */
  readonly total: number | null;
  /** Clients a second, null before that means something. */
  readonly rate: number | null;
  readonly secondsLeft: number | null;
  /** Clients that answered, by what can be seen from this end. */
  readonly verdicts: Readonly<Partial<Record<Verdict, number>>>;
  readonly noAnswer: number;
}

/** The sentences of a run under way. */
export interface ProgressTexts {
  readonly start: string;
  readonly clients: (advance: Advance) => string;
  /** Before the first client is done. */
  readonly checks: (done: number, planned: number) => string;
  /** Saved reports are read, in bytes. */
  readonly merging: (done: number, total: number) => string;
}
