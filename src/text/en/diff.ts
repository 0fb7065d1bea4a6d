import type { Verdict } from '../../judge/vocabulary.ts';
import type { WarningCode } from '../../judge/warning.ts';
import type {
  Communication,
  Method,
  Necessity,
  Product,
  Vantage,
} from '../../catalogue/vocabulary.ts';
import type { NamesOfMany } from '../many.ts';
import { clients, grouped } from './numbers.ts';
import { READINESS, VERDICTS } from './outcomes.ts';
import { COMMUNICATIONS, methodName, NECESSITIES, PRODUCTS, VANTAGES } from './words.ts';

/** `ready`: all that this end can prove works, and the rest is proven elsewhere. */
type Shown = Verdict | 'ready';
const SHOWN: Record<Shown, string> = { ...VERDICTS, ready: READINESS.ready };

const ONLY = { old: 'only in the old report', new: 'only in the new report' } as const;

export const DIFF = {
  formats: {
    table: 'for people, at a terminal',
    json: 'every client that changed, for programs',
    markdown: 'a table for a change request or a wiki',
  },
  title: (product: Product, siteCode: string | null) =>
    `What changed: ${PRODUCTS[product]}${siteCode === null ? '' : `, site ${siteCode}`}`,
  run: (
    age: 'old' | 'new',
    {
      name,
      vantages,
      startedAt,
    }: {
      readonly name: string;
      readonly vantages: readonly Vantage[];
      /** ISO 8601. */
      readonly startedAt: string;
    },
  ) =>
    `${age === 'old' ? 'from' : 'to'} ${name}, begun ${startedAt}, seen from ${vantages.map((vantage) => `the ${VANTAGES[vantage]}`).join(' and ')}`,
  differences: 'What is not the same in both',
  difference: {
    vantage: (vantage: Vantage, only: keyof typeof ONLY) =>
      `flows that the ${VANTAGES[vantage]} opens, where seen ${ONLY[only]}: not compared`,
    method: (method: Method, only: keyof typeof ONLY) =>
      `${methodName(method)}, ${ONLY[only]}: not compared`,
    requirement: (id: string, only: keyof typeof ONLY) => `${id} is needed ${ONLY[only]}`,
    expect: (id: string, only: keyof typeof ONLY) => `${id} is expected to be closed ${ONLY[only]}`,
    'site-code': (before: string | null, after: string | null) =>
      `site code: ${before ?? 'none'} → ${after ?? 'none'}`,
    communication: (before: Communication, after: Communication) =>
      `communication: ${COMMUNICATIONS[before]} → ${COMMUNICATIONS[after]}`,
    /** @param before numbers side by side, empty where there are none */
    ports: (id: string, before: string, after: string) =>
      `ports of ${id}: ${before || 'none'} → ${after || 'none'}`,
    necessity: (id: string, before: Necessity, after: Necessity) =>
      `${id}: ${NECESSITIES[before]} → ${NECESSITIES[after]}`,
  },
  headings: {
    worse: 'Worse',
    better: 'Better',
    other: 'Neither proven better nor worse',
  },
  /** Headings of flows that are expected to be closed. */
  findings: {
    worse: 'Findings that appeared: open, and expected to be closed',
    better: 'Findings that went: closed, as expected',
    other: 'Findings that are not proven any more: they may still be open',
  },
  /** Heading of changes that make no method better or worse. */
  seenOtherwise: 'Seen otherwise, with no method better or worse',
  /** @param of clients, where it did not become so of all; else null, here and below */
  verdict: (methods: readonly Method[], before: Shown, after: Shown, of: number | null) =>
    `${list(methods)}: ${SHOWN[before]} → ${SHOWN[after]}${counted(of)}`,
  /** The verdict over all flows stayed; the one over the flows that were checked changed. */
  here: (methods: readonly Method[], before: Shown, after: Shown, of: number | null) =>
    `${list(methods)}, over what was looked at: ${SHOWN[before]} → ${SHOWN[after]}${counted(of)}`,
  /** The verdict stayed, but another flow causes it now. */
  still: (methods: readonly Method[], verdict: Shown, of: number | null) =>
    `${list(methods)}: still ${SHOWN[verdict]}${counted(of)}`,
  warned: (code: WarningCode) => `a warning came: ${code}`,
  noLongerWarned: (code: WarningCode) => `a warning went: ${code}`,
  noAnswer: 'no answer any more: off, wrong address, or everything is dropped',
  seen: (title: string, before: readonly string[], after: readonly string[]) =>
    `${title}: ${before.join(', ')} → ${after.join(', ')}`,
  /** Servers that do not answer, where others do. */
  notAt: (hosts: readonly string[]) => `but not at ${hosts.join(', ')}`,
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
  appeared: (of: NamesOfMany) => `Only in the new report: ${named(of)}`,
  gone: (of: NamesOfMany) => `Only in the old report: ${named(of)}`,
  /** The reports look at these clients from different ends, or a run was interrupted there. */
  incomparable: (of: NamesOfMany) =>
    `Not compared, for the ends that looked have none in common or a run was interrupted: ${named(of)}`,
  summary: (compared: number, same: number) =>
    compared === 0
      ? 'No client could be compared.'
      : `${clients(compared)} in both reports, ${same === compared ? 'all' : grouped(same)} of them unchanged.`,
  interrupted: 'Interrupted: not everything was compared.',
  /** @param lacking reports that stopped before they reached all clients of the other report */
  exitCode: (code: number, lacking: readonly ('old' | 'new')[]) =>
    `Exit code ${code}: ${[EXIT_CODES[code] ?? 'unknown', ...lacking.map((age) => LACKING[age])].join('; ')}.`,
  /** The report given as the old one is the newer of the two. */
  wrongOrder: (old: string) =>
    `${old} is the newer one of the two, and was given as the old one: better and worse change places`,
  comparing: (done: number, total: number) =>
    `comparing: ${grouped(Math.floor(done / MEGABYTE))} of ${grouped(Math.ceil(total / MEGABYTE))} MB`,
  refused: {
    vantages:
      'the two reports look from different ends, so that no flow was looked at in both; compare reports of one end, or joined ones',
    methods: 'the two reports have no method in common',
    products: (old: Product, now: Product) =>
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

function list(methods: readonly Method[]): string {
  return methods.map((method) => methodName(method)).join(', ');
}

function counted(of: number | null): string {
  return of === null ? '' : ` (${clients(of)})`;
}

function named({ names, clients: count }: NamesOfMany): string {
  return `${clients(count)} (${names.join(', ')}${names.length < count ? ', …' : ''})`;
}
