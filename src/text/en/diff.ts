import type { Method } from '../../catalogue/vocabulary.ts';
import type { Difference, DiffTexts } from '../diff.ts';
import type { NamesOfMany } from '../many.ts';
import { clients, grouped } from './numbers.ts';
import { VERDICTS } from './outcomes.ts';
import { COMMUNICATIONS, METHODS, NECESSITIES, PRODUCTS, VANTAGES } from './words.ts';

export const DIFF: DiffTexts = {
  formats: {
    table: 'for people, at a terminal',
    json: 'every client that changed, for programs',
    markdown: 'a table for a change request or a wiki',
  },
  title: (product, siteCode) =>
    `What changed: ${PRODUCTS[product]}${siteCode === null ? '' : `, site ${siteCode}`}`,
  run: (age, { name, vantages, startedAt }) =>
    `${age === 'old' ? 'from' : 'to'} ${name}, begun ${startedAt}, seen from ${vantages.map((vantage) => `the ${VANTAGES[vantage]}`).join(' and ')}`,
  differences: 'What is not the same in both',
  difference: tellDifference,
  headings: { worse: 'Worse', better: 'Better', other: 'Neither proven better nor worse' },
  seenOtherwise: 'Seen otherwise, with no method better or worse',
  verdict: (methods, before, after) => `${list(methods)}: ${VERDICTS[before]} → ${VERDICTS[after]}`,
  here: (methods, before, after) =>
    `${list(methods)}, over what was looked at: ${VERDICTS[before]} → ${VERDICTS[after]}`,
  still: (methods, verdict) => `${list(methods)}: still ${VERDICTS[verdict]}`,
  warned: (code) => `a warning came: ${code}`,
  noLongerWarned: (code) => `a warning went: ${code}`,
  noAnswer: 'no answer any more: off, wrong address, or everything is dropped',
  seen: ({ title, before, after }) => `${title}: ${before.join(', ')} → ${after.join(', ')}`,
  notAt: (hosts) => `but not at ${hosts.join(', ')}`,
  clients: named,
  otherKinds: 'more kinds of change, not told apart',
  columns: {
    change: 'change',
    method: 'method',
    seen: 'what was seen',
    count: 'clients',
    clients: 'first of them',
  },
  changes: { worse: 'worse', better: 'better', other: 'other' },
  appeared: (of) => `Only in the new report: ${named(of)}`,
  gone: (of) => `Only in the old report: ${named(of)}`,
  incomparable: (of) =>
    `Not compared, for the ends that looked have none in common or a run was interrupted: ${named(of)}`,
  summary: ({ compared, same }) =>
    compared === 0
      ? 'No client could be compared.'
      : `${clients(compared)} in both reports, ${same === compared ? 'all' : grouped(same)} of them unchanged.`,
  interrupted: 'Interrupted: not everything was compared.',
  exitCode: (code, lacking) =>
    `Exit code ${code}: ${[EXIT_CODES[code] ?? 'unknown', ...lacking.map((age) => LACKING[age])].join('; ')}.`,
  wrongOrder: (old) =>
    `${old} is the newer one of the two, and was given as the old one: better and worse change places`,
  comparing: (done, total) =>
    `comparing: ${grouped(Math.floor(done / MEGABYTE))} of ${grouped(Math.ceil(total / MEGABYTE))} MB`,
  refused: {
    vantages:
      'the two reports look from different ends, so that no flow was looked at in both; compare reports of one end, or joined ones',
    methods: 'the two reports have no method in common',
    products: (old, now) =>
      `the old report is about ${PRODUCTS[old]} and the new one about ${PRODUCTS[now]}`,
    clients:
      'no client is in both reports: there is nothing to compare (names count as a whole, pc1 is not pc1.contoso.com)',
  },
};

const MEGABYTE = 1_000_000;

const EXIT_CODES: Readonly<Record<number, string>> = {
  0: 'nothing became worse',
  1: 'something became worse',
  3: 'nothing is known to have become worse, but not everything could be compared',
  130: 'interrupted',
};

const LACKING = {
  old: 'the old report was stopped before it had looked at all clients of the new one',
  new: 'the new report was stopped before it had looked at all clients of the old one',
} as const;

const ONLY = { old: 'only in the old report', new: 'only in the new report' } as const;

function tellDifference(difference: Difference): string {
  switch (difference.what) {
    case 'vantage':
      return `flows that the ${VANTAGES[difference.vantage]} opens, where seen ${ONLY[difference.only]}: not compared`;
    case 'method':
      return `${METHODS[difference.method]}, ${ONLY[difference.only]}: not compared`;
    case 'requirement':
      return `${difference.id} is needed ${ONLY[difference.only]}`;
    case 'site-code':
      return `site code: ${difference.old ?? 'none'} → ${difference.new ?? 'none'}`;
    case 'communication':
      return `communication: ${COMMUNICATIONS[difference.old]} → ${COMMUNICATIONS[difference.new]}`;
    case 'ports':
      return `ports of ${difference.id}: ${difference.old || 'none'} → ${difference.new || 'none'}`;
    case 'necessity':
      return `${difference.id}: ${NECESSITIES[difference.old]} → ${NECESSITIES[difference.new]}`;
  }
}

function list(methods: readonly Method[]): string {
  return methods.map((method) => METHODS[method]).join(', ');
}

function named({ names, clients: count }: NamesOfMany): string {
  return `${clients(count)} (${names.join(', ')}${names.length < count ? ', …' : ''})`;
}
