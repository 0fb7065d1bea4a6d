import { exitCodeOf } from '../../judge/summary.ts';
import type { ReportTail } from '../../report/model/report.ts';
import type { SavedRun } from '../../saved/scan-run.ts';

/** Names to come, and whether there is none. */
export interface Coming {
  readonly isOver: boolean;
  readonly names: AsyncIterable<string>;
}

/** Waits for the first name, so that it is known whether there is anything to do. */
export async function lookAhead(names: AsyncIterable<string>): Promise<Coming> {
  const iterator = names[Symbol.asyncIterator]();
  const first = await iterator.next();
  return { isOver: first.done === true, names: goOn(first, iterator) };
}

async function* goOn(
  first: IteratorResult<string>,
  iterator: AsyncIterator<string>,
): AsyncGenerator<string> {
  try {
    for (let next = first; next.done !== true; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
  }
}

/** The end of a saved run that had come to it, counted again; null for one that was stopped. */
export function endOf(saved: SavedRun | null, strict: boolean): ReportTail | null {
  if (saved?.tail?.run.complete !== true) return null;
  const { clients, noAnswer, verdicts } = saved.summary;
  const exitCode = exitCodeOf(saved.summary, { complete: true, strict });
  return { ...saved.tail, summary: { clients, noAnswer, verdicts, exitCode } };
}
