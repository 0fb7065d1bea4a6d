import type { MergeTexts } from '../merge.ts';
import { clients } from './numbers.ts';

export const MERGE: MergeTexts = {
  oneEnded: ({ from, clients: count, names }) =>
    `${
      from === 'site-server'
        ? `no report of its own from ${clients(count)} of the site server's, whose flows to servers stay unproven`
        : `the site server has not looked at ${clients(count)} that reported themselves, to whom its flows stay unproven`
    }: ${names.join(', ')}${names.length < count ? ', …' : ''}`,
  shortNames: (name, domain, option) =>
    `names are compared as a whole, for "${name}" may be in any domain; where names without one are of ${domain}, say ${option}`,
  noMatch: (pattern) => `no file is named like "${pattern}"`,
  emptyFolder: (folder) => `the folder "${folder}" holds no report (.json or .ndjson)`,
  noFile: (name) => `"${name}" is no file: reports are read twice`,
  unreadable: (name, why) => `can't read "${name}": ${why}`,
  outputIsReport: (file) => `"${file}" is one of the reports: give the output another name`,
  noReports: 'name the reports to join',
  otherRun: (name, first, difference) =>
    `${name} ("there") does not belong with ${first} ("here"): ${difference}`,
  leftOut: {
    merge: (problem) => `${problem}: this entry is left out, what is joined is not complete`,
    diff: (problem) => `${problem}: this entry is left out, what is compared is not complete`,
  },
  moreLeftOut: (count) => `${count} more ${count === 1 ? 'entry is' : 'entries are'} left out`,
  otherSiteServer: (one, other) =>
    `${one.by} names the site server "${one.siteServer}", and ${other.by} names "${other.siteServer}": they do not belong together`,
  siteServerLeftOut: (named, silent) =>
    `the site server "${named.siteServer}", which ${named.by} names, is left out, because ${silent} does not name it; --site-server says which it is`,
  badSiteServer: (said) => `--site-server: "${said}" is not a host, such as cm01.contoso.com`,
  interrupted: 'interrupted, nothing was written',
  endsHere: (where) => `${where}: the report ends here`,
  runInterrupted: {
    merge: (where) => `${where}: the run was interrupted: what is joined is not complete`,
    diff: (where) => `${where}: the run was interrupted: what is compared is not complete`,
  },
  runKilled: {
    merge: (where) =>
      `${where}: the run was stopped here, without a summary: what is joined is not complete`,
    diff: (where) =>
      `${where}: the run was stopped here, without a summary: what is compared is not complete`,
  },
  neverBegan: (name) =>
    `${name}: the run was stopped before its first line: what is joined is not complete`,
  tornLine: (line) => `; line ${line} is torn and left out`,
  contradicting: (count, named) =>
    `other verdicts in different reports, the newest stands: ${clients(count)}: ${named.join(', ')}${named.length < count ? ', …' : ''}`,
  badDomain: (said) => `--domain: "${said}" is not a domain's name, such as contoso.com`,
};
