import { availableParallelism } from 'node:os';
import type { Vantage } from '../catalogue/vocabulary.ts';
import type { Rate } from '../engine/pace.ts';
import { EXIT_CODES, type ExitCode } from '../judge/exit-codes.ts';
import type { Plan } from '../plan/plan.ts';
import type { TlsMaterial } from '../probe/context.ts';
import type { IcmpWay } from '../probe/icmp/sender.ts';
import { buildHead } from '../report/model/build.ts';
import type { KeptOptions } from '../report/model/report.ts';
import { FORMATS } from '../report/forms/formats.ts';
import type { Way } from '../files/writing.ts';
import { checkInParts } from '../run/check.ts';
import { TOOL } from '../run/tool.ts';
import { lookAtSelf } from '../self/look.ts';
import {
  type Channel,
  type ChannelOptions,
  endReports,
  loadChannels,
  openReports,
} from './channels.ts';
import type { Clients } from './clients.ts';
import type { Output } from './outputs.ts';
import { type Progress, startProgress } from './progress.ts';
import type { ProgressForm } from './progress-form.ts';
import type { ReportFormat } from '../report/forms/names.ts';
import { endOf } from './resume/end.ts';
import type { Streams } from './streams.ts';
import { complain } from './output-error.ts';
import { shellOf } from './shell.ts';
import { type Word, commandLine, own, typed } from '../text/command-line.ts';
import { exitCodeAfter, writeOutputs } from './write-outputs.ts';

/** More threads gain nothing: most of the work is done in the kernel. */
const MAX_THREADS = 4;

export interface CheckRun {
  readonly plan: Plan;
  readonly from: Vantage;
  readonly clients: Clients;
  readonly timeoutMs: number;
  readonly responseTimeoutMs: number;
  readonly retries: number;
  readonly concurrency: number;
  readonly rate: Rate;
  readonly icmp: IcmpWay;
  /** Addresses of this machine to send from, one of a family. */
  readonly sources: readonly string[];
  /** The client in whose place this machine, another one, is looked from; else null. */
  readonly standsFor: string | null;
  /** Options that are saved for later commands. */
  readonly runOptions: KeptOptions;
  readonly outputs: readonly Output<ReportFormat>[];
  readonly strict: boolean;
  readonly audit: boolean;
  /** The ndjson file of a stopped run to continue; null if there is none. */
  readonly resume: string | null;
  /** Milliseconds during which what breaks is checked again; null to look once. */
  readonly waitMs: number | null;
  readonly quiet: boolean;
  readonly progress: ProgressForm;
  /** The value of --color; undefined if it is not given. */
  readonly color: boolean | undefined;
  /** What describes the site on a command line. */
  readonly siteWords: readonly Word[];
  /** What holds for a later run from this end alone. */
  readonly ownWords: readonly Word[];
  /** What holds for one from the other end. */
  readonly elsewhere: readonly Word[];
  readonly tls: TlsMaterial;
}

/**
 * Runs the check and writes each report as clients come.
 * @throws UsageError where the file of --resume does not fit
 */
export async function runCheck(run: CheckRun, streams: Streams): Promise<ExitCode> {
  const { plan, from, clients, resume } = run;
  if (resume === null) return runInto(null, run, streams);
  const head = buildHead(plan, from, new Date().toISOString(), TOOL, streams.texts, run);
  const leaveOut = (client: string): boolean => clients.leaveOut(client);
  // Loaded here alone: what reads reports back is a tenth of what a check starts with.
  const { openResumed } = await import('./resume/file.ts');
  const file = await openResumed(resume, head, leaveOut, streams);
  try {
    return await runInto({ name: resume, file }, run, streams);
  } finally {
    await file.close();
  }
}

async function runInto(
  resumed: ChannelOptions['resumed'],
  run: CheckRun,
  streams: Streams,
): Promise<ExitCode> {
  const { outputs, color, siteWords, ownWords, elsewhere, strict, audit, quiet, clients } = run;
  const total = clients.count;
  const progress = await startProgress(streams, {
    quiet,
    form: run.progress,
    env: streams.env,
    total,
  });
  const found = (): string => progress.found();
  const options = { outputs, color, wayOf, progress, quiet, found };
  const written = await writeOutputs(options, streams, async (open) => {
    const channels = await loadChannels(
      open,
      { siteWords, ownWords, elsewhere, strict, audit, color, resumed },
      streams,
    );
    return report(channels, { resumed, progress }, run, streams);
  });
  const { exitCode, failure } = written.result;
  if (failure !== undefined) throw failure;
  if (streams.interrupt.aborted && run.from === 'site-server' && !quiet) {
    const { notes } = streams.texts;
    const command = goesOn(outputs, resumed?.name ?? null, streams.words ?? []);
    await complain(streams, `ccm-preflight: ${notes.stopped(progress.stopped(), command)}`);
  }
  return exitCodeAfter(written, exitCode);
}

/** The command line again, going on with what it saved; null where it saved nothing. */
function goesOn(
  outputs: CheckRun['outputs'],
  resumed: string | null,
  words: readonly string[],
): string | null {
  const saved = outputs.find(({ format, file }) => format === 'ndjson' && file !== null);
  const name = resumed ?? saved?.file ?? null;
  if (name === null) return null;
  const said = words.map((word) => (OPTION.test(word) ? own(word) : typed(word, 'VALUE')));
  const resume = resumed === null ? [own('--resume'), typed(name, 'FILE')] : [];
  return commandLine([own(TOOL.name), ...said, ...resume], shellOf());
}

const OPTION = /^--?[A-Za-z][A-Za-z-]*$/;

/** A look at a network takes hours, and what a stopped one has found is worth keeping. */
function wayOf(format: ReportFormat): Way {
  return FORMATS[format].stopped === 'readable' ? 'as-it-comes' : 'when-whole';
}

/** A run whose reports are written. */
interface Reported {
  readonly exitCode: ExitCode;
  /** What ended it early; undefined where nothing did. */
  readonly failure?: unknown;
}

interface UnderWay {
  readonly resumed: ChannelOptions['resumed'];
  readonly progress: Progress;
}

async function report(
  channels: readonly Channel[],
  { resumed, progress }: UnderWay,
  {
    outputs: _outputs,
    quiet: _quiet,
    progress: _form,
    color: _color,
    siteWords: _siteWords,
    ownWords: _ownWords,
    elsewhere: _elsewhere,
    clients,
    resume: _resume,
    ...options
  }: CheckRun,
  streams: Streams,
): Promise<Reported> {
  const saved = resumed?.file.saved ?? null;
  const entries = resumed?.file.entries() ?? null;
  const isOver = clients.count === 0 && !streams.interrupt.aborted;
  const ended = isOver ? endOf(saved, options) : null;
  const savedHead = resumed?.file.head ?? null;
  if (savedHead !== null && ended !== null) {
    const others = channels.filter(({ begins }) => begins === 'anew');
    const reports = await openReports(others, savedHead, entries);
    progress.stop();
    await endReports(reports, ended);
    return { exitCode: ended.summary.exitCode };
  }
  const failures: unknown[] = [];
  // Nobody is left to read what would be sent.
  const unread = new AbortController();
  const endIfUnread = (): void => {
    if (channels.every(({ sink }) => sink.isLost())) unread.abort();
  };
  const doneBefore = saved?.summary.clients ?? 0;
  const tail = await checkInParts(
    {
      ...options,
      texts: streams.texts,
      clients: clients.names(),
      order: channels.every(({ format }) => FORMATS[format].order === 'input')
        ? 'input'
        : 'completion',
      proxyVariable: proxyVariableOf(streams.env),
      lookAtSelf,
      signal: AbortSignal.any([streams.interrupt, unread.signal]),
      threads: Math.min(availableParallelism(), MAX_THREADS),
      listener: progress.listener,
      ...(saved === null
        ? {}
        : { earlier: { startedAt: saved.head.run.startedAt, summary: saved.summary } }),
    },
    {
      async open(head) {
        const reports = await openReports(channels, head, entries);
        endIfUnread();
        return {
          async client(entry, index) {
            progress.client(entry);
            for (const { format, reporter, sink, inOrder } of reports) {
              if (FORMATS[format].order === 'input')
                await inOrder.add(index, () => reporter.client(entry));
              else await sink.write(reporter.client(entry, doneBefore + index));
            }
            endIfUnread();
          },
          close(tail) {
            progress.stop();
            return endReports(reports, tail);
          },
        };
      },
      failed: (failure) => void failures.push(failure),
    },
  );
  if (failures.length > 0) return { exitCode: EXIT_CODES.failed, failure: failures[0] };
  const isUnread = unread.signal.aborted && !streams.interrupt.aborted;
  return { exitCode: isUnread ? EXIT_CODES.failed : tail.summary.exitCode };
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
