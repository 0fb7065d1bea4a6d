import { EXIT_CODES, type ExitCode } from '../../judge/summary.ts';
import { mergedHead, mergedTail } from '../../merge/tail.ts';
import { TOOL } from '../../run/tool.ts';
import {
  type Channel,
  abandonReports,
  closeReports,
  openChannels,
  openReports,
} from '../channels.ts';
import { type Display, startDisplay } from '../display.ts';
import { complain } from '../output-error.ts';
import type { Output } from '../outputs.ts';
import type { ReportFormat } from '../../text/formats.ts';
import type { ParsedArguments } from '../site-options.ts';
import type { Streams } from '../streams.ts';
import { inBatches } from '../batch.ts';
import type { BothEnds } from './both-ends.ts';
import type { Reading } from '../../saved/bytes.ts';
import { expandReports } from './expand.ts';
import { noteAll } from './note.ts';
import { checkOutputs, refusedBy } from '../saved-reports.ts';
import { type Survey, surveyReports } from './survey.ts';
import { writeAll } from './write.ts';

export interface MergeRun {
  /** Names of files. */
  readonly reports: readonly string[];
  /** Of names that have none; null where it is not known. */
  readonly domain: string | null;
  /** Of the site, whatever the reports leave unsaid; null where nobody was named. */
  readonly siteServer: string | null;
  /** Who should have given a whole report and did not. */
  readonly missing: readonly string[];
  readonly outputs: readonly Output<ReportFormat>[];
  readonly strict: boolean;
  readonly quiet: boolean;
}

/**
 * Joins reports of one site. They are read twice: first to learn which entry of each client stands,
 * then to write those that do; in between only names and places are kept.
 * @throws UsageError where a report can't be read, or they do not belong together
 */
export async function runMerge(
  run: MergeRun,
  parsed: ParsedArguments,
  streams: Streams,
): Promise<ExitCode> {
  const { stderr, env, texts, interrupt: signal } = streams;
  try {
    const survey = await surveyReports(
      await expandReports(run.reports, streams.cwd),
      run.siteServer,
      streams,
    );
    await checkOutputs('merge', run.outputs, survey.files, streams);
    const total = 2 * survey.files.reduce((sum, { size }) => sum + size, 0);
    let done = 0;
    const display = await startDisplay(stderr, { quiet: run.quiet, env }, () =>
      texts.progress.merging(done, total),
    );
    const count = (bytes: number): void => {
      done += bytes;
      display.update();
    };
    try {
      const reading = { count, signal };
      return await readTwice(run, { survey, reading, display, streams }, parsed);
    } finally {
      display.stop();
    }
  } catch (thrown) {
    throw refusedBy('merge', thrown);
  }
}

interface UnderWay {
  readonly survey: Survey;
  readonly reading: Reading;
  readonly display: Display;
  readonly streams: Streams;
}

async function readTwice(
  { outputs, strict, domain, missing }: MergeRun,
  merge: UnderWay,
  parsed: ParsedArguments,
): Promise<ExitCode> {
  const { survey, reading, display, streams } = merge;
  const { index, told } = await noteAll(survey, domain, reading);
  display.pause();
  if (reading.signal.aborted) {
    await complain(streams, `ccm-preflight: merge: ${streams.texts.merge.interrupted}`);
    return EXIT_CODES.interrupted;
  }
  for (const message of told) {
    await complain(streams, `ccm-preflight: ${message(streams.texts)}`);
  }
  const { unknownRequirements = [] } = survey.head;
  if (unknownRequirements.length > 0) {
    const said = streams.texts.saved.newer(unknownRequirements);
    await complain(streams, `ccm-preflight: ${said}`);
  }
  if (survey.siteServerLeftOut !== null) {
    const { named, silent } = survey.siteServerLeftOut;
    const said = streams.texts.merge.siteServerLeftOut(named, silent);
    await complain(streams, `ccm-preflight: ${said}`);
  }
  display.resume();
  const options = { outputs, reported: 'saved-reports', resumed: null } as const;
  const opened = await openChannels(options, parsed, streams, display);
  const channels = opened.map(inBatches);
  try {
    return await writeMerged(channels, index, merge, { strict, domain, missing });
  } catch (thrown) {
    await abandonReports(channels);
    throw thrown;
  }
}

async function writeMerged(
  channels: readonly Channel[],
  index: BothEnds,
  { survey, reading, display, streams }: UnderWay,
  { strict, domain, missing }: Pick<MergeRun, 'strict' | 'domain' | 'missing'>,
): Promise<ExitCode> {
  const head = mergedHead(survey.head, survey.runs, TOOL);
  await openReports(channels, head, null);
  const { summary, contradicting, unmatched, leftOut } = await writeAll(
    channels,
    head,
    survey,
    index,
    reading,
    streams.texts,
  );
  const tail = mergedTail(
    head,
    survey.runs,
    summary,
    { superseded: index.superseded, contradicted: contradicting.clients },
    {
      merging: reading.signal.aborted || leftOut.entries > 0 ? 'incomplete' : 'complete',
      strict,
      missing,
    },
  );
  display.stop();
  const isWritten = await closeReports(channels, tail);
  for (const text of leftOut.texts(streams.texts, 'merge')) {
    await complain(streams, `ccm-preflight: ${text}`);
  }
  await complain(streams, contradicting.text(streams.texts));
  for (const text of unmatched.texts(streams.texts.merge, domain)) {
    await complain(streams, `ccm-preflight: ${text}`);
  }
  const { exitCode } = tail.summary;
  return isWritten || exitCode === EXIT_CODES.interrupted ? exitCode : EXIT_CODES.failed;
}
