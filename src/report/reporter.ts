import type { ClientEntry, ReportHead, ReportTail } from './model.ts';

/**
 * A format's view of a run: text to append when it opens, for each client as it comes, and when it
 * closes. Writes nothing itself.
 */
export interface Reporter {
  open(head: ReportHead): string;
  /** @param index the client's place in the list, from 0; without it clients come in order */
  client(entry: ClientEntry, index?: number): string;
  close(tail: ReportTail): string;
}
