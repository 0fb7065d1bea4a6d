import type { Vantage } from '../../catalogue/vocabulary.ts';
import type { ClientFacts } from '../../judge/facts.ts';
import { joinSides } from '../../merge/join.ts';
import { type SidesHead, sideOf, sidesOf } from '../../merge/sides.ts';
import type { BothEnds } from './both-ends.ts';
import { withProven } from './earlier.ts';
import { type SavedEntries, changed } from '../../saved/entries.ts';
import type { RankedFile } from './survey.ts';

/** An entry of a client that stands for it at one end at least. */
export interface StandingEntry {
  readonly facts: ClientFacts;
  readonly place: number;
  readonly file: RankedFile;
  /** The ends that the entry covers. */
  readonly sides: readonly Vantage[];
  /** The ends for which it is the entry that counts. */
  readonly standing: readonly Vantage[];
}

/** Where the facts of a client's two ends come from. */
export interface Whole {
  readonly facts: ClientFacts;
  /** `stored`: unchanged from its report. */
  readonly made: 'stored' | 'joined';
  readonly seenFrom: 'both' | Vantage;
  /** The ranks of the other runs that it was joined from. */
  readonly runs: readonly number[];
}

/**
 * A client as both ends have seen it; it takes the place of the site server's entry.
 * @returns null where this entry is told of at another place
 * @throws ReadError, ReportFileError
 */
export async function wholeOf(
  { facts, place, file, sides, standing }: StandingEntry,
  index: BothEnds,
  entries: SavedEntries,
  head: SidesHead,
): Promise<Whole | null> {
  const { client } = facts;
  const [server, own] = [index.placeOf(client, 'site-server'), index.placeOf(client, 'client')];
  if (server === null || own === null) {
    const [end] = standing;
    return end === undefined ? null : { facts, made: 'stored', seenFrom: end, runs: [] };
  }
  if (!standing.includes('site-server')) return null;
  if (own.run === file.rank && own.place === place) {
    return { facts, made: 'stored', seenFrom: 'both', runs: [] };
  }
  const read = await entries.read(own.run, own.place);
  const otherSides = sidesOf(read, head);
  if (index.placeOf(read.client, 'client')?.place !== own.place) {
    throw changed(entries.fileOf(own.run));
  }
  const other = await withProven(read, ['client'], otherSides, index, entries, head);
  return {
    facts: joinSides(
      partOf(facts, 'site-server', sides, head),
      partOf(other.facts, 'client', otherSides, head),
      head,
    ),
    made: 'joined',
    seenFrom: 'both',
    runs: [own.run, ...other.runs],
  };
}

/** What one end saw; an entry that covers no other end is left as it is. */
function partOf(
  facts: ClientFacts,
  side: Vantage,
  sides: readonly Vantage[],
  head: SidesHead,
): ClientFacts {
  return sides.length === 1 ? facts : sideOf(facts, side, head);
}
