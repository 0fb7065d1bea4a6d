import { type Summary, exitCodeOf } from '../judge/summary.ts';
import { summaryEntry } from '../report/model/build.ts';
import type { IndirectEntry, ReportHead, ReportTail } from '../report/model/report.ts';
import { type RunTimes, lastMoment, span } from './age.ts';

/** A run whose report is joined with others. */
export interface MergedRun extends RunTimes {
  /** `stopped`: interrupted or killed before it had looked at all its clients. */
  readonly ended: 'complete' | 'stopped';
  readonly indirect: readonly IndirectEntry[];
  /** The machines that should have given a whole report and did not. */
  readonly missing?: readonly string[];
  /** How it came about, which is kept where it is shown again by itself. */
  readonly course?: Pick<ReportTail['run'], 'resumed' | 'waited' | 'apart'>;
}

/** Counts from choosing entries. */
export interface MergeCounts {
  /** Entries that were left out for newer ones. */
  readonly superseded: number;
  /** Clients for which entries differ in a method's verdict. */
  readonly contradicted: number;
}

/** How the joining ended. */
export interface MergeEnd {
  /** `complete`: all entries of all reports were looked at. */
  readonly merging: 'complete' | 'incomplete';
  readonly strict: boolean;
  readonly audit: boolean;
  /** The machines that should have given a whole report and did not. */
  readonly missing?: readonly string[];
  /** Clients whose reports are of different days. */
  readonly apart?: ReportTail['run']['apart'];
}

/** The head of the whole, from that of one of the runs. @param runs one at least */
export function mergedHead(
  head: ReportHead,
  runs: readonly RunTimes[],
  tool: ReportHead['tool'],
): ReportHead {
  const startedAt = span([head.run.startedAt, ...runs.map((run) => run.startedAt)]).first;
  return { ...head, tool, run: { ...head.run, startedAt } };
}

/**
 * The end of the whole.
 * @param runs older ones first
 */
export function mergedTail(
  head: ReportHead,
  runs: readonly MergedRun[],
  summary: Summary,
  counts: MergeCounts,
  { merging, strict, audit, missing = [], apart }: MergeEnd,
): ReportTail {
  const absent = [...new Set([...runs.flatMap((run) => run.missing ?? []), ...missing])];
  const complete =
    merging === 'complete' &&
    absent.length === 0 &&
    runs.every(({ ended }) => ended === 'complete');
  const [first, ...others] = runs;
  return {
    run: {
      ...head.run,
      finishedAt: span([head.run.startedAt, ...runs.map(lastMoment)]).last,
      complete,
      ...(absent.length === 0 ? {} : { missing: absent }),
      ...(others.length === 0 ? first?.course : {}),
      ...(apart === undefined ? {} : { apart }),
    },
    indirect: joinIndirect(runs),
    summary: {
      ...summaryEntry(summary, {
        exitCode: exitCodeOf(summary, { complete, strict, audit }),
        audit,
      }),
      ...counts,
    },
  };
}

/** What the newest of the runs saw of each server. @param runs older ones first */
export function joinIndirect(
  runs: readonly Pick<MergedRun, 'indirect'>[],
): readonly IndirectEntry[] {
  const newest = new Map<string, IndirectEntry>();
  for (const { indirect } of runs) {
    for (const entry of indirect) newest.set(`${entry.host} ${entry.port}`, entry);
  }
  return [...newest.values()];
}
