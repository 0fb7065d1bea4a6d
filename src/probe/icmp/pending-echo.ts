import { randomBytes } from 'node:crypto';
import type { Deadline } from '../deadline.ts';
import { NetworkFailure } from '../failure.ts';
import { deadlineFailure } from '../tcp.ts';
import { type SeenEcho, TOKEN_BYTES } from './echo-packet.ts';
import { type EchoEnd, type NativeWay, type EchoFailure, worseOf } from './sender.ts';

const SEQUENCES = 0x10000;
/** On a busy machine the first request may go out late, which leaves less time for an answer. */
const LEAST_WAIT_SHARE = 1 / 2;

/** A failure with what the system reported. */
interface DetailedFailure extends EchoFailure {
  readonly detail: string;
}

/** The echo requests to one address, until the first reply or the deadline. */
export class PendingEcho {
  readonly address: string;
  readonly token = nextToken();
  /** The token in hexadecimal. */
  readonly tokenText = this.token.toString('hex');
  readonly end: Promise<EchoEnd>;
  readonly #way: NativeWay;
  readonly #deadline: Deadline;
  readonly #sentAt = new Map<number, number>();
  /** Milliseconds that were left when the first request went out. */
  #leftAtFirst: number | null = null;
  readonly #waitMs: number;
  #sequence = 0;
  #worst: DetailedFailure | null = null;
  #resolve: ((end: EchoEnd) => void) | null = null;

  constructor(address: string, way: NativeWay, deadline: Deadline) {
    this.address = address;
    this.#way = way;
    this.#deadline = deadline;
    this.#waitMs = deadline.remainingMs();
    this.end = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    deadline.onEnd(this.#onDeadline);
    if (deadline.reason !== null) this.#onDeadline();
  }

  get isOver(): boolean {
    return this.#resolve === null;
  }

  /** The next request's sequence number. */
  nextSequence(): number {
    this.#sequence = (this.#sequence + 1) % SEQUENCES;
    return this.#sequence;
  }

  /** @param at milliseconds of `performance.now()` right before the request was sent */
  noteSent(sequence: number, at: number): void {
    this.#sentAt.set(sequence, at);
    this.#leftAtFirst ??= this.#deadline.remainingMs();
  }

  /** Whether an error's quotation, perhaps cut short, is one of these requests. */
  hasSent({ sequence, token }: SeenEcho): boolean {
    return this.#sentAt.has(sequence) && (token === null || token === this.tokenText);
  }

  /** Ends the wait: the host has replied. */
  finishOpen(sequence: number, at: number): void {
    const rttMs = this.timeSince(sequence, at);
    if (rttMs !== null) this.finishWith(rttMs);
  }

  /** Milliseconds from a request to `at`; null if that request was not sent. */
  timeSince(sequence: number, at: number): number | null {
    const sentAt = this.#sentAt.get(sequence);
    return sentAt === undefined ? null : at - sentAt;
  }

  /** Ends the wait with a round trip, in milliseconds, that the system has measured. */
  finishWith(rttMs: number): void {
    this.#finish({ kind: 'reply', way: this.#way, rttMs });
  }

  /** Notes what came instead of a reply. It counts only if no reply follows. */
  note(word: EchoFailure, detail: string): void {
    this.#worst = worseOf(this.#worst, { ...word, detail });
  }

  /** Ends at once: this machine can't send to the address, and trying again would not help. */
  finishFailed(word: EchoFailure, detail: string): void {
    this.note(word, detail);
    this.#finish(this.#withoutReply());
  }

  finishUnusable(code: string): void {
    this.#finish({ kind: 'unusable', code });
  }

  readonly #onDeadline = (): void => this.#finish(this.#withoutReply());

  #withoutReply(): EchoEnd {
    const way = this.#way;
    const none = (failure: NetworkFailure, detail: string | null = null): EchoEnd => ({
      kind: 'none',
      way,
      failure,
      detail,
    });
    const { reason } = this.#deadline;
    if (reason === 'interrupted') return none(deadlineFailure(this.#deadline, 'filtered'));
    const worst = this.#worst;
    if (worst !== null) return none(new NetworkFailure(worst.outcome, worst.code), worst.detail);
    // Silence counts against the network only if a request had enough time for an answer.
    const left = this.#leftAtFirst;
    return left === null || left < this.#waitMs * LEAST_WAIT_SHARE
      ? none(new NetworkFailure('error', 'ECHO_LATE'))
      : none(new NetworkFailure('filtered', 'ETIMEDOUT'));
  }

  #finish(end: EchoEnd): void {
    const resolve = this.#resolve;
    if (resolve === null) return;
    this.#resolve = null;
    this.#deadline.offEnd(this.#onDeadline);
    resolve(end);
  }
}

/** Random bytes for many tokens at once, because each call is costly. */
let pool = Buffer.alloc(0);
const POOL_TOKENS = 256;

function nextToken(): Buffer {
  if (pool.length === 0) pool = randomBytes(POOL_TOKENS * TOKEN_BYTES);
  const token = pool.subarray(0, TOKEN_BYTES);
  pool = pool.subarray(TOKEN_BYTES);
  return token;
}
