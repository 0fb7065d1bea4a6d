import { addressKey } from '../base/address-key.ts';
import { keyOfGroupName } from './boundary-group-conflicts.ts';
import { BoundaryIndex } from './boundary-index.ts';
import { keyOf } from './client-key.ts';
import type { BoundaryGroup, LocatedRole, Site } from './site.ts';

/** Which servers of a role clients at a location are led to; hosts as `keyOf` has them. */
export interface Reach {
  /** Servers of its own boundary groups. */
  readonly own: ReadonlySet<string>;
  /** Servers to turn to where none of its own works. */
  readonly fallback: ReadonlySet<string>;
}

/** Where a client is on the network, as far as the site's boundary groups tell. */
export interface GroupLocation {
  /** The groups that its addresses are in, in the site's order. */
  readonly groups: readonly string[];
  /** null: no group that counts here names a server of the role, so any of the site's will do. */
  readonly reach: Readonly<Record<LocatedRole, Reach | null>>;
  /** What a client in no group is led by: the site's default group, or nothing. */
  readonly outside: 'not-outside' | 'site-default' | 'every-server';
}

/** Finds the location of addresses. Clients at the same location share one value. */
export class Locator {
  readonly #groups: readonly BoundaryGroup[];
  readonly #index: BoundaryIndex;
  readonly #byName: ReadonlyMap<string, BoundaryGroup>;
  readonly #locations = new Map<string, GroupLocation>();

  constructor({ boundaryGroups }: Pick<Site, 'boundaryGroups'>) {
    this.#groups = boundaryGroups;
    this.#index = new BoundaryIndex(boundaryGroups.map(({ boundaries }) => boundaries));
    this.#byName = new Map(boundaryGroups.map((group) => [keyOfGroupName(group.name), group]));
  }

  /** The location of a computer with these addresses, in every group that one of them is in. */
  locate(addresses: readonly string[]): GroupLocation {
    const sets = addresses.flatMap((address) => {
      const key = addressKey(address);
      return key === null ? [] : this.#index.setsOf(key);
    });
    const numbers = [...new Set(sets)].toSorted((a, b) => a - b);
    const name = numbers.join();
    const known = this.#locations.get(name);
    if (known !== undefined) return known;
    const location = this.#make(numbers.flatMap((number) => this.#groups[number] ?? []));
    this.#locations.set(name, location);
    return location;
  }

  #make(inside: readonly BoundaryGroup[]): GroupLocation {
    const siteDefault = this.#groups.filter((group) => group.siteDefault);
    const isOutside = inside.length === 0;
    const own = isOutside ? siteDefault : inside;
    const others = [
      ...own.flatMap(({ neighbours }) => neighbours).flatMap((name) => this.#named(name)),
      ...siteDefault,
    ];
    const reachOf = (role: LocatedRole): Reach | null => {
      const first = hostsOf(own, role);
      const fallback = new Set([...hostsOf(others, role)].filter((host) => !first.has(host)));
      return first.size + fallback.size === 0 ? null : { own: first, fallback };
    };
    return {
      groups: inside.map(({ name }) => name),
      reach: {
        managementPoints: reachOf('managementPoints'),
        distributionPoints: reachOf('distributionPoints'),
        softwareUpdatePoints: reachOf('softwareUpdatePoints'),
      },
      outside: isOutside
        ? siteDefault.length > 0
          ? 'site-default'
          : 'every-server'
        : 'not-outside',
    };
  }

  #named(name: string): readonly BoundaryGroup[] {
    const group = this.#byName.get(keyOfGroupName(name));
    return group === undefined ? [] : [group];
  }
}

function hostsOf(groups: readonly BoundaryGroup[], role: LocatedRole): ReadonlySet<string> {
  return new Set(groups.flatMap((group) => group[role].map(keyOf)));
}
