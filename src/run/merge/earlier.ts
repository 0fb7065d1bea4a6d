import type { Vantage } from '../../catalogue/vocabulary.ts';
import type { ClientFacts } from '../../judge/facts.ts';
import { failedOf, keepProven } from '../../merge/proven.ts';
import type { SidesHead } from '../../merge/sides.ts';
import { type SavedEntries, changed } from '../../saved/entries.ts';
import type { BothEnds } from './both-ends.ts';

/** A client's facts, and the ranks of other runs that something was taken from. */
interface WithProven {
  readonly facts: ClientFacts;
  readonly runs: readonly number[];
}

/**
 * A client's entry, completed with what earlier entries proved where its own probe ended in an
 * error. Entries are read only as long as something is left to prove.
 * @param standing the ends at which the entry stands
 * @param sides those that it tells of
 * @throws ReadError, ReportFileError
 */
export async function withProven(
  facts: ClientFacts,
  standing: readonly Vantage[],
  sides: readonly Vantage[],
  index: BothEnds,
  entries: SavedEntries,
  head: SidesHead,
): Promise<WithProven> {
  let joined = facts;
  const runs: number[] = [];
  for (const side of standing) {
    if (failedOf(joined, side, head).length === 0) continue;
    for (const { run, place } of index.earlierOf(facts.client, side)) {
      const earlier = await entries.read(run, place);
      if (!index.isOne(earlier.client, facts.client)) throw changed(entries.fileOf(run));
      const more = keepProven(joined, earlier, side, sides, head);
      if (more !== joined) runs.push(run);
      joined = more;
      if (failedOf(joined, side, head).length === 0) break;
    }
  }
  return { facts: joined, runs };
}
