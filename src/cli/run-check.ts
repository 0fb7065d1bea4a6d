import type { Vantage } from '../catalogue/vocabulary.ts';
import type { JudgedClient } from '../judge/client.ts';
import {
  EMPTY_SUMMARY,
  EXIT_CODES,
  type ExitCode,
  addToSummary,
  exitCodeOf,
} from '../judge/summary.ts';
import type { Plan } from '../plan/plan.ts';
import type { TlsMaterial } from '../probe/context.ts';
import { buildClient, buildHead, buildIndirect, buildTail } from '../report/build.ts';
import { jsonReporter } from '../report/json.ts';
import { ndjsonReporter } from '../report/ndjson.ts';
import type { Reporter } from '../report/reporter.ts';
import { tableReporter } from '../report/table/index.ts';
import { startRun } from '../run/check.ts';
import { EN } from '../text/en/index.ts';
import type { Output } from './outputs.ts';
import { type Progress, startProgress } from './progress.ts';
import type { ReportFormat } from './report-formats.ts';
import { appearanceOf } from './shared-options.ts';
import { type Sink, fileSink, stdoutSink } from './sink.ts';
import { type ParsedArguments, quoteSiteArguments } from './site-options.ts';
import type { Streams } from './streams.ts';
import { TOOL } from '../run/tool.ts';

export interface CheckRun {
  readonly plan: Plan;
  readonly from: Vantage;
  readonly clients: readonly string[];
  readonly timeoutMs: number;
  readonly retries: number;
  readonly concurrency: number;
  readonly outputs: readonly Output<ReportFormat>[];
  readonly strict: boolean;
  readonly quiet: boolean;
  readonly tls: TlsMaterial;
}

interface Channel {
  readonly reporter: Reporter;
  readonly sink: Sink;
}

/** Runs the check and writes each report as clients come. */
export async function runCheck(
  run: CheckRun,
  parsed: ParsedArguments,
  streams: Streams,
): Promise<ExitCode> {
  const { plan, from, clients, outputs } = run;
  const progress = await startProgress(streams.stderr, run.quiet);
  const channels = await openChannels(outputs, parsed, streams);
  const head = buildHead(plan, from, new Date().toISOString(), TOOL, EN);
  await toAll(channels, progress, ({ reporter }) => reporter.open(head));
  const started = startRun({
    plan,
    from,
    clients,
    // Lines come as clients are judged; a page reads in the order that was asked for.
    order: outputs.every(({ format }) => format === 'ndjson') ? 'completion' : 'input',
    proxyVariable: proxyVariableOf(streams.env),
    context: {
      timeoutMs: run.timeoutMs,
      signal: streams.interrupt,
      now: Date.now,
      tls: run.tls,
    },
    retries: run.retries,
    concurrency: run.concurrency,
    listener: progress.listener,
  });
  let summary = EMPTY_SUMMARY;
  for await (const judged of started.clients) {
    summary = addToSummary(summary, judged);
    await writeClient(judged, plan, channels, progress);
  }
  const indirect = buildIndirect(await started.indirect);
  const complete = !streams.interrupt.aborted;
  const exitCode = exitCodeOf(summary, { complete, strict: run.strict });
  const tail = buildTail(head, new Date().toISOString(), complete, indirect, summary, exitCode);
  progress.stop();
  for (const { reporter, sink } of channels) await sink.write(reporter.close(tail));
  const written = await Promise.all(channels.map(({ sink }) => sink.close()));
  // Of several, the first of interrupted, failed, broken, unproven.
  return written.every(Boolean) || exitCode === EXIT_CODES.interrupted
    ? exitCode
    : EXIT_CODES.failed;
}

async function writeClient(
  judged: JudgedClient,
  plan: Plan,
  channels: readonly Channel[],
  progress: Progress,
): Promise<void> {
  const entry = buildClient(judged, plan.site.product, EN);
  await toAll(channels, progress, ({ reporter }) => reporter.client(entry));
}

async function toAll(
  channels: readonly Channel[],
  progress: Progress,
  render: (channel: Channel) => string,
): Promise<void> {
  progress.pause();
  for (const channel of channels) await channel.sink.write(render(channel));
  progress.resume();
}

async function openChannels(
  outputs: readonly Output<ReportFormat>[],
  parsed: ParsedArguments,
  streams: Streams,
): Promise<readonly Channel[]> {
  const stdout = stdoutSink(streams);
  const fallback = outputs.some(({ file }) => file === null) ? null : stdout;
  return Promise.all(
    outputs.map(async ({ format, file }) => ({
      reporter: reporterFor(format, file, parsed, streams),
      sink: file === null ? stdout : await fileSink(file, streams, fallback),
    })),
  );
}

function reporterFor(
  format: ReportFormat,
  file: string | null,
  parsed: ParsedArguments,
  streams: Streams,
): Reporter {
  switch (format) {
    case 'json':
      return jsonReporter();
    case 'ndjson':
      return ndjsonReporter();
    case 'table':
      return tableReporter({
        appearance: appearanceOf(parsed, streams, file),
        texts: EN,
        siteArguments: quoteSiteArguments(parsed),
      });
  }
}

const PROXY_VARIABLES = [
  'HTTP_PROXY',
  'http_proxy',
  'HTTPS_PROXY',
  'https_proxy',
  'ALL_PROXY',
  'all_proxy',
];

/** The name alone: the value may hold a password. */
function proxyVariableOf(env: Streams['env']): string | null {
  return PROXY_VARIABLES.find((name) => (env[name] ?? '') !== '') ?? null;
}
