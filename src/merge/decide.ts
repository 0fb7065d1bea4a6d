import { METHODS, type Method } from '../catalogue/vocabulary.ts';
import type { ClientFacts, MethodFacts } from '../judge/facts.ts';
import { isUnchecked } from '../judge/readiness.ts';
import { VERDICTS } from '../judge/vocabulary.ts';

/** Where an entry about a client stands among all entries of one vantage. */
export interface EntryPlace {
  /** The rank of its run by age: a newer one has a larger number. */
  readonly run: number;
  /** Its place in the run's report; a later one has a larger number. */
  readonly place: number;
  /**
   * `interrupted`: cut off by the user, so that it proves nothing; `unchecked`: all that was looked
   * at ended in an error of the machine or its name service.
   */
  readonly ended: 'whole' | 'unchecked' | 'interrupted';
}

/**
 * Which of two entries about one client stands: one that was not cut off, then the newer run's, then
 * the later one. One of errors alone stands too: where it found the client, and what an older one
 * proved there, is taken together.
 */
export function stands(entry: EntryPlace, against: EntryPlace): boolean {
  const isCut = entry.ended === 'interrupted';
  if (isCut !== (against.ended === 'interrupted')) return !isCut;
  if (entry.run !== against.run) return entry.run > against.run;
  return entry.place > against.place;
}

/** Whether an entry says something of its client, or why it does not. */
export function endedOf(
  client: Pick<ClientFacts, 'interrupted' | 'requirements'>,
): EntryPlace['ended'] {
  if (client.interrupted === true) return 'interrupted';
  return isUnchecked(client) ? 'unchecked' : 'whole';
}

/** A digit for a method that is not there, and one for each verdict. */
const BASE = VERDICTS.length + 1;

/** The verdicts of all methods as one number from 1 on, below 65,536: to keep a million of them. */
export function verdictsCode(methods: readonly Pick<MethodFacts, 'method' | 'verdict'>[]): number {
  return METHODS.reduce((code, method) => {
    const verdict = methods.find((candidate) => candidate.method === method)?.verdict;
    return code * BASE + (verdict === undefined ? 0 : VERDICTS.indexOf(verdict) + 1);
  }, 0);
}

/** The methods on whose verdict two entries contradict each other. */
export function contradictions(code: number, other: number): readonly Method[] {
  let [left, right] = [code, other];
  const found: Method[] = [];
  for (const method of METHODS.toReversed()) {
    if (left % BASE !== right % BASE) found.unshift(method);
    left = Math.floor(left / BASE);
    right = Math.floor(right / BASE);
  }
  return found;
}
