import { EXIT_CODES, type ExitCode } from './exit-codes.ts';
import type { Method } from '../catalogue/vocabulary.ts';
import type { ClientFacts } from './facts.ts';
import { type Readiness, type ReadinessRun, isUnchecked, readinessOf } from './readiness.ts';
import type { Verdict } from './vocabulary.ts';

export type VerdictCounts = Readonly<
  Partial<Record<Method, Readonly<Partial<Record<Verdict, number>>>>>
>;

/** How many clients each method is ready for, or in doubt; a method without one is left out. */
export type ReadinessCounts = Readonly<Partial<Record<Method, number>>>;

/** Counts, not clients: its size does not grow with the run. */
export interface Summary {
  readonly clients: number;
  readonly noAnswer: number;
  /** Clients for which all that this end looked at ended in an error of its own. */
  readonly unchecked: number;
  /** Clients that are ready for a method at least. */
  readonly readyClients: number;
  readonly ready: ReadinessCounts;
  readonly doubtful: ReadinessCounts;
  readonly verdicts: VerdictCounts;
  readonly here: VerdictCounts;
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
};

/** What counts of a client. */
export type CountedClient = Pick<
  ClientFacts,
  'answered' | 'interrupted' | 'methods' | 'requirements' | 'warnings'
>;

export function addToSummary(summary: Summary, client: CountedClient, run: ReadinessRun): Summary {
  const { answered, methods } = client;
  const inState = (state: Readiness): readonly Method[] =>
    methods.filter((each) => readinessOf(each, client, run) === state).map(({ method }) => method);
  const ready = inState('ready');
  return {
    clients: summary.clients + 1,
    noAnswer: summary.noAnswer + (answered === false ? 1 : 0),
    unchecked: summary.unchecked + (isUnchecked(client) ? 1 : 0),
    readyClients: summary.readyClients + (ready.length > 0 ? 1 : 0),
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
  };
}

function incrementReady(counts: ReadinessCounts, method: Method): ReadinessCounts {
  return { ...counts, [method]: (counts[method] ?? 0) + 1 };
}

function increment(counts: VerdictCounts, method: Method, verdict: Verdict): VerdictCounts {
  const ofMethod = counts[method];
  return { ...counts, [method]: { ...ofMethod, [verdict]: (ofMethod?.[verdict] ?? 0) + 1 } };
}

/** How a run ended, besides what it found. */
export interface RunEnd {
  readonly complete: boolean;
  readonly strict: boolean;
}

/** From this share of clients that could not be looked at, the run itself has something to mend. */
const TOO_MANY_UNCHECKED = 0.1;

/** Where several hold, the first of interrupted, broken, unproven. */
export function exitCodeOf(
  { clients, unchecked, readyClients, verdicts, here }: Summary,
  { complete, strict }: RunEnd,
): ExitCode {
  if (!complete) return EXIT_CODES.interrupted;
  if (has(verdicts, 'breaks')) return EXIT_CODES.breaks;
  if (clients === 0) return EXIT_CODES.ok;
  const isUnproven =
    readyClients === 0 ||
    unchecked >= clients * TOO_MANY_UNCHECKED ||
    (strict && has(here, 'unproven'));
  return isUnproven ? EXIT_CODES.unproven : EXIT_CODES.ok;
}

function has(counts: VerdictCounts, verdict: Verdict): boolean {
  return Object.values(counts).some((ofMethod) => (ofMethod[verdict] ?? 0) > 0);
}
