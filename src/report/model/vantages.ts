import type { Vantage } from '../../catalogue/vocabulary.ts';
import type { ReportHead } from './report.ts';

/** The ends that a report tells of: one, or both where reports were joined. */
export function vantagesOf({ run }: Pick<ReportHead, 'run'>): readonly Vantage[] {
  return run.joined ?? [run.from];
}

/** Whether a report tells of what one end saw, or joins both. */
export type Ends = 'one' | 'both';

export function endsOf(head: Pick<ReportHead, 'run'>): Ends {
  return vantagesOf(head).length > 1 ? 'both' : 'one';
}
