import { withoutUnsafe } from '../../base/clean.ts';
import { jsonWithoutCiCommands } from '../../base/ci-commands.ts';
import { METHODS, type Method, type Vantage } from '../../catalogue/vocabulary.ts';
import type { ClientFacts } from '../../judge/facts.ts';
import { EMPTY_SUMMARY, type Summary, addToSummary } from '../../judge/summary.ts';
import { endedOf } from '../../merge/decide.ts';
import { sideOf, sidesOf } from '../../merge/sides.ts';
import { withSentences } from '../../report/model/build.ts';
import type { ClientEntry, ReportHead } from '../../report/model/report.ts';
import { vantagesOf } from '../../report/model/vantages.ts';
import type { Texts } from '../../text/texts.ts';
import type { Channel } from '../channels.ts';
import type { BothEnds } from './both-ends.ts';
import type { Reading } from '../../saved/bytes.ts';
import { clientsIn } from '../../saved/clients.ts';
import { Contradicting } from './contradicting.ts';
import { SavedEntries, changed } from '../../saved/entries.ts';
import { LeftOutEntries } from '../../saved/left-out.ts';
import type { Survey } from './survey.ts';
import { Unmatched } from './unmatched.ts';
import { wholeOf } from './whole.ts';

export interface Written {
  readonly summary: Summary;
  readonly contradicting: Contradicting;
  readonly unmatched: Unmatched;
  readonly leftOut: LeftOutEntries;
}

/**
 * Writes each client once, in the order of the reports: the entry that stands for it, or what both
 * ends have seen of it.
 * @throws ReadError, UsageError
 */
export async function writeAll(
  channels: readonly Channel[],
  head: ReportHead,
  { files }: Survey,
  index: BothEnds,
  reading: Reading,
  texts: Texts,
): Promise<Written> {
  let summary = EMPTY_SUMMARY;
  const contradicting = new Contradicting();
  const unmatched = new Unmatched();
  const leftOut = new LeftOutEntries();
  const entries = new SavedEntries(new Map(files.map((file) => [file.rank, file])));
  const isJoined = vantagesOf(head).length > 1;
  try {
    for (const file of files) {
      if (reading.signal.aborted) break;
      const { rank: run, vantages } = file;
      for await (const saved of clientsIn(file, reading, (problem) => leftOut.add(problem))) {
        const { facts, place, line } = saved;
        const sides = vantages.length === 1 ? vantages : sidesOf(facts, head);
        const standing = index.standingOf(facts.client, sides, { run, place });
        if (standing === null) throw changed(file);
        contradicting.add(facts.client, contradicted(facts, sides, index, head));
        if (standing.length === 0) continue;
        const entry = { facts, place, file, sides, standing };
        const whole = isJoined
          ? await wholeOf(entry, index, entries, head)
          : ({ facts, made: 'stored', seenFrom: 'both' } as const);
        if (whole === null) continue;
        if (whole.seenFrom !== 'both') unmatched.add(facts.client, whole.seenFrom);
        // The line of a joined report's client holds what its run said for all.
        await write(channels, whole.facts, isJoined ? null : line, summary.clients, head, texts);
        summary = addToSummary(summary, whole.facts);
        if (channels.every(({ sink }) => sink.isLost()))
          return { summary, contradicting, unmatched, leftOut };
      }
    }
  } finally {
    await entries.close();
  }
  return { summary, contradicting, unmatched, leftOut };
}

/** On which methods an entry differs from others that saw the client from the same end. */
function contradicted(
  facts: ClientFacts,
  sides: readonly Vantage[],
  index: BothEnds,
  head: ReportHead,
): readonly Method[] {
  if (endedOf(facts) !== 'whole') return [];
  const found = sides
    .filter((side) => index.isRepeated(side))
    .flatMap((side) => index.compare(side, sides.length === 1 ? facts : sideOf(facts, side, head)));
  return METHODS.filter((method) => found.includes(method));
}

async function write(
  channels: readonly Channel[],
  facts: ClientFacts,
  line: string | null,
  number: number,
  head: ReportHead,
  texts: Texts,
): Promise<void> {
  let entry: ClientEntry | null = null;
  for (const { format, reporter, sink } of channels) {
    if (format === 'ndjson' && line !== null) {
      await sink.write(`${jsonWithoutCiCommands(withoutUnsafe(line))}\n`);
      continue;
    }
    entry ??= withSentences(facts, head, texts);
    await sink.write(reporter.client(entry, number));
  }
}
