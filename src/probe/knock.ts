import net from 'node:net';
import { codeOf } from '../base/error-code.ts';
import type { EchoEnd } from './icmp/sender.ts';

/**
 * `noDelay` is wanted; the others are what net.Socket adds to its copy of the options. On Node 20
 * V8 gives a copy that grows a hidden class of its own, which slows everything that reads it.
 */
const SOCKET_OPTIONS = {
  noDelay: true,
  allowHalfOpen: false,
  emitClose: false,
  autoDestroy: true,
  decodeStrings: false,
} as const;

const ANY_ADDRESS: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

/** How a connect ended. `silent`: its time passed without an answer. */
export type KnockEnd =
  | { readonly kind: 'accepted'; readonly rttMs: number }
  | { readonly kind: 'failed'; readonly code: string }
  | { readonly kind: 'silent' };

/** One connect to an address literal, from its SYN to the first answer. */
export class Knock {
  readonly socket: net.Socket;
  /** Milliseconds of `performance.now()`. */
  readonly startedAt: number;
  /** Called at the end, and at a reset that follows an acceptance. */
  onEnd: (() => void) | null = null;
  #end: KnockEnd | null = null;
  #wasAccepted = false;
  #source: string | null = null;

  constructor(address: string, port: number, source?: string) {
    this.startedAt = performance.now();
    this.socket = new net.Socket(SOCKET_OPTIONS);
    this.socket.on('connect', this.#onConnect);
    // Stays for good: an error without a listener would end the process.
    this.socket.on('error', this.#onError);
    this.socket.connect({
      host: address,
      port,
      autoSelectFamily: false,
      ...(source !== undefined && { localAddress: source }),
    });
  }

  /** Null until something comes back. */
  get end(): KnockEnd | null {
    return this.#end;
  }

  /** Whether an accepted connection has ended since, before anything was sent over it. */
  get isOver(): boolean {
    return this.#wasAccepted && (this.#end?.kind === 'failed' || this.socket.destroyed);
  }

  /** This machine's address that it is sent from; null if that is not known yet, or no longer. */
  get source(): string | null {
    const { localAddress } = this.socket;
    // Windows chooses the address only with the answer.
    return localAddress === undefined || ANY_ADDRESS.has(localAddress)
      ? this.#source
      : localAddress;
  }

  /** Stops waiting. */
  giveUp(): void {
    this.#source = this.source;
    if (this.#end?.kind !== 'accepted') this.#end ??= { kind: 'silent' };
    this.socket.destroy();
  }

  readonly #onConnect = (): void =>
    this.#note({ kind: 'accepted', rttMs: performance.now() - this.startedAt });

  readonly #onError = (error: unknown): void => this.#note({ kind: 'failed', code: codeOf(error) });

  #note(end: KnockEnd): void {
    if (this.#end !== null && this.#end.kind !== 'accepted') return;
    this.#wasAccepted ||= end.kind === 'accepted';
    this.#end = end;
    this.onEnd?.();
  }
}

/** What was begun for a host before its probes need it. Each can be taken once, in order. */
export interface Begun {
  /** The next connect to a port; null where none is left. */
  connection(port: number): Knock | null;
  /** Whether a connect to a port is left. */
  hasConnection(port: number): boolean;
  /** The next echo; null where none is left. */
  echo(): Promise<EchoEnd> | null;
}
