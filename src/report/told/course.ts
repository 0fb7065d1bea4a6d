import type { Texts } from '../../text/texts.ts';
import type { ReportTail } from '../model/report.ts';
import { EXIT_CODES } from '../../judge/exit-codes.ts';

/** The clients whose joined reports are of different days; nothing where there are none. */
export function apartTexts(
  { run: { apart } }: Pick<ReportTail, 'run'>,
  { table }: Texts,
): readonly string[] {
  return apart === undefined ? [] : [table.apart(apart)];
}

/** Says that the run was made from another computer in a client's place; empty where it was not. */
export function standInTexts(
  { run: { standsFor } }: Pick<ReportTail, 'run'>,
  { table }: Texts,
): readonly string[] {
  return standsFor === undefined ? [] : [table.standIn(standsFor)];
}

/** How often and how long a run looked again at what broke; none where it never did. */
export function waitedTexts(
  { run: { waited } }: Pick<ReportTail, 'run'>,
  { table }: Texts,
): readonly string[] {
  return waited === undefined || waited.rounds === 0
    ? []
    : [table.waited(waited.rounds, Math.round(waited.ms / 1000))];
}

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
