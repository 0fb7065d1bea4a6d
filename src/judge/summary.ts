import { EXIT_CODES, type ExitCode } from './exit-codes.ts';
import { type Method, decidingMethods } from '../catalogue/vocabulary.ts';
import type { ClientFacts } from './facts.ts';
import { type AuditResult, auditOf, breaksAsExpected } from './audit.ts';
import { type Readiness, type ReadinessRun, isUnchecked, readinessOf } from './readiness.ts';
import type { Verdict } from './vocabulary.ts';

export type VerdictCounts = Readonly<
  Partial<Record<Method, Readonly<Partial<Record<Verdict, number>>>>>
>;

/** For how many clients each method is ready, or in doubt; a method without any is left out. */
export type ReadinessCounts = Readonly<Partial<Record<Method, number>>>;

/** How many flows that are expected to be closed were found in each state, over all clients. */
export type AuditCounts = Readonly<Record<AuditResult, number>> & {
  /** Clients with at least one flow that is open. */
  readonly clients: number;
};

/** Counts, not clients: its size does not grow with the run. */
export interface Summary {
  readonly clients: number;
  readonly noAnswer: number;
  /** Clients for which every probe from this end failed on this machine. */
  readonly unchecked: number;
  /** Clients that are ready for at least one method. */
  readonly readyClients: number;
  readonly ready: ReadinessCounts;
  readonly doubtful: ReadinessCounts;
  readonly verdicts: VerdictCounts;
  readonly here: VerdictCounts;
  readonly audit: AuditCounts;
  /** Clients with a method that breaks by a flow that nobody expects to be closed. */
  readonly brokenOtherwise: number;
  /** Clients that are ready for a method, or that lack only what is expected to be closed. */
  readonly settledClients: number;
}

export const EMPTY_SUMMARY: Summary = {
  clients: 0,
  noAnswer: 0,
  unchecked: 0,
  readyClients: 0,
  ready: {},
  doubtful: {},
  verdicts: {},
  here: {},
  audit: { open: 0, unproven: 0, 'not-checked': 0, closed: 0, clients: 0 },
  brokenOtherwise: 0,
  settledClients: 0,
};

/** The part of a client that is counted. */
export type CountedClient = Pick<
  ClientFacts,
  'client' | 'answered' | 'interrupted' | 'methods' | 'requirements' | 'warnings'
>;

export function addToSummary(summary: Summary, client: CountedClient, run: ReadinessRun): Summary {
  const { answered, methods } = client;
  const inState = (state: Readiness): readonly Method[] =>
    methods.filter((each) => readinessOf(each, client, run) === state).map(({ method }) => method);
  const ready = inState('ready');
  const isAsExpected = (each: CountedClient['methods'][number]): boolean =>
    breaksAsExpected(each, run);
  const breaking = methods.filter(({ verdict }) => verdict === 'breaks');
  const deciding = decidingMethods(methods);
  const isReady = deciding.some(({ method }) => ready.includes(method));
  return {
    clients: summary.clients + 1,
    noAnswer: summary.noAnswer + (answered === false ? 1 : 0),
    unchecked: summary.unchecked + (isUnchecked(client) ? 1 : 0),
    readyClients: summary.readyClients + (isReady ? 1 : 0),
    ready: ready.reduce(incrementReady, summary.ready),
    doubtful: inState('doubtful').reduce(incrementReady, summary.doubtful),
    verdicts: methods.reduce(
      (counts, { method, verdict }) => increment(counts, method, verdict),
      summary.verdicts,
    ),
    here: methods.reduce(
      (counts, { method, here }) => increment(counts, method, here),
      summary.here,
    ),
    audit: addAudited(summary.audit, client, run),
    brokenOtherwise: summary.brokenOtherwise + (breaking.every(isAsExpected) ? 0 : 1),
    settledClients: summary.settledClients + (isReady || deciding.some(isAsExpected) ? 1 : 0),
  };
}

function addAudited(counts: AuditCounts, client: CountedClient, run: ReadinessRun): AuditCounts {
  const audited = auditOf(client, run);
  if (audited.length === 0) return counts;
  const after = (result: AuditResult): number =>
    counts[result] + audited.filter(({ found }) => found === result).length;
  return {
    open: after('open'),
    unproven: after('unproven'),
    'not-checked': after('not-checked'),
    closed: after('closed'),
    clients: counts.clients + (audited.some(({ found }) => found === 'open') ? 1 : 0),
  };
}

function incrementReady(counts: ReadinessCounts, method: Method): ReadinessCounts {
  return { ...counts, [method]: (counts[method] ?? 0) + 1 };
}

function increment(counts: VerdictCounts, method: Method, verdict: Verdict): VerdictCounts {
  const ofMethod = counts[method];
  return { ...counts, [method]: { ...ofMethod, [verdict]: (ofMethod?.[verdict] ?? 0) + 1 } };
}

/** What counts besides broken methods, for the exit code and for CI servers. */
export interface Counting {
  /** Whether anything unproven counts. */
  readonly strict: boolean;
  /**
   * Whether the expectations of closed flows count; methods that break by these alone then do not.
   */
  readonly audit: boolean;
}

/** How a run ended, besides its findings. */
export interface RunEnd extends Counting {
  readonly complete: boolean;
}

/** If this share of clients could not be probed, the run itself needs mending. */
const TOO_MANY_UNCHECKED = 0.1;

/** Of interrupted, broken and unproven, the first that applies. */
export function exitCodeOf(summary: Summary, { complete, strict, audit }: RunEnd): ExitCode {
  if (!complete) return EXIT_CODES.interrupted;
  const asked = audit ? audited(summary) : methodsAlone(summary);
  if (asked.isWrong) return EXIT_CODES.breaks;
  const { clients, unchecked, here } = summary;
  if (clients === 0) return EXIT_CODES.ok;
  const isUnproven =
    asked.isUnproven ||
    unchecked >= clients * TOO_MANY_UNCHECKED ||
    (strict && has(here, 'unproven'));
  return isUnproven ? EXIT_CODES.unproven : EXIT_CODES.ok;
}

interface Asked {
  readonly isWrong: boolean;
  readonly isUnproven: boolean;
}

function methodsAlone({ verdicts, readyClients }: Summary): Asked {
  return { isWrong: has(verdicts, 'breaks'), isUnproven: readyClients === 0 };
}

/**
 * What is closed as expected is in order, whatever breaks by it. What the other end opens is asked
 * there; but where nothing at all was found closed, nothing is proven.
 */
function audited({ audit, brokenOtherwise, settledClients }: Summary): Asked {
  return {
    isWrong: audit.open > 0 || brokenOtherwise > 0,
    isUnproven: audit.unproven > 0 || audit.closed === 0 || settledClients === 0,
  };
}

function has(counts: VerdictCounts, verdict: Verdict): boolean {
  return Object.values(counts).some((ofMethod) => (ofMethod?.[verdict] ?? 0) > 0);
}
