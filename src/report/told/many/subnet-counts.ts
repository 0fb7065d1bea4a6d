import { FirstNames, type NumberedName } from './first-names.ts';
import { NAMED_DEPTHS, type Subnet, widerThan } from './subnet.ts';

/** Clients of one subnet. */
export interface SubnetCount {
  readonly subnet: Subnet;
  readonly clients: number;
  readonly first: FirstNames;
}

interface Counter extends SubnetCount {
  clients: number;
}

const MAX_COUNTERS = 4096;

/**
 * Counts clients by subnet in bounded memory. Where there are more subnets than counters, those
 * with the fewest clients are counted in the next wider subnet: every client is still counted.
 */
export class SubnetCounts {
  readonly #maxCounters: number;
  readonly #counters = new Map<string, Counter>();
  #clients = 0;

  constructor(maxCounters = MAX_COUNTERS) {
    this.#maxCounters = maxCounters;
  }

  get clients(): number {
    return this.#clients;
  }

  /** How many counters there are, never more than the bound. */
  get size(): number {
    return this.#counters.size;
  }

  add(lan: Subnet, client: NumberedName): void {
    this.#clients += 1;
    const counter = this.#counterOf(lan);
    counter.clients += 1;
    counter.first.add(client);
    if (this.#counters.size > this.#maxCounters) this.#makeRoom();
  }

  /** Every subnet of any width with all clients that are known to be in it, by key. */
  totals(): ReadonlyMap<string, SubnetCount> {
    const totals = new Map<string, Counter>();
    for (const { subnet, clients, first } of this.#counters.values()) {
      for (let at: Subnet | null = subnet; at !== null; at = widerThan(at)) {
        const total = counterIn(totals, at);
        total.clients += clients;
        total.first.addAll(first);
      }
    }
    return totals;
  }

  /** Whether a subnet's total is complete: no client was moved to a wider subnet around it. */
  isExact(subnet: Subnet): boolean {
    for (let at = widerThan(subnet); at !== null; at = widerThan(at)) {
      if (this.#counters.has(at.key)) return false;
    }
    return true;
  }

  #counterOf(subnet: Subnet): Counter {
    return counterIn(this.#counters, subnet);
  }

  /**
   * The largest subnets of each depth keep their counters; together they take less than three
   * quarters of them.
   */
  #makeRoom(): void {
    for (const depth of NAMED_DEPTHS) {
      const level = [...this.#counters.values()]
        .filter(({ subnet }) => subnet.depth === depth)
        .sort((a, b) => b.clients - a.clients);
      for (const { subnet, clients, first } of level.slice(Math.floor(this.#maxCounters / 8))) {
        const wider = widerThan(subnet);
        if (wider === null) continue;
        this.#counters.delete(subnet.key);
        const counter = this.#counterOf(wider);
        counter.clients += clients;
        counter.first.addAll(first);
      }
      if (this.#counters.size <= this.#maxCounters / 2) return;
    }
  }
}

function counterIn(counters: Map<string, Counter>, subnet: Subnet): Counter {
  const known = counters.get(subnet.key);
  if (known !== undefined) return known;
  const counter = { subnet, clients: 0, first: new FirstNames() };
  counters.set(subnet.key, counter);
  return counter;
}
