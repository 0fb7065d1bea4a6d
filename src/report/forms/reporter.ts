import type { Texts } from '../../text/texts.ts';
import type { ClientEntry, ReportTail } from '../model/report.ts';
import type { Appearance } from '../terminal/style.ts';
import type { SavedReport } from '../told/check-again.ts';
import type { CommandOptions } from '../../text/command-line.ts';

/** What a format may want to know besides the run. */
export interface ReporterOptions extends CommandOptions {
  readonly appearance: Appearance;
  readonly texts: Texts;
  /** The outputs that list every client, as they are shown to people. */
  readonly fullList?: readonly string[];
  /** A report of this run that is saved; none where null. */
  readonly saved?: SavedReport | null | undefined;
  /** Whether what could not be proven counts as a failure. */
  readonly strict?: boolean;
  /** Whether what is expected to be closed counts, and what breaks by it does not. */
  readonly audit?: boolean;
}

/**
 * A format's view of one run, made for the run's head: text to append for each client as it comes, and
 * when the run ends. Writes nothing itself.
 */
export interface Reporter {
  /** What stands before the first client. */
  readonly opening: string;
  /** @param index the client's place in the list, from 0; without it clients come in order */
  client(entry: ClientEntry, index?: number): string;
  close(tail: ReportTail): string;
  /** What follows the text of `close`, in pieces, where it is too much to be held as one. */
  rest?(): Iterable<string>;
}
