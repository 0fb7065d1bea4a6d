import { hostname } from 'node:os';
import type { Vantage } from '../catalogue/vocabulary.ts';
import { allowedFiles } from '../engine/open-files.ts';
import type { RunListener } from '../engine/events.ts';
import type { Rate } from '../engine/pace.ts';
import { clockOf } from '../judge/clock.ts';
import type { ClientFacts } from '../judge/facts.ts';
import { EMPTY_SUMMARY, type Summary, addToSummary, exitCodeOf } from '../judge/summary.ts';
import { EXIT_CODES, type ExitCode } from '../judge/exit-codes.ts';
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
import type {
  ClientEntry,
  Report,
  ReportHead,
  ReportTail,
  KeptOptions,
} from '../report/model/report.ts';
import { EN } from '../text/en/index.ts';
import type { Texts } from '../text/texts.ts';
import { ownAddresses } from './own-addresses.ts';
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
  /**
   * From the site server: the clients to check. From a client: the name to report for this machine.
   */
  readonly clients?: Iterable<string> | AsyncIterable<string>;
  /** Milliseconds for the answer to a connect, and for a whole answer on a quick path. */
  readonly timeoutMs?: number;
  /** Milliseconds for a web server's answer, once connected. */
  readonly responseTimeoutMs?: number;
  /** How often a probe without an answer is repeated. */
  readonly retries?: number;
  /** The most probes that run at once. */
  readonly concurrency?: number;
  /**
   * The most new connections a second; null for no limit (default: `outside`, 300 a second to
   * addresses outside the local networks).
   */
  readonly rate?: Rate;
  /** How echo requests are sent (default: `auto`). */
  readonly icmp?: IcmpWay;
  /**
   * Addresses of this machine to send from, one of a family (default: the system chooses). Echo
   * requests are then sent by the ping program.
   */
  readonly sources?: readonly string[];
  /**
   * From a client: its addresses, by which it is in boundary groups (default: `sources`, or else those
   * of this machine).
   */
  readonly addresses?: readonly string[];
  /** Threads that share the work on a long list (default: 1). */
  readonly threads?: number;
  /** Interrupts the run; its report is then marked incomplete. */
  readonly signal?: AbortSignal;
  readonly tls?: TlsMaterial;
  /** Results in the order of the clients (default), or as they finish. */
  readonly order?: 'input' | 'completion';
  /** Exit code 3 where something stays unproven. */
  readonly strict?: boolean;
  /** The exit code answers for flows that are expected to be closed, too. */
  readonly audit?: boolean;
  /** The environment variable that names a proxy, for a note. */
  readonly proxyVariable?: string | null;
  readonly listener?: RunListener;
  /** The language of the sentences (default: English). */
  readonly texts?: Texts;
  /**
   * Milliseconds during which failed checks are repeated, with growing pauses, until no required
   * flow is broken, or with `strict` until everything is proven that can be (default: each client
   * is checked once). The list of clients must be finite.
   */
  readonly waitMs?: number | null;
  /**
   * From a client: inspects this machine, for what no probe from here can prove; null if there is
   * nothing to report. `ports` are those that client push connects to, none if it is not in the
   * plan. Not called if this machine stands in for another. Must never reject.
   */
  readonly lookAtSelf?: (
    ports: readonly number[],
    signal: AbortSignal,
  ) => Promise<SelfFacts | null>;
  /** From a client: the client for which this machine, another one, stands in. */
  readonly standsFor?: string | null;
  /** Options of the command line to keep in the report, for the commands that it prints. */
  readonly runOptions?: KeptOptions;
  /** An interrupted run that this one continues; `clients` has none of its clients. */
  readonly earlier?: EarlierRun;
}

/** What an interrupted run has already done. */
export interface EarlierRun {
  readonly startedAt: string;
  readonly summary: Summary;
}

/** Receives the parts of a report during the run. */
export interface ReportVisitor {
  open(head: ReportHead): Promise<OpenVisitor>;
  /**
   * The rest of the clients could not be read (exit code 2), or the tool itself failed (4); the
   * report is then marked incomplete.
   */
  failed(failure: unknown): void;
}

/** Receives what follows a report's head. */
export interface OpenVisitor {
  /** @param index the client's position in the report, from 0 */
  client(entry: ClientEntry, index: number): Promise<void>;
  close(tail: ReportTail): Promise<void>;
}

/**
 * Runs a check and passes on each part of the report as soon as it is known.
 * @throws EchoUnavailable before anything is sent, where this machine can't send echo requests by
 *   `icmp`
 */
export async function checkInParts(
  options: CheckOptions,
  visitor: ReportVisitor,
  clock: Clock = SYSTEM_CLOCK,
): Promise<ReportTail> {
  const { plan, from } = options;
  const settled = settingsOf(options);
  const echo = await echoSenderFor(plan, from, settled.icmp);
  const crew = crewFor(settled, options);
  let ended: EndedRun;
  try {
    ended = await runWith({ ...settled, echo, crew, clock }, options, visitor);
  } finally {
    echo?.close();
    await crew?.dismiss();
  }
  await ended.report.close(ended.tail);
  return ended.tail;
}

interface EndedRun {
  readonly report: OpenVisitor;
  readonly tail: ReportTail;
}

/**
 * Files that starting threads open for their modules, while the first clients already have sockets.
 */
const FILES_OF_A_CREW = 1024;

/** The options of a run, with defaults filled in. */
interface RunSettings {
  readonly timeoutMs: number;
  readonly responseTimeoutMs: number;
  readonly retries: number;
  readonly concurrency: number;
  readonly rate: Rate;
  readonly icmp: IcmpWay;
  readonly sources: readonly string[];
  readonly proxyVariable: string | null;
  readonly patience: Patience | null;
  readonly signal: AbortSignal;
  readonly tls: TlsMaterial;
}

function settingsOf(options: CheckOptions): RunSettings {
  const { icmp = 'auto', sources = [] } = options;
  return {
    timeoutMs: options.timeoutMs ?? DEFAULTS.timeoutMs,
    responseTimeoutMs: options.responseTimeoutMs ?? DEFAULTS.responseTimeoutMs,
    retries: options.retries ?? DEFAULTS.retries,
    concurrency: options.concurrency ?? DEFAULTS.concurrency,
    rate: options.rate === undefined ? DEFAULTS.rate : options.rate,
    icmp: sources.length > 0 ? 'program' : icmp,
    sources,
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
  { plan, from, threads = 1 }: CheckOptions,
): Crew | null {
  // A rate is slow enough for one thread, and only a single thread keeps to it exactly.
  if (threads < 2 || from !== 'site-server' || typeof settled.rate === 'number') return null;
  if (!canHaveCrew() || allowedFiles() < FILES_OF_A_CREW) return null;
  // This thread is one of them.
  return new Crew({ ...settled, plan, from, threads: threads - 1 }, signal);
}

async function runWith(
  means: RunSettings & {
    readonly echo: EchoSender | null;
    readonly crew: Crew | null;
    readonly clock: Clock;
  },
  options: CheckOptions,
  visitor: ReportVisitor,
): Promise<EndedRun> {
  const { plan, from, texts = EN, waitMs = null } = options;
  const { timeoutMs, responseTimeoutMs, signal, tls, echo, sources, clock } = means;
  const startedAt = options.earlier?.startedAt ?? new Date().toISOString();
  const head = buildHead(plan, from, startedAt, TOOL, texts, options);
  const report = await visitor.open(head);
  const broken = new AbortController();
  const clients = options.clients ?? (from === 'client' ? [hostname()] : []);
  const run = startRun({
    ...means,
    plan,
    from,
    addresses: from === 'client' ? (options.addresses ?? ownAddresses(sources)) : [],
    clients: untilFailure(clients, (failure) => {
      broken.abort();
      visitor.failed(failure);
    }),
    order: options.order ?? 'input',
    context: { timeoutMs, responseTimeoutMs, signal, now: Date.now, tls, echo, sources },
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
      const told = seen === null ? facts : { ...facts, self: withClock(seen, facts) };
      const entry = withSentences(told, head, texts);
      summary = addToSummary(summary, entry, head);
      await report.client(entry, index);
    }
  } catch (fault) {
    exit = EXIT_CODES.failed;
    visitor.failed(fault);
  }
  const indirect = buildIndirect(await run.indirect, plan);
  // Bad usage outranks an interrupt, and an interrupt a failure.
  if (broken.signal.aborted) exit = EXIT_CODES.usage;
  else if (signal.aborted) exit = EXIT_CODES.interrupted;
  const complete = exit === null;
  const { strict = false, audit = false } = options;
  const exitCode = exit ?? exitCodeOf(summary, { complete, strict, audit });
  const ended = { exitCode, audit };
  const tail = buildTail(head, new Date().toISOString(), complete, indirect, summary, ended);
  if (run.waited !== null) return { report, tail: waitedTail(tail, run.waited) };
  const { earlier } = options;
  return {
    report,
    tail: earlier === undefined ? tail : resumedTail(tail, earlier.summary.clients),
  };
}

/** Starts alongside the probes, because the system's programs take a moment. */
function selfOf(
  { plan, from, standsFor = null, lookAtSelf }: CheckOptions,
  signal: AbortSignal,
): Promise<SelfFacts | null> {
  if (from !== 'client' || standsFor !== null || lookAtSelf === undefined) {
    return Promise.resolve(null);
  }
  const isPushed = plan.requirements.some(
    ({ method, flow }) => method === 'client-push' && flow.to === 'client',
  );
  const { smb, rpcEndpointMapper } = plan.site.ports;
  return lookAtSelf(isPushed ? [smb, rpcEndpointMapper] : [], signal);
}

/** Adds this machine's clock as the servers that answered show it. */
function withClock(self: SelfFacts, { requirements }: ClientFacts): SelfFacts {
  const clock = clockOf(requirements);
  return clock === null ? self : { ...self, clock };
}

/** The items up to a failure, which goes to `report` instead of being thrown. */
async function* untilFailure<T>(
  items: Iterable<T> | AsyncIterable<T>,
  report: (failure: unknown) => void,
): AsyncGenerator<T> {
  try {
    yield* items;
  } catch (failure) {
    report(failure);
  }
}

/**
 * Runs a check from this machine and returns the whole report, for programs.
 * @throws what iterating over the clients throws
 */
export async function check(options: CheckOptions): Promise<Report> {
  const reports: Report[] = [];
  const failures: unknown[] = [];
  await checkInParts(options, {
    async open(head) {
      const clients: ClientEntry[] = [];
      return {
        client: async (entry) => void clients.push(entry),
        close: async (tail) => void reports.push({ ...head, ...tail, clients }),
      };
    },
    failed: (failure) => void failures.push(failure),
  });
  if (failures.length > 0) throw failures[0];
  const [report] = reports;
  if (report === undefined) throw new TypeError('a check that did not fail has closed its report');
  return report;
}
