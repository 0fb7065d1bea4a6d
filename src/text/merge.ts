import type { Vantage } from '../catalogue/vocabulary.ts';
import type { NamesOfMany } from './many.ts';

/** Clients that one end alone has looked at. */
export interface OneEnded extends NamesOfMany {
  readonly from: Vantage;
}

/** A site server, and the report or flag that names it. */
export interface SaidBy {
  readonly by: string;
  readonly siteServer: string;
}

/** What is said while saved reports are joined. */
export interface MergeTexts {
  readonly oneEnded: (ended: OneEnded) => string;
  /**
   * Why names may not have met: one without a domain, and a domain that others have.
   * @param option what to add to the command line
   */
  readonly shortNames: (name: string, domain: string, option: string) => string;
  /** No file has a name of that pattern. */
  readonly noMatch: (pattern: string) => string;
  /** A folder without reports. */
  readonly emptyFolder: (folder: string) => string;
  /** A pipe, say: reports are read twice. */
  readonly noFile: (name: string) => string;
  readonly unreadable: (name: string, why: string) => string;
  readonly outputIsReport: (file: string) => string;
  readonly noReports: string;
  /** @param first the report that it does not belong with */
  readonly otherRun: (name: string, first: string, difference: string) => string;
  /** An entry that can't be used. @param problem with its place */
  readonly leftOut: Record<'merge' | 'diff', (problem: string) => string>;
  readonly moreLeftOut: (entries: number) => string;
  /** Two that name different site servers. */
  readonly otherSiteServer: (one: SaidBy, other: SaidBy) => string;
  /** Whose word does not count alone. @param silent who should say it too, and does not */
  readonly siteServerLeftOut: (named: SaidBy, silent: string) => string;
  readonly badSiteServer: (said: string) => string;
  readonly interrupted: string;
  /** A report that goes on after its summary. */
  readonly endsHere: (where: string) => string;
  readonly runInterrupted: Record<'merge' | 'diff', (where: string) => string>;
  readonly runKilled: Record<'merge' | 'diff', (where: string) => string>;
  /** A report without a line. */
  readonly neverBegan: (name: string) => string;
  readonly tornLine: (line: number) => string;
  /** @param clients names with their methods, of which there may be more */
  readonly contradicting: (count: number, clients: readonly string[]) => string;
  readonly badDomain: (said: string) => string;
}
