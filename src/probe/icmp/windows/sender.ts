import ipaddr from 'ipaddr.js';
import { codeOf } from '../../../base/error-code.ts';
import { Deadline } from '../../deadline.ts';
import { PendingEcho } from '../pending-echo.ts';
import {
  type EchoEnd,
  type EchoSender,
  EchoUnavailable,
  type IpFamily,
  familyOfAddress,
} from '../sender.ts';
import type { Handle, IcmpApi } from './api.ts';
import { IP_SUCCESS, decodeWindowsReply, failureOfStatus } from './reply.ts';

/** How long after an unanswered request the next one follows; the first may still be answered. */
const REPEAT_MS = 1000;
/** The same after an error from the network. */
const INTERVAL_MS = 250;
/** Does not affect the round trip, which the system measures itself. */
const POLL_MS = 5;
/** Room for the reply, the data, an ICMP error and an IO_STATUS_BLOCK, with some to spare. */
const REPLY_BYTES = 512;
/** As much data as ping.exe sends. */
const DATA_BYTES = 32;
/** How long the trial with this machine's loopback address may take. */
const TRIAL_MS = 500;
const LOOPBACK = { 4: '127.0.0.1', 6: '::1' } as const satisfies Record<IpFamily, string>;

interface Port {
  readonly family: IpFamily;
  readonly handle: Handle;
  /** Requests under way; the handle is closed after the last one. */
  flights: number;
  isRetired: boolean;
}

interface Flight {
  readonly port: Port;
  readonly pending: PendingEcho;
  readonly event: Handle;
  /** The system writes here until the event is signalled. */
  readonly reply: Buffer;
  readonly data: Buffer;
  readonly land: () => void;
}

/** Echo requests through the functions that ping.exe uses; no administrator is needed. */
export class WindowsEchoSender implements EchoSender {
  readonly #api: IcmpApi;
  readonly #ports = new Map<IpFamily, Port>();
  readonly #flights = new Set<Flight>();
  readonly #freeEvents: Handle[] = [];
  #timer: NodeJS.Timeout | null = null;

  private constructor(api: IcmpApi) {
    this.#api = api;
  }

  /** @throws EchoUnavailable where neither family's loopback address replies */
  static async open(api: IcmpApi): Promise<WindowsEchoSender> {
    const sender = new WindowsEchoSender(api);
    await Promise.all(([4, 6] as const).map((family) => sender.#openPort(family)));
    if (sender.#ports.size === 0) throw new EchoUnavailable('PING_FAILED');
    return sender;
  }

  serves(address: string): boolean {
    return this.#portOf(address) !== null;
  }

  async echo(address: string, deadline: Deadline): Promise<EchoEnd> {
    const port = this.#portOf(address);
    if (port === null) return { kind: 'unusable', code: 'EINVAL' };
    const pending = new PendingEcho(address, 'windows-api', deadline);
    let timer: NodeJS.Timeout | undefined;
    let startedAt = 0;
    const askAfter = (pauseMs: number): void => {
      clearTimeout(timer);
      if (pending.isOver) return;
      timer = setTimeout(ask, Math.max(0, startedAt + pauseMs - performance.now()));
    };
    const ask = (): void => {
      if (pending.isOver) return;
      startedAt = performance.now();
      askAfter(REPEAT_MS);
      this.#send(port, pending, deadline.remainingMs(), () => askAfter(INTERVAL_MS));
    };
    ask();
    const end = await pending.end;
    clearTimeout(timer);
    return end;
  }

  close(): void {
    for (const port of this.#ports.values()) this.#retire(port);
    this.#ports.clear();
    for (const event of this.#freeEvents.splice(0)) this.#api.closeEvent(event);
  }

  async #openPort(family: IpFamily): Promise<void> {
    const handle = this.#api.open(family);
    if (handle === null) return;
    const port: Port = { family, handle, flights: 0, isRetired: false };
    this.#ports.set(family, port);
    const deadline = new Deadline(TRIAL_MS, new AbortController().signal);
    const end = await this.echo(LOOPBACK[family], deadline);
    deadline.dispose();
    if (end.kind === 'reply') return;
    this.#ports.delete(family);
    this.#retire(port);
  }

  #portOf(address: string): Port | null {
    const family = familyOfAddress(address);
    // Windows writes a zone as its interface's number.
    if (family === null || !/^[^%]+(?:%\d{1,9})?$/u.test(address)) return null;
    return this.#ports.get(family) ?? null;
  }

  /** @param again is called when the next request may follow */
  #send(port: Port, pending: PendingEcho, waitMs: number, again: () => void): void {
    try {
      const event = this.#freeEvents.pop() ?? this.#api.createEvent();
      if (event === null) throw new TypeError('no event');
      const data = Buffer.alloc(DATA_BYTES);
      data.set(pending.token);
      const reply = Buffer.alloc(REPLY_BYTES);
      const flight: Flight = { port, pending, event, reply, data, land: again };
      pending.noteSent(pending.nextSequence(), performance.now());
      const { family, handle } = port;
      const timeoutMs = Math.max(1, Math.ceil(waitMs));
      port.flights += 1;
      this.#flights.add(flight);
      const started = this.#api.send(
        family,
        handle,
        event,
        pending.address,
        data,
        reply,
        timeoutMs,
      );
      if (started === 'pending') this.#watch();
      else if (started === 'finished') this.#land(flight, this.#api.parse(family, reply));
      else this.#land(flight, started.error);
    } catch (thrown) {
      pending.finishUnusable(codeOf(thrown));
    }
  }

  #watch(): void {
    this.#timer ??= setInterval(this.#poll, POLL_MS).unref();
  }

  readonly #poll = (): void => {
    for (const flight of this.#flights) {
      try {
        if (!this.#api.isSignalled(flight.event)) continue;
        this.#land(flight, this.#api.parse(flight.port.family, flight.reply));
      } catch (thrown) {
        flight.pending.finishUnusable(codeOf(thrown));
      }
    }
    if (this.#flights.size > 0 || this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
  };

  /** @param status what came instead of replies, 0 where they came */
  #land(flight: Flight, status: number): void {
    const { port, pending, event } = flight;
    this.#flights.delete(flight);
    port.flights -= 1;
    this.#freeEvents.push(event);
    if (port.isRetired) this.#retire(port);
    const reply = status === IP_SUCCESS ? decodeWindowsReply(port.family, flight.reply) : null;
    const said = reply?.status ?? status;
    if (reply?.status === IP_SUCCESS) {
      if (isAnswer(flight, reply.from)) pending.finishWith(reply.rttMs);
    } else {
      const word = failureOfStatus(said);
      if (word === 'unusable') pending.finishUnusable(`IP_STATUS ${said}`);
      else if (word !== null) pending.note(word, `IP_STATUS ${said}`);
    }
    flight.land();
  }

  #retire(port: Port): void {
    port.isRetired = true;
    if (port.flights === 0) this.#api.close(port.handle);
  }
}

/** Whether the address that was asked has sent the data back. */
function isAnswer({ pending, reply, data }: Flight, from: string): boolean {
  const [literal = ''] = pending.address.split('%');
  const asked = Buffer.from(ipaddr.parse(literal).toByteArray()).toString('hex');
  return from === asked && reply.includes(data);
}
