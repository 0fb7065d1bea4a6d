import { compareClient } from '../../diff/compare.ts';
import { type Ignored, ignoringNoAnswer } from '../../diff/ignore.ts';
import type { ClientDiff, Pair } from '../../diff/model.ts';
import type { Told } from '../../text/told-error.ts';
import { ClientIndex } from '../../saved/client-index.ts';
import type { Reading } from '../../saved/bytes.ts';
import { LeftOutEntries } from '../../saved/left-out.ts';
import { clientsIn, noteClients } from '../../saved/clients.ts';
import { SavedEntries, changed } from '../../saved/entries.ts';
import { tellStopped } from '../../saved/stopped.ts';
import type { OpenedReport } from './pair.ts';

/** What the first reading of both reports has shown. */
export interface NotedPair {
  readonly index: Pair<ClientIndex>;
  /** Clients that are in both reports. */
  readonly common: number;
  /** Clients that are not in the new report. */
  readonly gone: readonly string[];
  /** Notes about reports that do not end as they should. */
  readonly told: readonly Told[];
  /** Entries of each report that can't be used. */
  readonly leftOut: Pair<LeftOutEntries>;
}

const RUN = 0;

/** @throws ReadError, ReportFileError */
export async function notePair(pair: Pair<OpenedReport>, reading: Reading): Promise<NotedPair> {
  const index = { old: new ClientIndex(), new: new ClientIndex() };
  const leftOut = { old: new LeftOutEntries(), new: new LeftOutEntries() };
  const gone: string[] = [];
  let common = 0;
  const ends = {
    new: await noteClients(
      pair.new.file,
      'entries',
      (name, place, ended) => index.new.note(name, { run: RUN, place, ended }),
      reading,
      (problem) => leftOut.new.add(problem),
    ),
    old: await noteClients(
      pair.old.file,
      'entries',
      (name, place, ended) => {
        const isFirst = index.old.placeOf(name) === null;
        if (isFirst) {
          if (index.new.placeOf(name) === null) gone.push(name);
          else common += 1;
        }
        index.old.note(name, { run: RUN, place, ended });
      },
      reading,
      (problem) => leftOut.old.add(problem),
    ),
  };
  const told = (['old', 'new'] as const).flatMap((age) =>
    tellStopped(pair[age].file, ends[age], 'diff'),
  );
  return { index, common, gone, told: [...wrongOrder(pair), ...told], leftOut };
}

/** Names that don't sort by time let the old report and the new one be mixed up. */
function wrongOrder(pair: Pair<OpenedReport>): readonly Told[] {
  const begun = (age: keyof Pair<unknown>): number => Date.parse(pair[age].head.run.startedAt);
  return begun('old') > begun('new') ? [({ diff }) => diff.wrongOrder(pair.old.file.name)] : [];
}

/**
 * The differences of each client, in the order of the new report, then the clients that are gone.
 * @returns null for a client of which nothing became
 * @throws ReadError, ReportFileError
 */
export async function* diffsOf(
  pair: Pair<OpenedReport>,
  { index, gone }: NotedPair,
  reading: Reading,
  ignored: readonly Ignored[] = [],
): AsyncGenerator<ClientDiff | null> {
  const heads = { old: pair.old.head, new: pair.new.head };
  const entries = new SavedEntries(new Map([[RUN, pair.old.file]]));
  try {
    for await (const { facts, place } of clientsIn(pair.new.file, reading)) {
      const { client } = facts;
      const standing = index.new.standingOf(client, { run: RUN, place });
      if (standing === 'unknown') throw changed(pair.new.file);
      if (standing === 'not') continue;
      const earlier = index.old.placeOf(client);
      if (earlier === null) yield { client, change: 'new' };
      else {
        const before = await entries.read(earlier.run, earlier.place);
        const diff = compareClient(before, facts, heads);
        yield ignored.includes('no-answer') ? ignoringNoAnswer(diff, facts, heads.new) : diff;
      }
    }
  } finally {
    await entries.close();
  }
  // Nothing is known of what was not read.
  if (!reading.signal.aborted) for (const client of gone) yield { client, change: 'gone' };
}
