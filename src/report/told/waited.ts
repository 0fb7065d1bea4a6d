import type { Texts } from '../../text/texts.ts';
import type { ReportTail } from '../model/report.ts';

/** How often and how long a run looked again at what broke; none where it never did. */
export function waitedTexts(
  { run: { waited } }: Pick<ReportTail, 'run'>,
  { table }: Texts,
): readonly string[] {
  return waited === undefined || waited.rounds === 0
    ? []
    : [table.waited(waited.rounds, Math.round(waited.ms / 1000))];
}
