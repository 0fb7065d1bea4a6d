import { mapConcurrently } from '../engine/map-concurrently.ts';
import { type EngineOptions, Prober } from '../engine/prober.ts';
import type { CheckResult } from '../probe/result.ts';
import { untilAborted } from '../engine/until-aborted.ts';
import type { ClientFacts } from '../judge/facts.ts';
import { checkKey, serverChecks } from '../plan/checks.ts';
import { type ClientRun, type ClientLook, type PendingLook, runClient } from './client.ts';
import type { Crew } from './crew/crew.ts';
import { joinResults, serversAgain } from './wait/again.ts';
import type { Clock } from './wait/pause.ts';
import { type NumberedLook, Rounds, type Waited } from './wait/rounds.ts';

export interface RunOptions extends EngineOptions, ClientRun {
  /** The clients to check; from the vantage `client`, the one name to report. */
  readonly clients: Iterable<string> | AsyncIterable<string>;
  readonly order: 'input' | 'completion';
  /** Threads for long lists; null where this thread does everything. */
  readonly crew: Crew | null;
  /** How long to wait for clients that are not ready; null where each is checked once. */
  readonly wait?: WaitOptions | null;
}

export interface WaitOptions {
  /** Milliseconds from the run's start. */
  readonly waitMs: number;
  readonly clock: Clock;
  /** Aborts where waiting has become pointless. */
  readonly signal: AbortSignal;
}

/** A client and its position in the report, from 0; clients that were waited for come last. */
export interface NumberedClient {
  readonly index: number;
  readonly facts: ClientFacts;
}

/**
 * A run in progress: clients as they are judged, and the servers that were checked for comparison.
 */
export interface Run {
  readonly clients: AsyncIterable<NumberedClient>;
  /** From the site server: the servers that clients connect to, checked once a run. */
  readonly indirect: Promise<readonly CheckResult[]>;
  /** How long clients were waited for; null where each is checked once. */
  readonly waited: Waited | null;
}

/** A client that does not answer keeps this many probes waiting, each with a socket. */
const PROBES_OF_A_CLIENT = 2;
const LEAST_CLIENTS_AT_ONCE = 8;
/** Fewer clients are done before a thread has started. */
const CLIENTS_WITHOUT_CREW = 256;

/** Starts a run: plans, probes and judges the clients, many of them in parallel. */
export function startRun(options: RunOptions): Run {
  const { clients, crew, context, from, listener, wait = null } = options;
  // This thread and those of the crew share the limits.
  const prober = new Prober({ ...options, threads: 1 + (crew?.threads ?? 0) });
  const look = (client: string, index: number, before: PendingLook | null): Promise<ClientLook> =>
    crew === null || index < CLIENTS_WITHOUT_CREW
      ? runClient(client, before, prober, options, context.signal)
      : crew.look(client, before);
  // With waiting, clients are numbered as they settle; input order keeps them near the list's
  // order.
  const order = wait === null ? options.order : 'input';
  const first = mapConcurrently(
    numbered(untilAborted(clients, context.signal)),
    clientsAtOnce(options),
    order,
    async ({ item: client, index }): Promise<NumberedLook<PendingLook>> => {
      const { facts, pending } = await look(client, index, null);
      if (pending === null) listener({ type: 'client-done', client });
      return { index, client, facts, pending };
    },
  );
  let indirect = from === 'site-server' ? runIndirect(prober, options) : Promise.resolve([]);
  if (wait === null) return { clients: first, indirect, waited: null };
  const rounds = new Rounds<PendingLook>({
    ...wait,
    listener,
    again(waiting) {
      indirect = indirect.then((seen) => indirectAgain(prober, seen));
      // Numbered anew in each round: the first few are done before a thread has woken.
      return mapConcurrently(
        numbered(waiting),
        clientsAtOnce(options),
        'input',
        async ({
          item: { index, client, pending: before },
          index: place,
        }): Promise<NumberedLook<PendingLook>> => {
          const { facts, pending } = await look(client, place, before);
          if (pending === null) listener({ type: 'client-done', client });
          return { index, client, facts, pending };
        },
      );
    },
  });
  return {
    clients: renumbered(rounds.settle(first)),
    get indirect() {
      return indirect;
    },
    get waited() {
      return rounds.waited;
    },
  };
}

async function* renumbered(
  looks: AsyncIterable<NumberedLook<PendingLook>>,
): AsyncGenerator<NumberedClient> {
  let index = 0;
  for await (const { facts } of looks) {
    yield { index, facts };
    index += 1;
  }
}

/**
 * With a rate, no more clients than it can serve within seconds, so that started clients finish.
 */
function clientsAtOnce({ concurrency, rate }: RunOptions): number {
  const fitting = Math.ceil(concurrency / PROBES_OF_A_CLIENT);
  return rate === null ? fitting : Math.min(fitting, Math.max(LEAST_CLIENTS_AT_ONCE, rate * 2));
}

async function* numbered<T>(
  items: Iterable<T> | AsyncIterable<T>,
): AsyncGenerator<{ item: T; index: number }> {
  let index = 0;
  for await (const item of items) {
    yield { item, index };
    index += 1;
  }
}

async function runIndirect(prober: Prober, { plan }: ClientRun): Promise<readonly CheckResult[]> {
  const results = await prober.run(serverChecks(plan));
  return [...results.values()];
}

/**
 * Checks again the servers that were not met; the one report then shows those that started late.
 */
async function indirectAgain(
  prober: Prober,
  seen: readonly CheckResult[],
): Promise<readonly CheckResult[]> {
  const checks = serversAgain(seen);
  if (checks.length === 0) return seen;
  const before = new Map(seen.map((result) => [checkKey(result.check), result]));
  return [...joinResults(before, await prober.run(checks)).values()];
}
