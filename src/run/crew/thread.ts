import { parentPort, workerData } from 'node:worker_threads';
import { Prober } from '../../engine/prober.ts';
import { factsOf } from '../../judge/facts.ts';
import { runClient } from '../client.ts';
import { echoSenderFor } from '../echo.ts';
import type { Answer, Assignment, Order } from './message.ts';

// The program of one thread: looks at the clients that it is told, until it is ended.

const port = parentPort;
if (port === null) throw new TypeError('this is the program of a thread');
const assignment = workerData as Assignment;
const { plan, from, icmp, timeoutMs, retries, concurrency, rate, threads, tls } = assignment;
const interrupt = new AbortController();
const prober = echoSenderFor(plan, from, icmp).then(
  (echo) =>
    new Prober({
      context: { timeoutMs, signal: interrupt.signal, now: Date.now, tls, echo },
      retries,
      concurrency,
      rate,
      threads,
      listener: () => {},
    }),
);

async function look(client: string): Promise<void> {
  const facts = factsOf(await runClient(client, await prober, assignment));
  port?.postMessage({ client, facts } satisfies Answer);
}

port.on('message', (order: Order) => {
  switch (order.type) {
    case 'look':
      // What is thrown here ends the thread, and the crew hears of it.
      void look(order.client);
      return;
    case 'interrupt':
      interrupt.abort();
  }
});
