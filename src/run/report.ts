import { hostname } from 'node:os';
import type { Vantage } from '../catalogue/vocabulary.ts';
import type { Listener } from '../engine/events.ts';
import { EMPTY_SUMMARY, addToSummary, exitCodeOf } from '../judge/summary.ts';
import type { Plan } from '../plan/plan.ts';
import type { TlsMaterial } from '../probe/context.ts';
import { buildClient, buildHead, buildIndirect, buildTail } from '../report/build.ts';
import type { ClientEntry, Report, ReportHead, ReportTail } from '../report/model.ts';
import { EN } from '../text/en/index.ts';
import { startRun } from './check.ts';
import { DEFAULTS } from './defaults.ts';
import { TOOL } from './tool.ts';

export interface CheckOptions {
  readonly plan: Plan;
  readonly from: Vantage;
  /** From the site server: whom to look at. From a client: the one name to report for this machine. */
  readonly clients?: readonly string[];
  /** Milliseconds for one attempt. */
  readonly timeoutMs?: number;
  /** How often what got no answer is tried again. */
  readonly retries?: number;
  /** Probes at once. */
  readonly concurrency?: number;
  /** Aborts to interrupt: what was found is reported, marked incomplete. */
  readonly signal?: AbortSignal;
  readonly tls?: TlsMaterial;
  /** Results in the order of the clients (default), or as they come. */
  readonly order?: 'input' | 'completion';
  /** Exit code 3 where something stays unproven. */
  readonly strict?: boolean;
  /** The environment variable that names a proxy, for a note. */
  readonly proxyVariable?: string | null;
  readonly listener?: Listener;
}

/** Takes a report's parts while the run goes on. */
export interface ReportVisitor {
  open(head: ReportHead): Promise<void>;
  /** @param index the client's place in the list, from 0 */
  client(entry: ClientEntry, index: number): Promise<void>;
}

/** Runs a check and hands each part of the report over as soon as it is known. */
export async function runReport(
  options: CheckOptions,
  visitor: ReportVisitor,
): Promise<ReportTail> {
  const { plan, from } = options;
  const signal = options.signal ?? new AbortController().signal;
  const head = buildHead(plan, from, new Date().toISOString(), TOOL, EN);
  await visitor.open(head);
  const run = startRun({
    plan,
    from,
    clients: options.clients ?? (from === 'client' ? [hostname()] : []),
    order: options.order ?? 'input',
    proxyVariable: options.proxyVariable ?? null,
    context: {
      timeoutMs: options.timeoutMs ?? DEFAULTS.timeoutMs,
      signal,
      now: Date.now,
      tls: options.tls ?? {},
    },
    retries: options.retries ?? DEFAULTS.retries,
    concurrency: options.concurrency ?? DEFAULTS.concurrency,
    listener: options.listener ?? (() => {}),
  });
  let summary = EMPTY_SUMMARY;
  for await (const { index, judged } of run.clients) {
    summary = addToSummary(summary, judged);
    await visitor.client(buildClient(judged, plan.site.product, EN), index);
  }
  const indirect = buildIndirect(await run.indirect, plan);
  const complete = !signal.aborted;
  const exitCode = exitCodeOf(summary, { complete, strict: options.strict ?? false });
  return buildTail(head, new Date().toISOString(), complete, indirect, summary, exitCode);
}

/** Runs a check from this machine and gives the whole report, for programs. */
export async function check(options: CheckOptions): Promise<Report> {
  const heads: ReportHead[] = [];
  const clients: ClientEntry[] = [];
  const tail = await runReport(options, {
    open: async (head) => void heads.push(head),
    client: async (entry) => void clients.push(entry),
  });
  const [head] = heads;
  if (head === undefined) throw new TypeError('a report opens before it closes');
  return { ...head, ...tail, clients };
}
