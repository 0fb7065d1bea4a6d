import type { Vantage } from '../catalogue/vocabulary.ts';
import { EXIT_CODES, type ExitCode } from '../judge/summary.ts';
import type { Plan } from '../plan/plan.ts';
import type { TlsMaterial } from '../probe/context.ts';
import { jsonReporter } from '../report/json.ts';
import { ndjsonReporter } from '../report/ndjson.ts';
import type { Reporter } from '../report/reporter.ts';
import { tableReporter } from '../report/table/index.ts';
import { runReport } from '../run/report.ts';
import { EN } from '../text/en/index.ts';
import { InOrder } from './in-order.ts';
import type { Output } from './outputs.ts';
import { type Progress, startProgress } from './progress.ts';
import type { ReportFormat } from './report-formats.ts';
import { appearanceOf } from './shared-options.ts';
import { type Sink, fileSink, stdoutSink } from './sink.ts';
import { type ParsedArguments, quoteSiteArguments } from './site-options.ts';
import type { Streams } from './streams.ts';

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
  readonly format: ReportFormat;
  readonly reporter: Reporter;
  readonly sink: Sink;
  /** A page reads in the order that was asked for; lines come as clients are judged. */
  readonly inOrder: InOrder;
}

/** Runs the check and writes each report as clients come. */
export async function runCheck(
  run: CheckRun,
  parsed: ParsedArguments,
  streams: Streams,
): Promise<ExitCode> {
  const { outputs, quiet, ...options } = run;
  const progress = await startProgress(streams.stderr, quiet, streams.env);
  const channels = await openChannels(outputs, parsed, streams);
  const tail = await runReport(
    {
      ...options,
      order: outputs.some(({ format }) => format === 'ndjson') ? 'completion' : 'input',
      proxyVariable: proxyVariableOf(streams.env),
      signal: streams.interrupt,
      listener: progress.listener,
    },
    {
      open: (head) =>
        toAll(channels, progress, ({ reporter, sink }) => sink.write(reporter.open(head))),
      client: (entry, index) =>
        toAll(channels, progress, ({ format, reporter, sink, inOrder }) =>
          format === 'ndjson'
            ? sink.write(reporter.client(entry))
            : inOrder.add(index, () => reporter.client(entry)),
        ),
    },
  );
  progress.stop();
  for (const { reporter, sink } of channels) await sink.write(reporter.close(tail));
  const written = await Promise.all(channels.map(({ sink }) => sink.close()));
  // Of several, the first of interrupted, failed, broken, unproven.
  const { exitCode } = tail.summary;
  return written.every(Boolean) || exitCode === EXIT_CODES.interrupted
    ? exitCode
    : EXIT_CODES.failed;
}

async function toAll(
  channels: readonly Channel[],
  progress: Progress,
  writeTo: (channel: Channel) => Promise<void>,
): Promise<void> {
  progress.pause();
  for (const channel of channels) await writeTo(channel);
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
    outputs.map(async ({ format, file }): Promise<Channel> => {
      const reporter = reporterFor(format, file, parsed, streams);
      const sink = file === null ? stdout : await fileSink(file, streams, fallback);
      return { format, reporter, sink, inOrder: new InOrder((text) => sink.write(text)) };
    }),
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
