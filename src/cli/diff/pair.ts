import { type Refusal, refusalOf } from '../../diff/differences.ts';
import type { Pair } from '../../diff/model.ts';
import type { HeadFacts } from '../../report/model/report.ts';
import type { Texts } from '../../text/texts.ts';
import { type SavedFile, openSaved } from '../../saved/saved-file.ts';
import type { Streams } from '../streams.ts';
import { UsageError } from '../usage-error.ts';

/** One of the two reports, with the head of its run. */
export interface OpenedReport {
  readonly file: SavedFile;
  readonly head: HeadFacts;
}

/**
 * Looks at both reports before one of them is read.
 * @throws UsageError, ReportFileError, ReadError where one can't be read, or there is nothing to compare
 */
export async function openPair(names: Pair<string>, streams: Streams): Promise<Pair<OpenedReport>> {
  const pair = { old: await openOne(names.old, streams), new: await openOne(names.new, streams) };
  const heads = { old: pair.old.head, new: pair.new.head };
  const refusal = refusalOf(heads);
  if (refusal !== null) throw new UsageError((texts) => `diff: ${tell(refusal, heads, texts)}`);
  return pair;
}

async function openOne(name: string, streams: Streams): Promise<OpenedReport> {
  const heads: HeadFacts[] = [];
  const file = await openSaved(name, streams.cwd, (head) => heads.push(head));
  const [head] = heads;
  if (head === undefined) throw new RangeError('a report that was opened has a head');
  return { file, head };
}

function tell(refusal: Refusal, heads: Pair<HeadFacts>, { diff }: Texts): string {
  switch (refusal) {
    case 'products':
      return diff.refused.products(heads.old.site.product, heads.new.site.product);
    case 'methods':
    case 'vantages':
      return diff.refused[refusal];
  }
}
