import type { Method } from '../../catalogue/vocabulary.ts';
import type { OneEnded, SaidBy } from '../merge.ts';
import { clients } from './numbers.ts';
import { methodName, VANTAGES } from './words.ts';

export const MERGE = {
  oneEnded: ({ from, clients: count, names }: OneEnded) =>
    `${
      from === 'site-server'
        ? `no report of its own from ${clients(count)} of the site server's, whose flows to servers stay unproven`
        : `the site server has not looked at ${clients(count)} that reported themselves, to whom its flows stay unproven`
    }: ${names.join(', ')}${names.length < count ? ', …' : ''}`,
  /**
   * Flows of methods that no report of that end was made for.
   * @param command what to run there, to be joined with the others
   */
  gap: ({ from, clients: count, names }: OneEnded, methods: readonly Method[], command: string) =>
    `the reports of the ${VANTAGES[from]} do not look at all that ${methods.map((method) => methodName(method)).join(', ')} needs, for ${clients(count)} (${names.join(', ')}${names.length < count ? ', …' : ''}), and it stays unproven; to close the gap, run there, and join that report too: ${command}`,
  /**
   * Why names may not match: one has no domain, others do.
   * @param option what to add to the command line
   */
  shortNames: (name: string, domain: string, option: string) =>
    `names are compared as a whole, for "${name}" may be in any domain; where names without one are of ${domain}, say ${option}`,
  /** No file has a name of that pattern. */
  noMatch: (pattern: string) => `no file is named like "${pattern}"`,
  /** A folder without reports. */
  emptyFolder: (folder: string) => `the folder "${folder}" holds no report (.json or .ndjson)`,
  /** For pipes and devices: reports are read twice, so they must be files. */
  noFile: (name: string) => `"${name}" is no file: reports are read twice`,
  unreadable: (name: string, why: string) => `can't read "${name}": ${why}`,
  outputIsReport: (file: string) => `"${file}" is one of the reports: give the output another name`,
  noReports: 'name the reports to join',
  /** @param first the report that it does not belong with */
  otherRun: (name: string, first: string, difference: string) =>
    `${name} can't be joined with ${first}: ${difference}`,
  /** An entry that can't be used. @param problem with its place */
  leftOut: {
    merge: (problem: string) =>
      `${problem}: this entry is left out, what is joined is not complete`,
    diff: (problem: string) =>
      `${problem}: this entry is left out, what is compared is not complete`,
  },
  moreLeftOut: (count: number) =>
    `${count} more ${count === 1 ? 'entry is' : 'entries are'} left out`,
  /** Two that name different site servers. */
  otherSiteServer: (one: SaidBy, other: SaidBy) =>
    `${one.by} names the site server "${one.siteServer}", and ${other.by} names "${other.siteServer}": they do not belong together`,
  /**
   * The name does not count unless every report gives it. @param silent the report that does not
   */
  siteServerLeftOut: (named: SaidBy, silent: string) =>
    `the site server "${named.siteServer}", which ${named.by} names, is left out, because ${silent} does not name it; --site-server says which it is`,
  badSiteServer: (said: string) =>
    `--site-server: "${said}" is not a host, such as cm01.contoso.com`,
  interrupted: 'interrupted, nothing was written',
  /** Lines follow the report's summary. */
  endsHere: (where: string) => `${where}: the report ends here`,
  runInterrupted: {
    merge: (where: string) => `${where}: the run was interrupted: what is joined is not complete`,
    diff: (where: string) => `${where}: the run was interrupted: what is compared is not complete`,
    /** The report is the list of clients of another run. */
    clients: (where: string) =>
      `${where}: the run was interrupted: clients that it had not come to are not in this list`,
  },
  runKilled: {
    merge: (where: string) =>
      `${where}: the run was stopped here, without a summary: what is joined is not complete`,
    diff: (where: string) =>
      `${where}: the run was stopped here, without a summary: what is compared is not complete`,
    clients: (where: string) =>
      `${where}: the run was stopped before its end: clients that it had not come to are not in this list`,
  },
  /** The report is empty. */
  /** A report that another computer made in a client's place. */
  standIn: (name: string, client: string) =>
    `${name}: left out, as it was made on another computer than ${client} and does not prove what ${client} itself reaches`,
  onlyStandIns:
    'these reports were all made on other computers than the clients that they speak of: they can be shown one by one, not joined',
  neverBegan: (name: string) =>
    `${name}: the run was stopped before its first line: what is joined is not complete`,
  tornLine: (line: number) => `; line ${line} is torn and left out`,
  /** @param clients names with their methods, of which there may be more */
  contradicting: (count: number, named: readonly string[]) =>
    `other verdicts in different reports, the newest stands: ${clients(count)}: ${named.join(', ')}${named.length < count ? ', …' : ''}`,
  /** @param named names with their addresses before and now */
  moved: (count: number, named: readonly string[]) =>
    `other addresses in an earlier report, as where DNS is stale or two computers have one name: ${clients(count)}: ${named.join(', ')}${named.length < count ? ', …' : ''}`,
  badDomain: (said: string) => `--domain: "${said}" is not a domain's name, such as contoso.com`,
};
