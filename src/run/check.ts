import { hostname } from 'node:os';
import type { Vantage } from '../catalogue/vocabulary.ts';
import { allowedFiles } from '../engine/open-files.ts';
import type { RunListener } from '../engine/events.ts';
import {
  EMPTY_SUMMARY,
  EXIT_CODES,
  type ExitCode,
  type Summary,
  addToSummary,
  exitCodeOf,
} from '../judge/summary.ts';
import type { Plan } from '../plan/plan.ts';
import type { TlsMaterial } from '../probe/context.ts';
import type { SelfFacts } from '../self/facts.ts';
import type { EchoSender, IcmpWay } from '../probe/icmp/sender.ts';
import {
  buildHead,
  buildIndirect,
  buildTail,
  resumedTail,
  waitedTail,
  withSentences,
} from '../report/model/build.ts';
import type { ClientEntry, Report, ReportHead, ReportTail } from '../report/model/report.ts';
import { EN } from '../text/en/index.ts';
import type { Texts } from '../text/texts.ts';
import { startRun } from './start-run.ts';
import { Crew } from './crew/crew.ts';
import { canHaveCrew } from './crew/start-thread.ts';
import { DEFAULTS } from './defaults.ts';
import { echoSenderFor } from './echo-sender.ts';
import { TOOL } from './tool.ts';
import type { Patience } from './wait/awaited.ts';
import { type Clock, SYSTEM_CLOCK } from './wait/pause.ts';

export interface CheckOptions {
  readonly plan: Plan;
  readonly from: Vantage;
  /** From the site server: whom to look at. From a client: the one name to report for this machine. */
  readonly clients?: Iterable<string> | AsyncIterable<string>;
  /** Milliseconds for one attempt. */
  readonly timeoutMs?: number;
  /** How often what got no answer is tried again. */
  readonly retries?: number;
  /** Probes at once. */
  readonly concurrency?: number;
  /** New connections a second at most. */
  readonly rate?: number | null;
  /** How echo requests are sent (default: `auto`, by the system itself where it can). */
  readonly icmp?: IcmpWay;
  /** Threads that share the work on a long list (default: one, this). */
  readonly threads?: number;
  /** Aborts to interrupt: what was found is reported, marked incomplete. */
  readonly signal?: AbortSignal;
  readonly tls?: TlsMaterial;
  /** Results in the order of the clients (default), or as they come. */
  readonly order?: 'input' | 'completion';
  /** Exit code 3 where something stays unproven. */
  readonly strict?: boolean;
  /** The environment variable that names a proxy, for a note. */
  readonly proxyVariable?: string | null;
  readonly listener?: RunListener;
  /** The language of the sentences (default: English). */
  readonly texts?: Texts;
  /**
   * Milliseconds during which what breaks is checked again, with growing pauses, until nothing
   * breaks (default: every client is looked at once). With `strict`, until all is proven that can
   * be. The clients have to come to an end.
   */
  readonly waitMs?: number | null;
  /**
   * From a client: looks at this machine itself, for evidence of what only the site server can prove;
   * it is asked where a method of the plan has anything come to the client. Never rejects.
   */
  readonly lookAtSelf?: (ports: readonly number[], signal: AbortSignal) => Promise<SelfFacts>;
  /** What this run goes on with: none of its clients is among `clients`. */
  readonly earlier?: EarlierRun;
}

/** A run that was stopped, as far as it came. */
export interface EarlierRun {
  readonly startedAt: string;
  readonly summary: Summary;
}

/** Takes a report's parts while the run goes on. */
export interface ReportVisitor {
  open(head: ReportHead): Promise<void>;
  /** @param index the client's place in the list, from 0 */
  client(entry: ClientEntry, index: number): Promise<void>;
  /**
   * The clients could not be read on (exit code 2), or the tool itself failed (4): what was found is
   * reported, marked incomplete.
   */
  failed(failure: unknown): void;
}

/**
 * Runs a check and hands each part of the report over as soon as it is known.
 * @throws EchoUnavailable before anything is sent, where `icmp` is a way that this machine lacks
 */
export async function checkInParts(
  options: CheckOptions,
  visitor: ReportVisitor,
  clock: Clock = SYSTEM_CLOCK,
): Promise<ReportTail> {
  const { plan, from, icmp = 'auto' } = options;
  const settled = settingsOf(options);
  const echo = await echoSenderFor(plan, from, icmp);
  const crew = crewFor(settled, options);
  try {
    return await runWith({ ...settled, echo, crew, clock }, options, visitor);
  } finally {
    echo?.close();
    await crew?.dismiss();
  }
}

/** Each thread reads all modules again, beside the sockets of the first clients. */
const FILES_OF_A_CREW = 1024;

/** A run's limits and means, defaults filled in. */
interface RunSettings {
  readonly timeoutMs: number;
  readonly retries: number;
  readonly concurrency: number;
  readonly rate: number | null;
  readonly proxyVariable: string | null;
  readonly patience: Patience | null;
  readonly signal: AbortSignal;
  readonly tls: TlsMaterial;
}

function settingsOf(options: CheckOptions): RunSettings {
  return {
    timeoutMs: options.timeoutMs ?? DEFAULTS.timeoutMs,
    retries: options.retries ?? DEFAULTS.retries,
    concurrency: options.concurrency ?? DEFAULTS.concurrency,
    rate: options.rate ?? null,
    proxyVariable: options.proxyVariable ?? null,
    patience: patienceOf(options),
    signal: options.signal ?? new AbortController().signal,
    tls: options.tls ?? {},
  };
}

function patienceOf({ waitMs = null, strict = false }: CheckOptions): Patience | null {
  if (waitMs === null) return null;
  return strict ? 'until-proven' : 'until-nothing-breaks';
}

function crewFor(
  { signal, ...settled }: RunSettings,
  { plan, from, icmp = 'auto', threads = 1 }: CheckOptions,
): Crew | null {
  // A rate is kept by one alone, and needs no more.
  if (threads < 2 || from !== 'site-server' || settled.rate !== null) return null;
  if (!canHaveCrew() || allowedFiles() < FILES_OF_A_CREW) return null;
  return new Crew({ ...settled, plan, from, icmp, threads }, signal);
}

async function runWith(
  means: RunSettings & {
    readonly echo: EchoSender | null;
    readonly crew: Crew | null;
    readonly clock: Clock;
  },
  options: CheckOptions,
  visitor: ReportVisitor,
): Promise<ReportTail> {
  const { plan, from, texts = EN, waitMs = null } = options;
  const { timeoutMs, signal, tls, echo, clock } = means;
  const startedAt = options.earlier?.startedAt ?? new Date().toISOString();
  const head = buildHead(plan, from, startedAt, TOOL, texts);
  await visitor.open(head);
  const broken = new AbortController();
  const clients = options.clients ?? (from === 'client' ? [hostname()] : []);
  const run = startRun({
    ...means,
    plan,
    from,
    clients: untilFailure(clients, (failure) => {
      broken.abort();
      visitor.failed(failure);
    }),
    order: options.order ?? 'input',
    context: { timeoutMs, signal, now: Date.now, tls, echo },
    listener: options.listener ?? (() => {}),
    wait:
      waitMs === null ? null : { waitMs, clock, signal: AbortSignal.any([signal, broken.signal]) },
  });
  const self = selfOf(options, signal);
  let summary = options.earlier?.summary ?? EMPTY_SUMMARY;
  let exit: ExitCode | null = null;
  try {
    for await (const { index, facts } of run.clients) {
      const seen = await self;
      const entry = withSentences(seen === null ? facts : { ...facts, self: seen }, head, texts);
      summary = addToSummary(summary, entry);
      await visitor.client(entry, index);
    }
  } catch (fault) {
    // What was found still counts.
    exit = EXIT_CODES.failed;
    visitor.failed(fault);
  }
  const indirect = buildIndirect(await run.indirect, plan);
  // Of several, the first of bad usage, interrupted, failed.
  if (broken.signal.aborted) exit = EXIT_CODES.usage;
  else if (signal.aborted) exit = EXIT_CODES.interrupted;
  const complete = exit === null;
  const exitCode = exit ?? exitCodeOf(summary, { complete, strict: options.strict ?? false });
  const tail = buildTail(head, new Date().toISOString(), complete, indirect, summary, exitCode);
  if (run.waited !== null) return waitedTail(tail, run.waited);
  return options.earlier === undefined ? tail : resumedTail(tail, options.earlier.summary.clients);
}

/** Beside the probes: it takes some programs of the system a moment to tell. */
function selfOf(
  { plan, from, lookAtSelf }: CheckOptions,
  signal: AbortSignal,
): Promise<SelfFacts | null> {
  const isPushed = plan.requirements.some(
    ({ method, flow }) => method === 'client-push' && flow.to === 'client',
  );
  if (from !== 'client' || !isPushed || lookAtSelf === undefined) return Promise.resolve(null);
  const { smb, rpcEndpointMapper } = plan.site.ports;
  return lookAtSelf([smb, rpcEndpointMapper], signal);
}

/** Items up to where they fail, which is told instead of thrown. */
async function* untilFailure<T>(
  items: Iterable<T> | AsyncIterable<T>,
  tell: (failure: unknown) => void,
): AsyncGenerator<T> {
  try {
    yield* items;
  } catch (failure) {
    tell(failure);
  }
}

/**
 * Runs a check from this machine and gives the whole report, for programs.
 * @throws what the clients throw
 */
export async function check(options: CheckOptions): Promise<Report> {
  const heads: ReportHead[] = [];
  const clients: ClientEntry[] = [];
  const failures: unknown[] = [];
  const tail = await checkInParts(options, {
    open: async (head) => void heads.push(head),
    client: async (entry) => void clients.push(entry),
    failed: (failure) => void failures.push(failure),
  });
  if (failures.length > 0) throw failures[0];
  const [head] = heads;
  if (head === undefined) throw new TypeError('a report opens before it closes');
  return { ...head, ...tail, clients };
}
