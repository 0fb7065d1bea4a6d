import { parentPort } from 'node:worker_threads';
import { Prober } from '../../engine/prober.ts';
import { type PendingLook, runClient } from '../client.ts';
import { echoSenderFor } from '../echo-sender.ts';
import type { Assignment, ThreadMessage, ThreadOrder } from './message.ts';

// The program of one thread: looks at the clients that the crew sends, until it is ended. An
// exception here ends the thread, and the crew is notified.

type Looking = (client: string, before: PendingLook | null) => Promise<void>;

const port = parentPort;
if (port === null) throw new TypeError('this is the program of a thread');
const interrupt = new AbortController();
let looking: Promise<Looking> = Promise.reject(
  new TypeError('a thread needs its assignment first'),
);
looking.catch(() => {});

port.on('message', (order: ThreadOrder) => {
  switch (order.type) {
    case 'begin':
      looking = begin(order.assignment);
      return;
    case 'look':
      void looking.then((begun) => begun(order.client, order.before));
      return;
    case 'interrupt':
      interrupt.abort();
      return;
    case 'end':
      interrupt.abort();
      // In a thread this ends the thread alone.
      setImmediate(() => process.exit());
  }
});

async function begin(assignment: Assignment): Promise<Looking> {
  const {
    plan,
    from,
    icmp,
    sources,
    timeoutMs,
    responseTimeoutMs,
    retries,
    concurrency,
    rate,
    threads,
    tls,
  } = assignment;
  const echo = await echoSenderFor(plan, from, icmp);
  const prober = new Prober({
    context: {
      timeoutMs,
      responseTimeoutMs,
      signal: interrupt.signal,
      now: Date.now,
      tls,
      echo,
      sources,
    },
    retries,
    concurrency,
    rate,
    // The main thread looks at the first clients, so it counts as well.
    threads: threads + 1,
    listener: () => {},
  });
  return async (client, before) => {
    const tell = (message: ThreadMessage): void => port?.postMessage(message);
    const look = await runClient(client, before, prober, assignment, interrupt.signal, (isAsleep) =>
      tell({ type: 'sleep', client, isAsleep }),
    );
    tell({ type: 'looked', client, look });
  };
}
