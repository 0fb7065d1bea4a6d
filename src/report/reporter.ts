import type { ClientEntry, ReportHead, ReportTail } from './model.ts';

/**
 * A format's view of a run: text to append when it opens, for each client as it comes, and when it
 * closes. Writes nothing itself.
 */
export interface Reporter {
  open(head: ReportHead): string;
  client(entry: ClientEntry): string;
  close(tail: ReportTail): string;
}
