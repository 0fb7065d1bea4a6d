import type { Texts } from '../../text/texts.ts';
import type { ReportTail } from '../model/report.ts';
import { EXIT_CODES } from '../../judge/exit-codes.ts';

/** Clients whose joined reports are from different days; none if all are from one. */
export function apartTexts(
  { run: { apart } }: Pick<ReportTail, 'run'>,
  { table }: Texts,
): readonly string[] {
  return apart === undefined ? [] : [table.apart(apart)];
}

/** Says that another computer made the run in a client's place; empty if none did. */
export function standInTexts(
  { run: { standsFor } }: Pick<ReportTail, 'run'>,
  { table }: Texts,
): readonly string[] {
  return standsFor === undefined ? [] : [table.standIn(standsFor)];
}

/** How often and how long a run repeated what broke; none if it never did. */
export function waitedTexts(
  { run: { waited } }: Pick<ReportTail, 'run'>,
  { table }: Texts,
): readonly string[] {
  return waited === undefined || waited.rounds === 0
    ? []
    : [table.waited(waited.rounds, Math.round(waited.ms / 1000))];
}

/** Why a report is incomplete, as a sentence; null if it is complete. */
export function whyIncomplete(
  { run, summary }: Pick<ReportTail, 'run' | 'summary'>,
  { table }: Texts,
): string | null {
  if (run.complete) return null;
  if (summary.exitCode === EXIT_CODES.usage) return table.listFailed;
  const { missing = [] } = run;
  return missing.length === 0 ? table.incomplete : table.missing(missing);
}
