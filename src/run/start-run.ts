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
  /** Clients to look at; from the vantage `client`, the one name to report. */
  readonly clients: Iterable<string> | AsyncIterable<string>;
  readonly order: 'input' | 'completion';
  /** Threads for long lists; null where this one does everything. */
  readonly crew: Crew | null;
  /** How clients that have something pending are waited for; null where each is looked at once. */
  readonly wait?: WaitOptions | null;
}

export interface WaitOptions {
  /** Milliseconds from the run's start. */
  readonly waitMs: number;
  readonly clock: Clock;
  /** Aborts where there is no sense in waiting any more. */
  readonly signal: AbortSignal;
}

/** A client and its place among those of the report, from 0: who was waited for comes last. */
export interface NumberedClient {
  readonly index: number;
  readonly facts: ClientFacts;
}

/** A run under way: clients as they are judged, and the servers that were looked at for comparison. */
export interface Run {
  readonly clients: AsyncIterable<NumberedClient>;
  /** From the site server, the servers that clients will talk to; looked at once a run. */
  readonly indirect: Promise<readonly CheckResult[]>;
  /** How long clients were waited for, null where they are looked at once. */
  readonly waited: Waited | null;
}

/** Of a client that does not answer, so many probes wait at once, and a socket each. */
const PROBES_OF_A_CLIENT = 2;
const LEAST_CLIENTS_AT_ONCE = 8;
/** Fewer are done before a thread has begun. */
const CLIENTS_WITHOUT_CREW = 256;

/** Plan, probes and judgement of one client after the other, many of them under way. */
export function startRun(options: RunOptions): Run {
  const { clients, crew, context, from, listener, wait = null } = options;
  // This thread and those of the crew divide the machine among them.
  const prober = new Prober({ ...options, threads: 1 + (crew?.threads ?? 0) });
  const look = (client: string, index: number, before: PendingLook | null): Promise<ClientLook> =>
    crew === null || index < CLIENTS_WITHOUT_CREW
      ? runClient(client, before, prober, options, context.signal)
      : crew.look(client, before);
  // Numbers follow who settles when: a document keeps the order of its list, as far as it can.
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
      // By their places in the round: few are done before a thread has woken.
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

/** With a rate, no more than it can serve within some seconds: who is begun should come to an end. */
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

/** What did not answer as it should; servers that start late are part of the one report. */
async function indirectAgain(
  prober: Prober,
  seen: readonly CheckResult[],
): Promise<readonly CheckResult[]> {
  const checks = serversAgain(seen);
  if (checks.length === 0) return seen;
  const before = new Map(seen.map((result) => [checkKey(result.check), result]));
  return [...joinResults(before, await prober.run(checks)).values()];
}
