import pLimit, { type LimitFunction } from 'p-limit';
import { LocalNetworks } from './local-networks.ts';
import { allowedFiles } from './open-files.ts';
import { Turns } from './turns.ts';

/** Each ping is a process of its own. */
const MAX_PINGS_AT_ONCE = 32;
/**
 * Hosts that do not answer ARP stay in the neighbour table, which Windows limits to 256 entries.
 */
const MAX_IN_LOCAL_NETWORK = 256;
/** With fewer a run would take forever. These fit into a limit of 64 open files. */
const LEAST_PROBES_AT_ONCE = 8;
const LEAST_PINGS_AT_ONCE = 2;
/** Files that are open besides the probes' sockets: the program's own, outputs, name look-ups. */
const OTHER_FILES = 64;
const FILES_PER_PROBE = 2;
/** Probes that were already running report the same shortage within this time. */
const SHORTAGE_ECHO_MS = 100;
/** The limits double after this long without a shortage. */
const RECOVERY_MS = 5000;

/** What a probe takes up on this machine; `nothing` where all probes share one socket. */
export type ProbeResource = 'socket' | 'process' | 'nothing';

/** Limits how many probes of each kind run at once. */
export class Limits {
  readonly #probes: LimitFunction;
  readonly #pings: LimitFunction;
  readonly #turns = new Turns();
  readonly #networks = new LocalNetworks();
  readonly #inNetwork = new Map<string, LimitFunction>();
  readonly #inOneNetwork: number;
  readonly #now: () => number;
  readonly #wanted: readonly (readonly [LimitFunction, number])[];
  #shortAt = -Infinity;
  #changedAt = -Infinity;

  /**
   * @param concurrency the most that the user allows; the limit of open files may allow less
   * @param sharers threads that divide these limits among them
   */
  constructor(concurrency: number, sharers: number, now = (): number => performance.now()) {
    this.#now = now;
    const probes = Math.min(concurrency, Math.max(fittingProbes(), LEAST_PROBES_AT_ONCE));
    this.#probes = pLimit(Math.ceil(probes / sharers));
    this.#pings = pLimit(Math.ceil(Math.min(concurrency, MAX_PINGS_AT_ONCE) / sharers));
    this.#wanted = [this.#probes, this.#pings].map((limit) => [limit, limit.concurrency]);
    this.#inOneNetwork = Math.ceil(MAX_IN_LOCAL_NETWORK / sharers);
  }

  /** Runs a probe as soon as the limits allow. */
  run<T>(address: string, need: ProbeResource, send: () => Promise<T>): Promise<T> {
    const network = this.#networks.networkOf(address);
    const limited = (): Promise<T> => this.#limited(need, send);
    return network === null ? limited() : this.#limitOf(network)(limited);
  }

  /** Halves the limits, because this machine ran out of files or ports. */
  spare(): void {
    if (this.sinceShortageMs() < SHORTAGE_ECHO_MS) return;
    this.#shortAt = this.#now();
    this.#changedAt = this.#shortAt;
    for (const [limit, least] of [
      [this.#probes, LEAST_PROBES_AT_ONCE],
      [this.#pings, LEAST_PINGS_AT_ONCE],
    ] as const) {
      if (limit.concurrency <= least) continue;
      limit.concurrency = Math.max(least, Math.ceil(limit.concurrency / 2));
    }
  }

  /** Whether this machine ran out of files or ports lately. */
  get isShort(): boolean {
    return this.sinceShortageMs() < RECOVERY_MS;
  }

  sinceShortageMs(): number {
    return this.#now() - this.#shortAt;
  }

  /** A shortage may be short-lived, caused by another program, so the limits rise again. */
  #recover(): void {
    const now = this.#now();
    if (now - this.#changedAt < RECOVERY_MS) return;
    this.#changedAt = now;
    for (const [limit, wanted] of this.#wanted) {
      if (limit.concurrency < wanted) {
        limit.concurrency = Math.min(wanted, limit.concurrency * 2);
      }
    }
  }

  #limited<T>(need: ProbeResource, send: () => Promise<T>): Promise<T> {
    this.#recover();
    const start = async (): Promise<T> => {
      await this.#turns.next();
      return send();
    };
    switch (need) {
      case 'socket':
        return this.#probes(start);
      case 'process':
        return this.#pings(start);
      case 'nothing':
        return start();
    }
  }

  #limitOf(network: string): LimitFunction {
    const known = this.#inNetwork.get(network) ?? pLimit(this.#inOneNetwork);
    this.#inNetwork.set(network, known);
    return known;
  }
}

/** How many more probes, beyond a run's limit, this machine has open files for. */
export function probesToSpare(concurrency: number): number {
  return Math.max(0, fittingProbes() - concurrency);
}

function fittingProbes(): number {
  return Math.floor((allowedFiles() - OTHER_FILES) / FILES_PER_PROBE);
}
