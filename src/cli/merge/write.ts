import { EMPTY_SUMMARY, type Summary, addToSummary } from '../../judge/summary.ts';
import { endedOf } from '../../merge/decide.ts';
import { withSentences } from '../../report/build.ts';
import type { ClientEntry, ReportHead } from '../../report/model.ts';
import { ReadError } from '../../report/read/problem.ts';
import type { Texts } from '../../text/texts.ts';
import type { Channel } from '../channels.ts';
import type { Reading } from './bytes.ts';
import type { ClientIndex } from './client-index.ts';
import { type SavedClient, clientsIn } from './clients.ts';
import { Contradicting } from './contradicting.ts';
import type { Survey } from './survey.ts';

export interface Written {
  readonly summary: Summary;
  readonly contradicting: Contradicting;
}

/**
 * Writes the entry that stands for each client, in the order of the reports.
 * @throws ReadError, UsageError
 */
export async function writeAll(
  channels: readonly Channel[],
  head: ReportHead,
  { files }: Survey,
  index: ClientIndex,
  reading: Reading,
  texts: Texts,
): Promise<Written> {
  let summary = EMPTY_SUMMARY;
  const contradicting = new Contradicting();
  for (const file of files) {
    const { name, rank: run } = file;
    if (reading.signal.aborted) break;
    for await (const saved of clientsIn(file, reading)) {
      const { facts, place } = saved;
      const standing = index.standingOf(facts.client, { run, place });
      if (standing === 'unknown') {
        throw new ReadError(name, null, 'the file was changed while it was read');
      }
      if (endedOf(facts) === 'whole') contradicting.add(facts.client, index.compare(facts));
      if (standing === 'not') continue;
      await write(channels, saved, summary.clients, head, texts);
      summary = addToSummary(summary, facts);
    }
  }
  return { summary, contradicting };
}

async function write(
  channels: readonly Channel[],
  { facts, line }: SavedClient,
  number: number,
  head: ReportHead,
  texts: Texts,
): Promise<void> {
  let entry: ClientEntry | null = null;
  for (const { format, reporter, sink } of channels) {
    if (format === 'ndjson' && line !== null) {
      await sink.write(`${line}\n`);
      continue;
    }
    entry ??= withSentences(facts, head, texts);
    await sink.write(reporter.client(entry, number));
  }
}
