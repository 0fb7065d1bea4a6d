import { mapConcurrently } from '../engine/map-concurrently.ts';
import type { Sleep } from '../engine/scout.ts';
import { probesToSpare } from '../engine/limits.ts';
import { type EngineOptions, Prober } from '../engine/prober.ts';
import type { CheckResults } from '../probe/result.ts';
import { untilAborted } from '../engine/until-aborted.ts';
import type { ClientFacts } from '../judge/facts.ts';
import { serverChecks } from '../plan/checks.ts';
import { type ClientRun, type ClientLook, type PendingLook, runClient } from './client.ts';
import type { Crew } from './crew/crew.ts';
import { sendsEcho } from './echo-sender.ts';
import { joinResults, serversAgain } from './wait/again.ts';
import type { Clock } from './wait/pause.ts';
import { type NumberedLook, RepeatedLooks, type Waited } from './wait/rounds.ts';

export interface RunOptions extends EngineOptions, ClientRun {
  /** The clients to check; from the vantage `client`, the one name to report. */
  readonly clients: Iterable<string> | AsyncIterable<string>;
  readonly order: 'input' | 'completion';
  /** Threads that share a long list's work with this one; null if this one does it all. */
  readonly crew: Crew | null;
  /** How long to wait for clients that are not ready; null if each is checked once. */
  readonly wait?: WaitOptions | null;
}

export interface WaitOptions {
  /** Milliseconds from the run's start. */
  readonly waitMs: number;
  readonly clock: Clock;
  /** Aborts when waiting has become pointless. */
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
  readonly indirect: Promise<CheckResults>;
  /** How long clients were waited for; null if each was checked once. */
  readonly waited: Waited | null;
}

/** How many probes wait for a client that does not answer, each with a socket. */
const PROBES_OF_A_CLIENT = 2;
const LEAST_CLIENTS_AT_ONCE = 8;
/**
 * How many clients may be asleep for each that may be awake. With two connects each they stay
 * within the 16,384 ports that Windows has for them.
 */
const ASLEEP_FOR_EACH = 4;
/**
 * With fewer clients than this a thread is not worth its start, which compiles everything again.
 */
const CLIENTS_WITHOUT_CREW = 1024;

/** Starts a run: plans, probes and judges the clients, many of them in parallel. */
export function startRun(options: RunOptions): Run {
  const { clients, crew, context, from, listener, wait = null } = options;
  // This thread and those of the crew share the limits.
  const prober = new Prober({ ...options, threads: 1 + (crew?.threads ?? 0) });
  let ours = 0;
  const lookHere = async (
    client: string,
    before: PendingLook | null,
    sleep: Sleep,
  ): Promise<ClientLook> => {
    ours += 1;
    try {
      return await runClient(client, before, prober, options, context.signal, sleep);
    } finally {
      ours -= 1;
    }
  };
  const look = (
    client: string,
    index: number,
    before: PendingLook | null,
    sleep: Sleep,
  ): Promise<ClientLook> =>
    crew === null || index < CLIENTS_WITHOUT_CREW || ours <= crew.fewestUnderWay
      ? lookHere(client, before, sleep)
      : crew.look(client, before, sleep);
  // With waiting, clients are numbered as they settle; input order keeps them near the list's
  // order.
  const order = wait === null ? options.order : 'input';
  const first = mapConcurrently(
    numbered(untilAborted(clients, context.signal)),
    clientsAtOnce(options),
    order,
    async ({ item: client, index }, sleep): Promise<NumberedLook<PendingLook>> => {
      const { facts, pending } = await look(client, index, null, sleep);
      if (pending === null) listener({ type: 'client-done', client });
      return { index, client, facts, pending };
    },
    mostAsleep(options),
  );
  let indirect: Promise<CheckResults> =
    from === 'site-server' ? prober.run(serverChecks(options.plan)) : Promise.resolve(new Map());
  if (wait === null) return { clients: first, indirect, waited: null };
  const rounds = new RepeatedLooks<PendingLook>({
    ...wait,
    listener,
    again(waiting) {
      indirect = indirect.then((seen) => indirectAgain(prober, seen));
      // Counted anew in each round: the first few clients are done before a thread is up.
      return mapConcurrently(
        numbered(waiting),
        clientsAtOnce(options),
        'input',
        async (
          { item: { index, client, pending: before }, index: place },
          sleep,
        ): Promise<NumberedLook<PendingLook>> => {
          const { facts, pending } = await look(client, place, before, sleep);
          if (pending === null) listener({ type: 'client-done', client });
          return { index, client, facts, pending };
        },
        mostAsleep(options),
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
  if (typeof rate !== 'number') return fitting;
  return Math.min(fitting, Math.max(LEAST_CLIENTS_AT_ONCE, rate * 2));
}

/**
 * No client may sleep if each needs a ping program, of which there are few, or if they would need
 * more open files than there are.
 */
function mostAsleep(options: RunOptions): number {
  const { plan, from, concurrency, context } = options;
  if (sendsEcho(plan, from) && !context.echo) return 0;
  const fitting = Math.floor(probesToSpare(concurrency) / PROBES_OF_A_CLIENT);
  return Math.min(fitting, ASLEEP_FOR_EACH * clientsAtOnce(options));
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

/** Checks the servers again that were not met, so that the report shows those that started late. */
async function indirectAgain(prober: Prober, seen: CheckResults): Promise<CheckResults> {
  const checks = serversAgain(seen);
  return checks.length === 0 ? seen : joinResults(seen, await prober.run(checks));
}
