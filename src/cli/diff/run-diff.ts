import { differencesOf } from '../../diff/differences.ts';
import {
  DIFF_SCHEMA,
  type DiffHead,
  type DiffTail,
  type DiffedReport,
  type Pair,
} from '../../diff/model.ts';
import { NO_CLIENTS, countDiff, diffExitCode, lackingOf } from '../../diff/summary.ts';
import type { ExitCode } from '../../judge/exit-codes.ts';
import { TOOL } from '../../run/tool.ts';
import type { Ignored } from '../../diff/ignore.ts';
import type { DiffFormat } from '../../diff/model.ts';
import { DIFF_REPORTERS } from '../../diff/formats.ts';
import { type Display, startDisplay } from '../display.ts';
import type { Reading } from '../../saved/bytes.ts';
import type { LeftOutEntries } from '../../saved/left-out.ts';
import { checkOutputs, refusedBy } from '../saved-reports.ts';
import { complain } from '../output-error.ts';
import { UsageError } from '../usage-error.ts';
import type { Output } from '../outputs.ts';
import type { Streams } from '../streams.ts';
import { type OpenOutput, exitCodeAfter, writeOutputs } from '../write-outputs.ts';
import { type OpenedReport, openPair } from './pair.ts';
import { type NotedPair, diffsOf, notePair } from './read.ts';

/** The names of two reports, and the outputs for what changed between them. */
export interface DiffRun extends Pair<string> {
  readonly outputs: readonly Output<DiffFormat>[];
  /** Changes that do not count as worse. */
  readonly ignored: readonly Ignored[];
  readonly quiet: boolean;
  /** The value of --color; undefined if it is not given. */
  readonly color: boolean | undefined;
}

/**
 * Compares two saved reports. Both are read once to learn who is in them; then the new one is read
 * again, and of the old one what belongs to it, so that only names and places are kept.
 * @throws UsageError where a report can't be read, or there is nothing to compare
 */
export async function runDiff(run: DiffRun, streams: Streams): Promise<ExitCode> {
  const { stderr, env, texts, interrupt: signal } = streams;
  try {
    const pair = await openPair(run, streams);
    await checkOutputs('diff', run.outputs, [pair.old.file, pair.new.file], streams);
    const total = pair.old.file.size + 2 * pair.new.file.size;
    let done = 0;
    const display = await startDisplay(stderr, { quiet: run.quiet, env }, () =>
      texts.diff.comparing(done, total),
    );
    const count = (bytes: number): void => {
      done += bytes;
      display.update();
    };
    try {
      return await compare(run, { pair, reading: { count, signal }, display, streams });
    } finally {
      display.stop();
    }
  } catch (thrown) {
    throw refusedBy('diff', thrown);
  }
}

interface UnderWay {
  readonly pair: Pair<OpenedReport>;
  readonly reading: Reading;
  readonly display: Display;
  readonly streams: Streams;
}

async function compare(run: DiffRun, underWay: UnderWay): Promise<ExitCode> {
  const { pair, reading, display, streams } = underWay;
  const noted = await notePair(pair, reading);
  display.pause();
  for (const message of noted.told) {
    await complain(streams, `ccm-preflight: ${message(streams.texts)}`);
  }
  for (const age of ['old', 'new'] as const) {
    for (const text of noted.leftOut[age].texts(streams.texts, 'diff')) {
      await complain(streams, `ccm-preflight: ${text}`);
    }
  }
  if (noted.common === 0 && !reading.signal.aborted) {
    throw new UsageError((texts) => `diff: ${texts.diff.refused.clients}`);
  }
  // On a terminal, the display and the output would overwrite each other.
  if (streams.stdout.isTTY !== true) display.resume();
  const { outputs, color, ignored } = run;
  const written = await writeOutputs({ outputs, color, batched: true }, streams, ({ all }) =>
    write(all, headOf(pair, noted), { noted, ignored }, underWay),
  );
  return exitCodeAfter(written, written.result);
}

async function write(
  outputs: readonly OpenOutput<DiffFormat>[],
  head: DiffHead,
  { noted, ignored }: { readonly noted: NotedPair; readonly ignored: DiffRun['ignored'] },
  { pair, reading, display, streams }: UnderWay,
): Promise<ExitCode> {
  let counts = NO_CLIENTS;
  const reports = await Promise.all(
    outputs.map(async ({ format, appearance, sink }) => {
      const make = await DIFF_REPORTERS[format](appearance, streams.texts);
      return { reporter: make(head), sink };
    }),
  );
  for (const { reporter, sink } of reports) await sink.write(reporter.opening);
  for await (const diff of diffsOf(pair, noted, reading, ignored)) {
    counts = countDiff(counts, diff);
    if (diff === null) continue;
    for (const { reporter, sink } of reports) await sink.write(reporter.client(diff));
  }
  display.stop();
  const complete = !reading.signal.aborted;
  const lacking = lackingOf(counts, head);
  const exitCode = diffExitCode(counts, complete, lacking);
  const tail: DiffTail = { complete, summary: { ...counts, lacking, exitCode } };
  for (const { reporter, sink } of reports) await sink.write(reporter.close(tail));
  return exitCode;
}

function headOf(pair: Pair<OpenedReport>, { leftOut }: NotedPair): DiffHead {
  return {
    schema: DIFF_SCHEMA,
    tool: TOOL,
    old: diffedReport(pair.old, leftOut.old),
    new: diffedReport(pair.new, leftOut.new),
    differences: differencesOf({ old: pair.old.head, new: pair.new.head }),
  };
}

function diffedReport({ file, head }: OpenedReport, leftOut: LeftOutEntries): DiffedReport {
  const { run, site } = head;
  const report = { report: file.name, run, site };
  return file.ended === 'complete' && leftOut.entries === 0
    ? report
    : { ...report, interrupted: true };
}
