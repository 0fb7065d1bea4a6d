import { mapConcurrently } from '../engine/clients.ts';
import { type EngineOptions, Prober } from '../engine/prober.ts';
import type { CheckResult } from '../engine/result.ts';
import { untilAborted } from '../engine/until-aborted.ts';
import type { ClientFacts } from '../judge/facts.ts';
import { serverChecks } from '../plan/checks.ts';
import { type ClientRun, runClient } from './client.ts';
import type { Crew } from './crew/crew.ts';

export interface RunOptions extends EngineOptions, ClientRun {
  /** Clients to look at; from the vantage `client`, the one name to report. */
  readonly clients: Iterable<string> | AsyncIterable<string>;
  readonly order: 'input' | 'completion';
  /** Threads for long lists; null where this one does everything. */
  readonly crew: Crew | null;
}

/** A client and its place in the list, from 0. */
export interface NumberedClient {
  readonly index: number;
  readonly facts: ClientFacts;
}

/** A run under way: clients as they are judged, and the servers that were looked at for comparison. */
export interface Run {
  readonly clients: AsyncIterable<NumberedClient>;
  /** From the site server, the servers that clients will talk to; looked at once a run. */
  readonly indirect: Promise<readonly CheckResult[]>;
}

/** Of a client that does not answer, so many probes wait at once, and a socket each. */
const PROBES_OF_A_CLIENT = 2;
const LEAST_CLIENTS_AT_ONCE = 8;
/** Fewer are done before a thread has begun. */
const CLIENTS_WITHOUT_CREW = 256;

/** Plan, probes and judgement of one client after the other, many of them under way. */
export function startRun(options: RunOptions): Run {
  const { clients, crew, context, from, listener, order } = options;
  // This thread and those of the crew divide the machine among them.
  const prober = new Prober({ ...options, threads: 1 + (crew?.threads ?? 0) });
  const look = (client: string, index: number): Promise<ClientFacts> =>
    crew === null || index < CLIENTS_WITHOUT_CREW
      ? runClient(client, prober, options, context.signal)
      : crew.look(client);
  return {
    clients: mapConcurrently(
      numbered(untilAborted(clients, context.signal)),
      clientsAtOnce(options),
      order,
      async ({ client, index }) => {
        const facts = await look(client, index);
        listener({ type: 'client-done', client });
        return { index, facts };
      },
    ),
    indirect: from === 'site-server' ? runIndirect(prober, options) : Promise.resolve([]),
  };
}

/** With a rate, no more than it can serve within some seconds: who is begun should come to an end. */
function clientsAtOnce({ concurrency, rate }: RunOptions): number {
  const fitting = Math.ceil(concurrency / PROBES_OF_A_CLIENT);
  return rate === null ? fitting : Math.min(fitting, Math.max(LEAST_CLIENTS_AT_ONCE, rate * 2));
}

async function* numbered(
  clients: AsyncIterable<string>,
): AsyncGenerator<{ client: string; index: number }> {
  let index = 0;
  for await (const client of clients) {
    yield { client, index };
    index += 1;
  }
}

async function runIndirect(prober: Prober, { plan }: ClientRun): Promise<readonly CheckResult[]> {
  const results = await prober.run(serverChecks(plan));
  return [...results.values()];
}
