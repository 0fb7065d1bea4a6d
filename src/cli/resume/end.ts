import { type RunEnd, exitCodeOf } from '../../judge/summary.ts';
import { summaryEntry } from '../../report/model/build.ts';
import type { ReportTail } from '../../report/model/report.ts';
import type { SavedRun } from '../../saved/scan-run.ts';

/** The end of a saved run that had come to it, counted again; null for one that was stopped. */
export function endOf(
  saved: SavedRun | null,
  { strict, audit }: Pick<RunEnd, 'strict' | 'audit'>,
): ReportTail | null {
  if (saved?.tail?.run.complete !== true) return null;
  const exitCode = exitCodeOf(saved.summary, { complete: true, strict, audit });
  return { ...saved.tail, summary: summaryEntry(saved.summary, { exitCode, audit }) };
}
