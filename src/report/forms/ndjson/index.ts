import { lineOf } from '../../model/line.ts';
import type { ClientEntry, ReportHead, ReportTail } from '../../model/report.ts';
import type { Reporter } from '../reporter.ts';
import { jsonText } from '../../../base/json-text.ts';

/** A line for the run, one for each client as soon as it is judged, one for the summary. */
export function ndjsonReporter(head: ReportHead): Reporter {
  return {
    opening: line({ type: 'run', ...head }),
    client: (entry: ClientEntry) => line(lineOf(entry, head)),
    close: ({ run, indirect, summary }: ReportTail) =>
      line({ type: 'summary', run, indirect, ...summary }),
  };
}

function line(value: object): string {
  return `${jsonText(value)}\n`;
}
