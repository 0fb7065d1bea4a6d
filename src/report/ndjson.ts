import type { ClientEntry, ReportHead, ReportTail } from './model.ts';
import type { Reporter } from './reporter.ts';

/** A line for the run, one for each client as soon as it is judged, one for the summary. */
export function ndjsonReporter(): Reporter {
  return {
    open: (head: ReportHead) => line({ type: 'run', ...head }),
    client: (entry: ClientEntry) => line({ type: 'client', ...entry }),
    close: ({ run, indirect, summary }: ReportTail) =>
      line({ type: 'summary', run, indirect, ...summary }),
  };
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
