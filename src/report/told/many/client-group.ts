import { FirstNames, type NumberedName } from './first-names.ts';
import type { Subnet } from './subnet.ts';
import { SubnetCounts } from './subnet-counts.ts';

/** Clients that have something in common: their number, subnets and first names. */
export class ClientGroup {
  readonly first = new FirstNames();
  readonly subnets: SubnetCounts;
  #clients = 0;

  constructor(maxSubnets?: number) {
    this.subnets = new SubnetCounts(maxSubnets);
  }

  get clients(): number {
    return this.#clients;
  }

  /** @param lan null where the client has no address, or none that is known */
  add(client: NumberedName, lan: Subnet | null): void {
    this.#clients += 1;
    this.first.add(client);
    if (lan !== null) this.subnets.add(lan, client);
  }
}

/** The map's value for a key, created if it is missing. */
export function valueIn<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
