import type { Worker } from 'node:worker_threads';
import type { Sleep } from '../../engine/scout.ts';
import type { ClientLook, PendingLook } from '../client.ts';
import type { Assignment, ThreadMessage, ThreadOrder } from './message.ts';
import { startThread } from './start-thread.ts';

/** A thread that does not end by itself within this time is terminated. */
const MAX_ENDING_MS = 1000;

/**
 * V8's default of three half-spaces of 16 MB is too much for many threads; this gives 8 MB each.
 */
const RESOURCES = { maxYoungGenerationSizeMb: 24 } as const;

interface Thread {
  readonly worker: Worker;
  readonly waiting: Map<string, PendingResult>;
}

interface PendingResult {
  readonly resolve: (look: ClientLook) => void;
  readonly reject: (failure: unknown) => void;
  readonly sleep: Sleep;
}

/** Threads that probe and judge clients; started when the first is needed. */
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

  /** How many clients the least busy thread is working on. */
  get fewestUnderWay(): number {
    return this.#threads.length === 0
      ? 0
      : Math.min(...this.#threads.map(({ waiting }) => waiting.size));
  }

  /**
   * Looks at a client, which no thread may be looking at already.
   * @param sleep hears when the client is asleep, and when it has woken
   * @throws what ended a thread: a fault of this tool
   */
  look(client: string, before: PendingLook | null, sleep: Sleep): Promise<ClientLook> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== null) {
        reject(this.#failure.why);
        return;
      }
      if (this.#threads.length === 0) this.#begin();
      const idlest = this.#threads.reduce((best, thread) =>
        thread.waiting.size < best.waiting.size ? thread : best,
      );
      idlest.waiting.set(client, { resolve, reject, sleep });
      post(idlest.worker, { type: 'look', client, before });
    });
  }

  /**
   * Ends the threads, busy or not. Each closes its sockets first: Node aborts the whole process if
   * a thread is terminated just as a datagram arrives.
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
    // Without this process's own options: some, like -e, are only for its main program.
    const worker = startThread({ execArgv: [], resourceLimits: RESOURCES });
    post(worker, { type: 'begin', assignment: this.#assignment });
    const waiting = new Map<string, PendingResult>();
    worker.on('message', (message: ThreadMessage) => {
      const pending = waiting.get(message.client);
      switch (message.type) {
        case 'looked':
          pending?.resolve(message.look);
          waiting.delete(message.client);
          return;
        case 'sleep':
          pending?.sleep(message.isAsleep);
      }
    });
    worker.on('error', (why) => this.#fail(why));
    worker.on('exit', () => this.#fail(new Error('a thread of this tool has ended')));
    return { worker, waiting };
  }

  /** Rejects everything that is pending, because its results may never come. */
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
      // Not awaited: a thread whose look-up hangs in the system's resolver ends only when that
      // does.
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
