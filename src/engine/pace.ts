import { LocalNetworks } from './local-networks.ts';
import { Pacer } from './pacer.ts';

/**
 * How many connections a run may begin in a second. A number limits all of them; `outside` limits
 * those that leave the local networks, to a rate that no flood guard takes for an attack; null is
 * no limit.
 */
export type Rate = number | 'outside' | null;

/**
 * FortiGate's guard against port scans allows 1,000 SYNs a second from one address, the lowest of
 * the common limits. An unanswered connect sends its SYN up to three times within three seconds.
 */
const OUTSIDE_PER_SECOND = 300;
/**
 * Connections that go out without waiting, so that a run of a few clients shows its results at
 * once.
 */
const OUTSIDE_AT_ONCE = 30;

/** Decides which connections wait for each other. */
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

  /** The queue in which connections to this address wait. */
  pacerFor(address: string): Pacer {
    return this.#networks.isOutside(address) ? this.#outside : this.#inside;
  }
}
