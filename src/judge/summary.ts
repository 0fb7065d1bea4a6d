import type { Method } from '../catalogue/vocabulary.ts';
import type { MethodFacts } from './facts.ts';
import type { Verdict } from './vocabulary.ts';

export type VerdictCounts = Readonly<
  Partial<Record<Method, Readonly<Partial<Record<Verdict, number>>>>>
>;

/** Counts, not clients: its size does not grow with the run. */
export interface Summary {
  readonly clients: number;
  readonly noAnswer: number;
  readonly verdicts: VerdictCounts;
  readonly here: VerdictCounts;
}

export const EMPTY_SUMMARY: Summary = { clients: 0, noAnswer: 0, verdicts: {}, here: {} };

/** What counts of a client. */
export interface CountedClient {
  readonly answered: boolean | null;
  readonly methods: readonly Pick<MethodFacts, 'method' | 'verdict' | 'here'>[];
}

export function addToSummary(summary: Summary, { answered, methods }: CountedClient): Summary {
  return {
    clients: summary.clients + 1,
    noAnswer: summary.noAnswer + (answered === false ? 1 : 0),
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

function increment(counts: VerdictCounts, method: Method, verdict: Verdict): VerdictCounts {
  const ofMethod = counts[method];
  return { ...counts, [method]: { ...ofMethod, [verdict]: (ofMethod?.[verdict] ?? 0) + 1 } };
}

export const EXIT_CODES = {
  ok: 0,
  breaks: 1,
  usage: 2,
  unproven: 3,
  failed: 4,
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES];

/** How a run ended, besides what it found. */
export interface RunEnd {
  readonly complete: boolean;
  readonly strict: boolean;
}

/** Where several hold, the first of interrupted, broken, unproven. */
export function exitCodeOf({ verdicts, here }: Summary, { complete, strict }: RunEnd): ExitCode {
  if (!complete) return EXIT_CODES.interrupted;
  if (has(verdicts, 'breaks')) return EXIT_CODES.breaks;
  if (strict && has(here, 'unproven')) return EXIT_CODES.unproven;
  return EXIT_CODES.ok;
}

function has(counts: VerdictCounts, verdict: Verdict): boolean {
  return Object.values(counts).some((ofMethod) => (ofMethod[verdict] ?? 0) > 0);
}
