import type { Vantage } from '../../catalogue/vocabulary.ts';
import type { ReportHead } from './report.ts';

/** The ends that a report covers: one, or both if reports were joined. */
export function vantagesOf({ run }: Pick<ReportHead, 'run'>): readonly Vantage[] {
  return run.joined ?? [run.from];
}

/** Whether a report covers one end, or joins both. */
export type Ends = 'one' | 'both';

export function endsOf(head: Pick<ReportHead, 'run'>): Ends {
  return vantagesOf(head).length > 1 ? 'both' : 'one';
}
