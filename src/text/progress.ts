import type { FlowName } from '../catalogue/flow.ts';
import type { RequirementOutcome, Verdict } from '../judge/vocabulary.ts';

/** How far a run is. */
export interface Advance {
  readonly done: number;
  /** null where it is not known, as with a list from a pipe. */
  readonly total: number | null;
  /** Clients a second; null while there is too little to measure. */
  readonly rate: number | null;
  readonly secondsLeft: number | null;
  /** Clients that answered, by verdict as seen from this end. */
  readonly verdicts: Readonly<Partial<Record<Verdict, number>>>;
  readonly noAnswer: number;
}

/** Clients of a run that was stopped. */
export interface Stopped {
  readonly judged: number;
  readonly underWay: number;
  /** Not begun; null where nobody knows how many. */
  readonly left: number | null;
}

/** What a run waits for before it looks again. */
export interface Waiting {
  readonly clients: number;
  readonly flow: FlowName;
  /** `mp01:80`, `pc001`. */
  readonly place: string;
  readonly outcome: RequirementOutcome;
  /** How many more flows and places the run waits for. */
  readonly others: number;
  readonly secondsLeft: number;
}
