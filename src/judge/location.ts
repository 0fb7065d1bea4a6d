import { isIP } from 'node:net';
import { withoutZone } from '../base/zone.ts';
import { isLocated, locationIn } from '../plan/at-location.ts';
import type { BoundPlan } from '../plan/checks.ts';
import type { Plan } from '../plan/plan.ts';
import type { CheckResults, EndpointResult } from '../probe/result.ts';
import type { GroupLocation } from '../site/location.ts';
import type { LocatedRole } from '../site/site.ts';
import type { LocationFacts } from './facts.ts';
import { isOwn } from './strangers.ts';
import type { Warning } from './warning.ts';

/** A client's location, and the addresses that it follows from. */
export interface ClientLocation {
  /** null: not known, so the client is judged by all servers. */
  readonly location: GroupLocation | null;
  readonly addresses: readonly string[];
}

/**
 * Where a client is; null where the site has no boundary groups.
 * @param own the addresses that it has told itself
 */
export function locationOf(
  { plan, from, client }: BoundPlan,
  own: readonly string[],
  results: CheckResults,
  strangers: ReadonlySet<string>,
): ClientLocation | null {
  if (!isLocated(plan.site)) return null;
  const addresses = from === 'client' ? own : addressesSeen(client, results, strangers);
  return { location: locationIn(plan, addresses), addresses };
}

/** The addresses of a client's name; an address stands for itself. */
function addressesSeen(
  client: string,
  results: CheckResults,
  strangers: ReadonlySet<string>,
): readonly string[] {
  if (isIP(withoutZone(client)) !== 0) return [client];
  const isOfClient = (endpoint: EndpointResult): boolean =>
    endpoint.host === client && isOwn(endpoint, client, strangers);
  const seen = [...results.values()].flatMap(({ endpoints }) =>
    endpoints.filter(isOfClient).flatMap(({ address }) => (address === null ? [] : [address])),
  );
  return [...new Set(seen)];
}

export function locationFacts({ location, addresses }: ClientLocation): LocationFacts {
  return { groups: location?.groups ?? [], addresses };
}

/** Roles whose servers clients find through boundary groups only. */
const NEEDED_ROLES = [
  'distributionPoints',
  'softwareUpdatePoints',
] as const satisfies LocatedRole[];

/** Warnings about a client's location. */
export function locationWarnings(
  client: string,
  { location, addresses }: ClientLocation,
  { site }: Plan,
): readonly Warning[] {
  if (location === null) return [];
  const { groups, outside, reach } = location;
  const outsideOf: readonly Warning[] =
    outside === 'not-outside'
      ? []
      : [{ code: 'no-boundary-group', host: client, addresses, ledBy: outside }];
  // A role that no group of the site mentions is left to the site, not missing here.
  const without =
    outside === 'every-server'
      ? []
      : NEEDED_ROLES.filter(
          (role) =>
            reach[role] === null && site.boundaryGroups.some((group) => group[role].length > 0),
        );
  return [
    ...outsideOf,
    ...without.map(
      (role) => ({ code: 'boundary-group-without', host: client, groups, role }) as const,
    ),
  ];
}
