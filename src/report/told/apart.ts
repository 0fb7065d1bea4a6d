import type { Texts } from '../../text/texts.ts';
import type { ReportTail } from '../model/report.ts';

/** Of which clients the joined reports are of different days; none where there are none. */
export function apartTexts(
  { run: { apart } }: Pick<ReportTail, 'run'>,
  { table }: Texts,
): readonly string[] {
  return apart === undefined ? [] : [table.apart(apart)];
}
