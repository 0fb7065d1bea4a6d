import { codeOf } from '../../../base/error-code.ts';
import type { Deadline } from '../../deadline.ts';
import type { SeenEcho } from '../echo-packet.ts';
import { PendingEcho } from '../pending-echo.ts';
import {
  type EchoEnd,
  type EchoSender,
  EchoUnavailable,
  type IpFamily,
  type EchoFailure,
  familyOfAddress,
  systemCallFailure,
} from '../sender.ts';
import { EchoSocket } from './echo-socket.ts';
import { type IcmpError, icmpErrorText, failureOfIcmpError } from './error-queue.ts';
import { Libc } from './libc.ts';
import { keyOfSocketAddress, canonicalAddress, encodeSocketAddress } from './socket-address.ts';

const INTERVAL_MS = 250;
/**
 * Replies are read after this many sends: a longer burst would add to the round trips it measures.
 */
const SENDS_IN_A_ROW = 16;
/** The pause after a send buffer was full. */
const FULL_BUFFER_PAUSE_MS = 5;
/**
 * Packets to hosts that do not answer ARP stay in a socket's send buffer for seconds. If the buffer
 * can't be enlarged, more sockets provide more buffers.
 */
const MAX_SOCKETS = 16;
/** A packet filter or a lack of memory may pass; a missing route does not. */
const PASSING_CODES: ReadonlySet<string> = new Set(['EPERM', 'ENOBUFS', 'ENOMEM']);

/** How many unanswered requests are remembered, for replies that come late. */
const MAX_REMEMBERED = 8_192;

interface Asked {
  readonly pending: PendingEcho;
  readonly family: IpFamily;
  readonly destination: Buffer;
  timer: NodeJS.Timeout | undefined;
}

/** Sends echo requests through Linux sockets; all addresses of a family share a few. */
export class LinuxEchoSender implements EchoSender {
  readonly #libc: Libc;
  readonly #sockets: Record<IpFamily, EchoSocket[]> = { 4: [], 6: [] };
  readonly #byToken = new Map<string, Asked>();
  readonly #byAddress = new Map<string, Set<Asked>>();
  /** By token, oldest first. A late reply shows the next try that the path is slow. */
  readonly #unanswered = new Map<string, { readonly key: string; readonly pending: PendingEcho }>();
  /**
   * Addresses whose first request is due, in order. They come before repeats, which have more time.
   */
  readonly #first = new Set<Asked>();
  /** Addresses whose next request is due, in order. */
  readonly #due = new Set<Asked>();
  #isPumping = false;
  #isClosed = false;

  private constructor(libc: Libc) {
    this.#libc = libc;
  }

  /** @throws EchoUnavailable where this machine opens such a socket for neither family */
  static async open(): Promise<LinuxEchoSender> {
    const sender = new LinuxEchoSender(await Libc.load());
    const failures = ([4, 6] as const).map((family) => sender.#openSocket(family));
    const [ipv4 = null, ipv6 = null] = failures;
    if (ipv4 !== null && ipv6 !== null) throw new EchoUnavailable(ipv4);
    return sender;
  }

  serves(address: string): boolean {
    const family = familyOfAddress(address);
    return (
      family !== null &&
      this.#sockets[family].length > 0 &&
      // The address's zone may name an interface that this machine does not have.
      (!address.includes('%') || encodeSocketAddress(address) !== null)
    );
  }

  async echo(address: string, deadline: Deadline): Promise<EchoEnd> {
    const family = familyOfAddress(address);
    const socket = family === null ? undefined : this.#sockets[family][0];
    const destination = encodeSocketAddress(address);
    const key = destination === null ? null : keyOfSocketAddress(destination);
    if (family === null || socket === undefined || destination === null || key === null) {
      return { kind: 'unusable', code: 'EINVAL' };
    }
    const pending = new PendingEcho(canonicalAddress(address), socket.way, deadline);
    const asked: Asked = { pending, family, destination, timer: undefined };
    const others = this.#byAddress.get(key) ?? new Set();
    this.#byAddress.set(key, others.add(asked));
    this.#byToken.set(pending.tokenText, asked);
    this.#ask(asked);
    const end = await pending.end;
    clearTimeout(asked.timer);
    this.#first.delete(asked);
    this.#due.delete(asked);
    this.#byToken.delete(pending.tokenText);
    others.delete(asked);
    if (others.size === 0) this.#byAddress.delete(key);
    if (end.kind === 'none') this.#remember(key, pending);
    return end;
  }

  close(): void {
    this.#isClosed = true;
    this.#first.clear();
    this.#due.clear();
    for (const family of [4, 6] as const) {
      for (const socket of this.#sockets[family].splice(0)) socket.close();
    }
  }

  /** @returns null, or the code of why it could not be opened */
  #openSocket(family: IpFamily): string | null {
    try {
      const socket = new EchoSocket(this.#libc, family, {
        onReply: (reply, from) => this.#onReply(reply, from),
        onError: (error, request, to) => this.#onError(error, request, to),
      });
      this.#sockets[family].push(socket);
      return null;
    } catch (thrown) {
      if (thrown instanceof EchoUnavailable) return thrown.code;
      throw thrown;
    }
  }

  #remember(key: string, pending: PendingEcho): void {
    this.#unanswered.set(pending.tokenText, { key, pending });
    const [oldest] = this.#unanswered.keys();
    if (this.#unanswered.size > MAX_REMEMBERED && oldest !== undefined) {
      this.#unanswered.delete(oldest);
    }
  }

  #ask(asked: Asked): void {
    if (asked.pending.isOver || this.#isClosed) return;
    (asked.timer === undefined ? this.#first : this.#due).add(asked);
    this.#wake();
  }

  #wake(): void {
    if (this.#isPumping) return;
    this.#isPumping = true;
    setImmediate(this.#pump);
  }

  readonly #pump = (): void => {
    this.#isPumping = false;
    if (this.#isClosed) return;
    let sends = 0;
    for (const line of [this.#first, this.#due]) {
      for (const asked of line) {
        if (sends === SENDS_IN_A_ROW) break;
        sends += 1;
        if (!this.#send(asked)) {
          this.#isPumping = true;
          setTimeout(this.#pump, FULL_BUFFER_PAUSE_MS);
          return;
        }
        line.delete(asked);
      }
    }
    if (this.#first.size + this.#due.size > 0) this.#wake();
  };

  /** @returns `false` where there is no room for it yet */
  #send(asked: Asked): boolean {
    const { pending } = asked;
    if (pending.isOver) return true;
    const sequence = pending.nextSequence();
    const at = performance.now();
    let code: string | null;
    try {
      code = this.#sendThroughAny(asked, sequence);
    } catch (thrown) {
      pending.finishUnusable(codeOf(thrown));
      return true;
    }
    if (code === 'EAGAIN') return false;
    if (code === null) pending.noteSent(sequence, at);
    else if (PASSING_CODES.has(code)) pending.note({ outcome: 'error', code }, `sendto: ${code}`);
    else pending.finishFailed(failureOfSend(code, pending.address), `sendto: ${code}`);
    if (!pending.isOver) asked.timer = setTimeout(() => this.#ask(asked), INTERVAL_MS);
    return true;
  }

  #sendThroughAny({ pending, family, destination }: Asked, sequence: number): string | null {
    const sockets = this.#sockets[family];
    for (let tried = 0; tried < MAX_SOCKETS; tried += 1) {
      if (tried === sockets.length) {
        if (this.#openSocket(family) !== null) return 'EAGAIN';
        sockets.unshift(...sockets.splice(-1));
      }
      const code = sockets[0]?.send(sequence, pending.token, destination) ?? null;
      if (code !== 'EAGAIN') return code;
      // Full sockets go to the end, so that the first one usually has room.
      sockets.push(...sockets.splice(0, 1));
    }
    return 'EAGAIN';
  }

  #onReply(reply: SeenEcho & { readonly token: string }, from: string): void {
    const now = performance.now();
    const asked = this.#byToken.get(reply.token);
    if (asked === undefined) this.#onLateReply(reply, from, now);
    else if (canonicalAddress(from) === asked.pending.address) {
      asked.pending.finishOpen(reply.sequence, now);
    }
  }

  /** A late reply ends the next try, with the time that it really took. */
  #onLateReply(reply: SeenEcho & { readonly token: string }, from: string, now: number): void {
    const late = this.#unanswered.get(reply.token);
    if (late === undefined || canonicalAddress(from) !== late.pending.address) return;
    const rttMs = late.pending.timeSince(reply.sequence, now);
    if (rttMs === null) return;
    for (const { pending } of this.#byAddress.get(late.key) ?? []) pending.finishWith(rttMs);
  }

  #onError(error: IcmpError, request: SeenEcho, to: string): void {
    const word = failureOfIcmpError(error);
    if (word === null) return;
    for (const { pending } of this.#byAddress.get(to) ?? []) {
      if (pending.hasSent(request)) pending.note(word, icmpErrorText(error));
    }
  }
}

/** A send's EACCES comes from this machine itself; only in an ICMPv6 error is it the network's. */
function failureOfSend(code: string, address: string): EchoFailure {
  return code === 'EACCES' ? { outcome: 'error', code } : systemCallFailure(code, address);
}
