import { lineOf } from '../../model/line.ts';
import type { ClientEntry, ReportHead, ReportTail } from '../../model/report.ts';
import type { Reporter } from '../reporter.ts';
import { jsonText } from '../../../base/json-text.ts';

/** A line for the run, one for each client as soon as it is judged, one for the summary. */
export function ndjsonReporter(head: ReportHead): Reporter {
  return linesOf(head, (entry) => lineOf(entry, head));
}

/** The same lines with all that `json` has of a client, for programs that show it to people. */
export function fullNdjsonReporter(head: ReportHead): Reporter {
  return linesOf(head, (entry) => ({ type: 'client', ...entry }));
}

function linesOf(head: ReportHead, clientLine: (entry: ClientEntry) => object): Reporter {
  return {
    opening: line({ type: 'run', ...head }),
    client: (entry: ClientEntry) => line(clientLine(entry)),
    close: ({ run, indirect, summary }: ReportTail) =>
      line({ type: 'summary', run, indirect, ...summary }),
  };
}

function line(value: object): string {
  return `${jsonText(value)}\n`;
}
