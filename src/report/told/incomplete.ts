import { EXIT_CODES } from '../../judge/exit-codes.ts';
import type { Texts } from '../../text/texts.ts';
import type { ReportTail } from '../model/report.ts';

/** Why a report is not complete, in a sentence; null for one that is. */
export function whyIncomplete(
  { run, summary }: Pick<ReportTail, 'run' | 'summary'>,
  { table }: Texts,
): string | null {
  if (run.complete) return null;
  if (summary.exitCode === EXIT_CODES.usage) return table.listFailed;
  const { missing = [] } = run;
  return missing.length === 0 ? table.incomplete : table.missing(missing);
}
