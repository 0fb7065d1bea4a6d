import { isIP } from 'node:net';
import type { Vantage } from '../catalogue/vocabulary.ts';
import type { Sleep } from '../engine/scout.ts';
import type { Prober } from '../engine/prober.ts';
import { type Resolver, resolveOnce } from '../engine/resolve.ts';
import { judgeBound } from '../judge/client.ts';
import { type ClientFacts, factsOf, interruptedFacts } from '../judge/facts.ts';
import type { ClientNames } from '../judge/warning.ts';
import { bindAt } from '../plan/at-location.ts';
import { expectedOf } from '../plan/expected.ts';
import type { BoundCheck } from '../plan/checks.ts';
import type { CheckResults } from '../probe/result.ts';
import type { Plan } from '../plan/plan.ts';
import { checksAgain, joinResults } from './wait/again.ts';
import { type Patience, awaitedOf } from './wait/awaited.ts';
import type { Pending } from './wait/rounds.ts';

/** What all clients of a run share. */
export interface ClientRun {
  readonly plan: Plan;
  readonly from: Vantage;
  /** From a client: its addresses. */
  readonly addresses?: readonly string[];
  /** The environment variable that names a proxy, null where there is none. */
  readonly proxyVariable: string | null;
  /** Until when clients are checked again; null if each is checked once. */
  readonly patience?: Patience | null;
}

/** What was seen of a client, kept for the next look at it. */
export interface PendingLook extends Pending {
  readonly results: CheckResults;
  readonly names: ClientNames | null;
}

export interface ClientLook {
  readonly facts: ClientFacts;
  /** What the next look needs; null where there is nothing to wait for. */
  readonly pending: PendingLook | null;
}

/**
 * Probes and judges one client.
 * @param before what the look before saw; only checks that failed are repeated
 * @param signal aborts when the user interrupts
 * @param sleep hears when the client is asleep, and when it has woken
 */
export async function runClient(
  client: string,
  before: PendingLook | null,
  prober: Prober,
  run: ClientRun,
  signal: AbortSignal,
  sleep: Sleep = () => {},
): Promise<ClientLook> {
  const { plan, from, addresses = [], proxyVariable, patience = null } = run;
  const bound = bindAt(plan, from, client, addresses);
  const checks = before === null ? bound.checks : checksAgain(bound, before.results);
  const { results, names } = await look(client, checks, prober, from, before, sleep);
  const judged = judgeBound(bound, {
    results,
    names,
    addresses,
    proxyVariable: looksAtWebServers(plan) ? proxyVariable : null,
  });
  const facts = factsOf(judged);
  // If a repeated look is interrupted, the looks before it still count.
  if (signal.aborted) {
    return { facts: before === null ? interruptedFacts(facts) : facts, pending: null };
  }
  // A flow that is expected to be closed is not waited for to open.
  const waitedFor = judged.requirements.filter(
    ({ requirement }) => expectedOf(requirement, plan.site) === null,
  );
  const awaited = patience === null ? [] : awaitedOf(waitedFor, from, patience);
  return { facts, pending: awaited.length === 0 ? null : { awaited, results, names } };
}

/** From the site server, the web servers that clients use are checked for comparison. */
function looksAtWebServers({ requirements }: Plan): boolean {
  return requirements.some(
    ({ destination }) =>
      destination.kind === 'hosts' &&
      destination.targets.some(({ checks }) => checks.some(({ kind }) => kind === 'http')),
  );
}

async function look(
  client: string,
  checks: readonly BoundCheck[],
  prober: Prober,
  from: Vantage,
  before: PendingLook | null,
  sleep: Sleep,
): Promise<Pick<PendingLook, 'results' | 'names'>> {
  const resolve = resolveOnce((host) => prober.resolve(host));
  const [results, names] = await Promise.all([
    prober.run(checks, resolve, sleep),
    from === 'site-server' && checks.length > 0 ? namesOf(client, resolve) : null,
  ]);
  return before === null
    ? { results, names }
    : { results: joinResults(before.results, results), names: names ?? before.names };
}

/** Looks up the full and the short name; null where they are the same, or the resolver failed. */
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
