import { isIP } from 'node:net';
import type { Vantage } from '../catalogue/vocabulary.ts';
import type { Prober } from '../engine/prober.ts';
import { type Resolver, resolveOnce } from '../engine/resolve.ts';
import { type JudgedClient, judgeClient } from '../judge/client.ts';
import { type ClientFacts, factsOf, interruptedFacts } from '../judge/facts.ts';
import type { ClientNames } from '../judge/names.ts';
import { checksFor, serverChecks } from '../plan/checks.ts';
import type { Plan } from '../plan/plan.ts';

/** What all clients of a run have in common. */
export interface ClientRun {
  readonly plan: Plan;
  readonly from: Vantage;
  /** The environment variable that names a proxy, null where there is none. */
  readonly proxyVariable: string | null;
}

/** Plan, probes and judgement of one client. @param signal aborts when the user interrupts */
export async function runClient(
  client: string,
  prober: Prober,
  run: ClientRun,
  signal: AbortSignal,
): Promise<ClientFacts> {
  const facts = factsOf(await judge(client, prober, run));
  return signal.aborted ? interruptedFacts(facts) : facts;
}

async function judge(
  client: string,
  prober: Prober,
  { plan, from, proxyVariable }: ClientRun,
): Promise<JudgedClient> {
  const checks = checksFor(plan, from, client);
  const resolve = resolveOnce((host) => prober.resolve(host));
  const [results, names] = await Promise.all([
    prober.run(checks, resolve),
    from === 'site-server' && checks.length > 0 ? namesOf(client, resolve) : null,
  ]);
  // From the site server the web servers are looked at for comparison.
  const webChecked = [...checks, ...serverChecks(plan)].some(({ kind }) => kind === 'http');
  return judgeClient(plan, from, {
    client,
    results,
    names,
    proxyVariable: webChecked ? proxyVariable : null,
  });
}

/** Compares the full with the short name; null where there is but one, or the resolver failed. */
async function namesOf(client: string, resolve: Resolver): Promise<ClientNames | null> {
  const shortName = client.split('.')[0] ?? client;
  if (isIP(client) !== 0 || shortName === client) return null;
  const full = await resolve(client);
  if (full.kind !== 'addresses') return null;
  const short = await resolve(shortName);
  if (short.kind === 'error') return null;
  return {
    fullName: client,
    shortName,
    addresses: full.addresses,
    shortAddresses: short.kind === 'addresses' ? short.addresses : [],
  };
}
