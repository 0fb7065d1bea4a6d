import { LocalNetworks } from './local-networks.ts';
import { Pacer } from './pacer.ts';

/**
 * How many connections a run begins in a second: of all, where a number says it; `outside`, of those
 * that leave the local networks, as many as no flood guard on their way takes for an attack; null for
 * no limit.
 */
export type Rate = number | 'outside' | null;

/**
 * FortiGate's guard against port scans counts 1,000 SYN a second from one address, the lowest of such
 * limits that is common. A connect without an answer sends its SYN up to three times within three
 * seconds.
 */
const OUTSIDE_PER_SECOND = 300;
/** Connections that need not wait, so that a run of a few clients shows its results at once. */
const OUTSIDE_AT_ONCE = 30;

/** Which connections wait for each other. */
export class Pace {
  readonly #networks: LocalNetworks;
  readonly #outside: Pacer;
  readonly #inside: Pacer;

  /** @param sharers threads that divide the rate among them */
  constructor(rate: Rate, sharers: number, networks = new LocalNetworks()) {
    this.#networks = networks;
    if (rate === 'outside') {
      const atOnce = OUTSIDE_AT_ONCE / sharers;
      this.#outside = new Pacer(OUTSIDE_PER_SECOND / sharers, undefined, atOnce);
      this.#inside = new Pacer(null);
    } else {
      this.#outside = new Pacer(rate === null ? null : rate / sharers);
      this.#inside = this.#outside;
    }
  }

  /** The line in which connections to this address, and others of its kind, wait. */
  pacerFor(address: string): Pacer {
    return this.#networks.isOutside(address) ? this.#outside : this.#inside;
  }
}
