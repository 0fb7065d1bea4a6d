import { EXIT_CODES, type ExitCode } from '../../judge/exit-codes.ts';
import { withoutUnsafe } from '../../base/clean.ts';
import { jsonWithoutCiCommands } from '../../base/ci-commands.ts';
import type { ClientFacts } from '../../judge/facts.ts';
import { wordsOfSaved } from '../../report/told/option-words.ts';
import { withSentences } from '../../report/model/build.ts';
import type { ClientEntry, ReportHead } from '../../report/model/report.ts';
import { joinReports, notesBefore } from '../../run/merge/join-reports.ts';
import { type OpenReport, endReports, loadChannels, openReports } from '../channels.ts';
import { type Display, startDisplay } from '../display.ts';
import { complain } from '../output-error.ts';
import type { Output } from '../outputs.ts';
import type { ReportFormat } from '../../report/forms/names.ts';
import type { Streams } from '../streams.ts';
import { exitCodeAfter, writeOutputs } from '../write-outputs.ts';
import type { Reading } from '../../saved/bytes.ts';
import { expandReports } from './expand.ts';
import { checkAuditable } from '../../run/merge/auditable.ts';
import { noteAll } from '../../run/merge/note.ts';
import { checkOutputs, refusedBy } from '../saved-reports.ts';
import { type Survey, surveyReports } from '../../run/merge/survey.ts';
import { shellOf } from '../shell.ts';
import type { Texts } from '../../text/texts.ts';

export interface MergeRun {
  /** Names of files. */
  readonly reports: readonly string[];
  /** The domain of names that have none; null if unknown. */
  readonly domain: string | null;
  /** The site server, for reports that don't name it; null if the user named none. */
  readonly siteServer: string | null;
  /** The machines that should have given a whole report and did not. */
  readonly missing: readonly string[];
  readonly outputs: readonly Output<ReportFormat>[];
  readonly strict: boolean;
  readonly audit: boolean;
  readonly quiet: boolean;
  /** The value of --color; undefined if it is not given. */
  readonly color: boolean | undefined;
}

/**
 * Joins reports of one site. They are read twice: first to learn which entry of each client stands,
 * then to write those that do; in between only names and places are kept.
 * @throws UsageError where a report can't be read, or they do not belong together
 */
export async function runMerge(run: MergeRun, streams: Streams): Promise<ExitCode> {
  const { stderr, env, texts, interrupt: signal } = streams;
  try {
    const survey = await surveyReports(
      await expandReports(run.reports, streams.cwd),
      run.siteServer,
      streams.cwd,
      texts,
    );
    if (run.audit) checkAuditable(survey);
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
      return await readTwice(run, { survey, reading, display, streams });
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
  run: MergeRun,
  { survey, reading, display, streams }: UnderWay,
): Promise<ExitCode> {
  const noted = await noteAll(survey, run.domain, reading);
  display.pause();
  if (reading.signal.aborted) {
    await complain(streams, `ccm-preflight: merge: ${streams.texts.merge.interrupted}`);
    return EXIT_CODES.interrupted;
  }
  for (const note of notesBefore(survey, noted, streams.texts)) {
    await complain(streams, `ccm-preflight: ${note}`);
  }
  display.resume();
  const { outputs, color, strict, audit } = run;
  const written = await writeOutputs(
    { outputs, color, batched: true, progress: display },
    streams,
    async (open) => {
      const options = { siteWords: wordsOfSaved(survey.head), strict, audit, color, resumed: null };
      const channels = await loadChannels(open, options, streams);
      return joinReports(survey, noted, run, reading, {
        async open(head) {
          const reports = await openReports(channels, head, null);
          return {
            client: (facts, line, number) =>
              write(reports, facts, line, number, head, streams.texts),
            isLost: () => reports.every(({ sink }) => sink.isLost()),
            close(tail) {
              display.stop();
              return endReports(reports, tail);
            },
          };
        },
      });
    },
  );
  const { tail, notes } = written.result;
  for (const note of notes(streams.texts, shellOf())) {
    await complain(streams, `ccm-preflight: ${note}`);
  }
  return exitCodeAfter(written, tail.summary.exitCode);
}

async function write(
  reports: readonly OpenReport[],
  facts: ClientFacts,
  line: string | null,
  number: number,
  head: ReportHead,
  texts: Texts,
): Promise<void> {
  let entry: ClientEntry | null = null;
  for (const { format, reporter, sink } of reports) {
    if (format === 'ndjson' && line !== null) {
      await sink.write(`${jsonWithoutCiCommands(withoutUnsafe(line))}\n`);
      continue;
    }
    entry ??= withSentences(facts, head, texts);
    await sink.write(reporter.client(entry, number));
  }
}
