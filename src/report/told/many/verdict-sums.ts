import type { Method } from '../../../catalogue/vocabulary.ts';
import type { Readiness } from '../../../judge/readiness.ts';
import type { Verdict } from '../../../judge/vocabulary.ts';
import type { MethodEntry } from '../../model/report.ts';
import { valueIn } from './client-group.ts';

/**
 * What is known over the flows that were checked; `not-looked-at` where none was, which is not
 * `not-applicable`.
 */
export type Looked =
  Exclude<Verdict, 'works' | 'degraded'> | Exclude<Readiness, 'not-ready'> | 'not-looked-at';

/** How many clients have a verdict. */
export interface VerdictSum {
  clients: number;
  noAnswer: number;
}

export type VerdictSums = ReadonlyMap<Method, ReadonlyMap<Looked | Verdict, VerdictSum>>;

export function lookedOf({
  verdict,
  here,
  readiness,
}: Pick<MethodEntry, 'verdict' | 'here' | 'readiness'>): Looked {
  switch (here) {
    case 'works':
    case 'degraded':
      return readiness === 'doubtful' ? 'doubtful' : 'ready';
    case 'not-applicable':
      return verdict === 'not-applicable' ? here : 'not-looked-at';
    case 'breaks':
    case 'unproven':
      return here;
  }
}

/** Counts a client. @param absent whether nothing of it answered */
export function countVerdict<V extends Looked | Verdict>(
  sums: Map<Method, Map<V, VerdictSum>>,
  method: Method,
  verdict: V,
  absent: boolean,
): void {
  const ofMethod = valueIn(sums, method, () => new Map<V, VerdictSum>());
  const sum = valueIn(ofMethod, verdict, () => ({ clients: 0, noAnswer: 0 }));
  sum.clients += 1;
  if (absent) sum.noAnswer += 1;
}
