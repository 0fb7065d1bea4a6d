import { hostname } from 'node:os';
import type { Vantage } from '../catalogue/vocabulary.ts';
import { EMPTY_SUMMARY, addToSummary, exitCodeOf } from '../judge/summary.ts';
import type { Plan } from '../plan/plan.ts';
import type { TlsMaterial } from '../probe/context.ts';
import { buildClient, buildHead, buildIndirect, buildTail } from '../report/build.ts';
import type { ClientEntry, Report } from '../report/model.ts';
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
  readonly retries?: number;
  readonly concurrency?: number;
  readonly signal?: AbortSignal;
  readonly tls?: TlsMaterial;
}

/** Runs a check from this machine and gives the whole report, for programs. */
export async function check(options: CheckOptions): Promise<Report> {
  const { plan, from } = options;
  const signal = options.signal ?? new AbortController().signal;
  const head = buildHead(plan, from, new Date().toISOString(), TOOL, EN);
  const run = startRun({
    plan,
    from,
    clients: options.clients ?? (from === 'client' ? [hostname()] : []),
    order: 'input',
    proxyVariable: null,
    context: {
      timeoutMs: options.timeoutMs ?? DEFAULTS.timeoutMs,
      signal,
      now: Date.now,
      tls: options.tls ?? {},
    },
    retries: options.retries ?? DEFAULTS.retries,
    concurrency: options.concurrency ?? DEFAULTS.concurrency,
    listener: () => {},
  });
  let summary = EMPTY_SUMMARY;
  const clients: ClientEntry[] = [];
  for await (const judged of run.clients) {
    summary = addToSummary(summary, judged);
    clients.push(buildClient(judged, plan.site.product, EN));
  }
  const indirect = buildIndirect(await run.indirect);
  const complete = !signal.aborted;
  const exitCode = exitCodeOf(summary, { complete, strict: false });
  const tail = buildTail(head, new Date().toISOString(), complete, indirect, summary, exitCode);
  return { ...head, ...tail, clients };
}
