import { stat } from 'node:fs/promises';
import path from 'node:path';
import { compareAges } from '../../merge/age.ts';
import type { MergedRun } from '../../merge/tail.ts';
import type { ReportHead } from '../../report/model.ts';
import { differenceOf } from '../../report/read/fit.ts';
import type { Output } from '../outputs.ts';
import type { Streams } from '../streams.ts';
import { UsageError } from '../usage-error.ts';
import { type SavedFile, identityOf, openSaved } from './saved-file.ts';

/** Reports that belong together. */
export interface Survey {
  /** What the first says of its run; the others say the same. */
  readonly head: ReportHead;
  /** In the order that was asked for. */
  readonly files: readonly RankedFile[];
  /** Older ones first. */
  readonly runs: readonly MergedRun[];
}

export interface RankedFile extends SavedFile {
  /** Its run's rank by age: a newer one has a larger number. */
  readonly rank: number;
}

/**
 * Looks at every report before one of them is read.
 * @param reports one at least
 * @throws UsageError, ReadError where one can't be read or they do not belong together
 */
export async function surveyReports(reports: readonly string[], streams: Streams): Promise<Survey> {
  let first: { readonly name: string; readonly head: ReportHead } | null = null;
  const files: SavedFile[] = [];
  for (const name of reports) {
    const known = first;
    let found: ReportHead | null = null;
    files.push(
      await openSaved(name, streams, (head) => {
        found = head;
        if (known !== null) checkFit(known.name, known.head, name, head);
      }),
    );
    first ??= found === null ? null : { name, head: found };
  }
  if (first === null) throw new UsageError('merge: name the reports to join');
  const byAge = files.toSorted((a, b) => compareAges(a.run, b.run));
  const ranks = new Map(byAge.map((file, rank) => [file, rank]));
  return {
    head: first.head,
    files: files.map((file) => ({ ...file, rank: ranks.get(file) ?? 0 })),
    runs: byAge.map(({ run }) => run),
  };
}

/** @throws UsageError */
function checkFit(first: string, known: ReportHead, name: string, head: ReportHead): void {
  if (head.run.from !== known.run.from) {
    throw new UsageError(
      `merge: ${first} is from the vantage ${known.run.from} and ${name} from ${head.run.from}: only reports of one vantage can be joined`,
    );
  }
  const difference = differenceOf(head, known);
  if (difference !== null) {
    throw new UsageError(
      `merge: ${name} ("there") does not belong with ${first} ("here"): ${difference}`,
    );
  }
}

/**
 * Makes sure that no output takes the place of a report that is to be read.
 * @throws UsageError
 */
export async function checkOutputs(
  outputs: readonly Output<string>[],
  files: readonly SavedFile[],
  { cwd }: Streams,
): Promise<void> {
  for (const { file } of outputs) {
    if (file === null) continue;
    const found = await stat(path.resolve(cwd, file), { bigint: true }).catch(() => null);
    const identity = found === null ? null : identityOf(found);
    if (files.some((saved) => saved.identity === identity)) {
      throw new UsageError(`merge: "${file}" is one of the reports: give the output another name`);
    }
  }
}
