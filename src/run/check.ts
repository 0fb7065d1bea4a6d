import { isIP } from 'node:net';
import { type Vantage } from '../catalogue/vocabulary.ts';
import { mapConcurrently } from '../engine/clients.ts';
import { type EngineOptions, Prober } from '../engine/prober.ts';
import type { CheckResult } from '../engine/result.ts';
import { type JudgedClient, judgeClient } from '../judge/client.ts';
import type { ClientNames } from '../judge/names.ts';
import { checksFor, serverChecks } from '../plan/checks.ts';
import type { Plan } from '../plan/plan.ts';

export interface RunOptions extends EngineOptions {
  readonly plan: Plan;
  readonly from: Vantage;
  /** Clients to look at; from the vantage `client`, the one name to report. */
  readonly clients: Iterable<string> | AsyncIterable<string>;
  readonly order: 'input' | 'completion';
  /** The environment variable that names a proxy, null where there is none. */
  readonly proxyVariable: string | null;
}

/** A client and its place in the list, from 0. */
export interface NumberedClient {
  readonly index: number;
  readonly judged: JudgedClient;
}

/** A run under way: clients as they are judged, and the servers that were looked at for comparison. */
export interface Run {
  readonly clients: AsyncIterable<NumberedClient>;
  /** From the site server, the servers that clients will talk to; looked at once a run. */
  readonly indirect: Promise<readonly CheckResult[]>;
}

/** Plan, probes and judgement of one client after the other, `concurrency` of them under way. */
export function startRun(options: RunOptions): Run {
  const prober = new Prober(options);
  const { clients, concurrency, order, plan, from } = options;
  return {
    clients: mapConcurrently(
      untilAborted(clients, options.context.signal),
      concurrency,
      order,
      async ({ client, index }) => ({ index, judged: await runClient(client, prober, options) }),
    ),
    indirect: from === 'site-server' ? runIndirect(prober, plan) : Promise.resolve([]),
  };
}

/** Of a client that was not begun when the user interrupted, nothing is known. */
async function* untilAborted(
  clients: RunOptions['clients'],
  signal: AbortSignal,
): AsyncGenerator<{ client: string; index: number }> {
  let index = 0;
  for await (const client of clients) {
    if (signal.aborted) return;
    yield { client, index };
    index += 1;
  }
}

async function runClient(
  client: string,
  prober: Prober,
  { plan, from, proxyVariable, listener }: RunOptions,
): Promise<JudgedClient> {
  const checks = checksFor(plan, from, client);
  const [results, names] = await Promise.all([
    prober.run(checks),
    from === 'site-server' && checks.length > 0 ? namesOf(client, prober) : null,
  ]);
  // From the site server the web servers are looked at for comparison.
  const webChecked = [...checks, ...serverChecks(plan)].some(({ kind }) => kind === 'http');
  const judged = judgeClient(plan, from, {
    client,
    results,
    names,
    proxyVariable: webChecked ? proxyVariable : null,
  });
  listener({ type: 'client-done', client });
  return judged;
}

async function runIndirect(prober: Prober, plan: Plan): Promise<readonly CheckResult[]> {
  const results = await prober.run(serverChecks(plan));
  return [...results.values()];
}

/** Compares the full with the short name; null where there is but one, or the resolver failed. */
async function namesOf(client: string, prober: Prober): Promise<ClientNames | null> {
  const shortName = client.split('.')[0] ?? client;
  if (isIP(client) !== 0 || shortName === client) return null;
  const [full, short] = await Promise.all([prober.resolve(client), prober.resolve(shortName)]);
  if (full.kind !== 'addresses' || short.kind === 'error') return null;
  return {
    fullName: client,
    shortName,
    addresses: full.addresses,
    shortAddresses: short.kind === 'addresses' ? short.addresses : [],
  };
}
