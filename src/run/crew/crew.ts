import type { Worker } from 'node:worker_threads';
import type { ClientLook, PendingLook } from '../client.ts';
import type { ThreadResult, Assignment, ThreadOrder } from './message.ts';
import { startThread } from './start-thread.ts';

/** A thread that is stuck is ended from outside. */
const MAX_ENDING_MS = 1000;

/** Megabytes: three half-spaces of 8, where V8 takes 16 and all threads together too much. */
const RESOURCES = { maxYoungGenerationSizeMb: 24 } as const;

interface Thread {
  readonly worker: Worker;
  readonly waiting: Map<string, PendingResult>;
}

interface PendingResult {
  readonly resolve: (look: ClientLook) => void;
  readonly reject: (failure: unknown) => void;
}

/** Threads that look at clients, each with probes and judgement of its own; begun when needed. */
export class Crew {
  readonly #assignment: Assignment;
  readonly #signal: AbortSignal;
  #threads: readonly Thread[] = [];
  #failure: { readonly why: unknown } | null = null;

  constructor(assignment: Assignment, signal: AbortSignal) {
    this.#assignment = assignment;
    this.#signal = signal;
  }

  get threads(): number {
    return this.#assignment.threads;
  }

  /**
   * Looks at a client that nobody of the crew is looking at.
   * @throws what ended a thread, a fault of this tool
   */
  look(client: string, before: PendingLook | null = null): Promise<ClientLook> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== null) {
        reject(this.#failure.why);
        return;
      }
      if (this.#threads.length === 0) this.#begin();
      const idlest = this.#threads.reduce((best, thread) =>
        thread.waiting.size < best.waiting.size ? thread : best,
      );
      idlest.waiting.set(client, { resolve, reject });
      post(idlest.worker, { type: 'look', client, before });
    });
  }

  /**
   * Ends the threads, whatever they are at. Each closes its sockets first: Node aborts the process
   * where a thread is terminated at the moment a datagram comes.
   */
  async dismiss(): Promise<void> {
    await Promise.all(this.#threads.map(({ worker }) => endThread(worker)));
  }

  #begin(): void {
    this.#threads = Array.from({ length: this.#assignment.threads }, () => this.#hire());
    const interrupt = (): void => {
      for (const { worker } of this.#threads) post(worker, { type: 'interrupt' });
    };
    if (this.#signal.aborted) interrupt();
    else this.#signal.addEventListener('abort', interrupt, { once: true });
  }

  #hire(): Thread {
    // Not this process' own options: some of them, like -e, are for its first program alone.
    const worker = startThread({ execArgv: [], resourceLimits: RESOURCES });
    post(worker, { type: 'begin', assignment: this.#assignment });
    const waiting = new Map<string, PendingResult>();
    worker.on('message', ({ client, look }: ThreadResult) => {
      waiting.get(client)?.resolve(look);
      waiting.delete(client);
    });
    worker.on('error', (why) => this.#fail(why));
    worker.on('exit', () => this.#fail(new Error('a thread of this tool has ended')));
    return { worker, waiting };
  }

  /** What was asked of any thread may never come. */
  #fail(why: unknown): void {
    this.#failure ??= { why };
    for (const { waiting } of this.#threads) {
      for (const { reject } of waiting.values()) reject(why);
      waiting.clear();
    }
  }
}

function endThread(worker: Worker): Promise<void> {
  if (worker.threadId === -1) return Promise.resolve();
  return new Promise((resolve) => {
    const patience = setTimeout(() => {
      // Not waited for: a thread whose look-up hangs in the system's resolver ends when that does.
      void worker.terminate();
      resolve();
    }, MAX_ENDING_MS);
    worker.once('exit', () => {
      clearTimeout(patience);
      resolve();
    });
    post(worker, { type: 'end' });
  });
}

function post(worker: Worker, order: ThreadOrder): void {
  worker.postMessage(order, []);
}
