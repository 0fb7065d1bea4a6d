import { EXIT_CODES, type ExitCode } from '../judge/exit-codes.ts';
import {
  type ClientDiff,
  type DiffHead,
  type DiffSummary,
  type Pair,
  hasStoppedAnswering,
} from './model.ts';

export type DiffCounts = Omit<DiffSummary, 'lacking' | 'exitCode'>;

export const NO_CLIENTS: DiffCounts = {
  clients: 0,
  same: 0,
  worse: 0,
  better: 0,
  other: 0,
  noAnswer: 0,
  new: 0,
  gone: 0,
  notCompared: 0,
};

/** @param diff null where nothing became of a client */
export function countDiff(counts: DiffCounts, diff: ClientDiff | null): DiffCounts {
  if (diff === null) return { ...counts, clients: counts.clients + 1, same: counts.same + 1 };
  switch (diff.change) {
    case 'new':
    case 'gone':
      return { ...counts, [diff.change]: counts[diff.change] + 1 };
    case 'not-compared':
      return { ...counts, notCompared: counts.notCompared + 1 };
    case 'worse':
    case 'better':
    case 'other': {
      return {
        ...counts,
        clients: counts.clients + 1,
        [diff.change]: counts[diff.change] + 1,
        noAnswer: counts.noAnswer + (hasStoppedAnswering(diff) ? 1 : 0),
      };
    }
  }
}

/** The reports that lack clients of the other because their runs were stopped before they came to them. */
export function lackingOf(
  { new: appeared, gone, notCompared }: DiffCounts,
  reports: Pick<DiffHead, 'old' | 'new'>,
): readonly (keyof Pair<unknown>)[] {
  const lacked = { old: appeared + notCompared, new: gone + notCompared };
  return (['old', 'new'] as const).filter(
    (age) => reports[age].interrupted === true && lacked[age] > 0,
  );
}

/** 1 if something became worse; 3 if that is unknown because there is nothing to compare. */
export function diffExitCode(
  { clients, worse }: DiffCounts,
  complete: boolean,
  lacking: DiffSummary['lacking'],
): ExitCode {
  if (!complete) return EXIT_CODES.interrupted;
  if (worse > 0) return EXIT_CODES.breaks;
  return lacking.length > 0 || clients === 0 ? EXIT_CODES.unproven : EXIT_CODES.ok;
}
