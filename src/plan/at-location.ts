import type { Flow } from '../catalogue/flow.ts';
import type { Vantage, WebRole } from '../catalogue/vocabulary.ts';
import { keyOf } from '../site/client-key.ts';
import { type Location, Locator } from '../site/location.ts';
import type { LocatedRole, Site } from '../site/site.ts';
import type { Target } from './bind.ts';
import { type BoundPlan, bindPlan } from './checks.ts';
import type { Plan, Requirement } from './plan.ts';

const locators = new WeakMap<Site, Locator>();
/** Clients are many, locations few. */
const views = new WeakMap<Plan, WeakMap<Location, Plan>>();

/** Whether the site's boundary groups lead these clients: on the internet there are none. */
export function isLocated({ boundaryGroups, clients }: Site): boolean {
  return boundaryGroups.length > 0 && clients.location === 'intranet';
}

/** The location of a client with these addresses; null where none is known, or none counts. */
export function locationIn({ site }: Plan, addresses: readonly string[]): Location | null {
  if (!isLocated(site) || addresses.length === 0) return null;
  const locator = locators.get(site) ?? new Locator(site);
  locators.set(site, locator);
  return locator.locate(addresses);
}

/**
 * Binds a plan to a client at the addresses that it tells. What the site server looks at are the
 * clients themselves, wherever they are.
 */
export function bindAt(
  plan: Plan,
  from: Vantage,
  client: string,
  addresses: readonly string[],
): BoundPlan {
  const here = from === 'client' ? planAt(plan, locationIn(plan, addresses)) : plan;
  return bindPlan(here, from, client);
}

/**
 * A plan as it is for clients at a location: the same requirements, to the servers that clients are
 * led to from there. Without a location to all servers.
 */
function planAt(plan: Plan, location: Location | null): Plan {
  if (location === null) return plan;
  const ofPlan = views.get(plan) ?? new WeakMap<Location, Plan>();
  views.set(plan, ofPlan);
  const known = ofPlan.get(location);
  if (known !== undefined) return known;
  const view: Plan = {
    ...plan,
    requirements: plan.requirements.map((requirement) => requirementAt(requirement, location)),
  };
  ofPlan.set(location, view);
  return view;
}

function requirementAt(requirement: Requirement, location: Location): Requirement {
  const { destination, flow } = requirement;
  if (destination.kind !== 'hosts') return requirement;
  const targets = destination.targets.flatMap((target) => targetAt(target, flow, location));
  return {
    ...requirement,
    destination: targets.length === 0 ? { kind: 'not-needed' } : { kind: 'hosts', targets },
  };
}

function targetAt(target: Target, flow: Flow, { reach }: Location): readonly Target[] {
  const role = roleOf(target, flow);
  const led = role === null ? null : reach[role];
  if (role === null || led === null) return [target];
  const host = keyOf(target.host);
  if (led.own.has(host)) return [target];
  // Management points are preferred, not prescribed: a client that finds none of its own takes any.
  return led.fallback.has(host) || role === 'managementPoints'
    ? [{ ...target, isFallback: true }]
    : [];
}

/** The role by which boundary groups name a server; null where they don't. */
function roleOf({ checks: [check] }: Target, { hosts }: Flow): LocatedRole | null {
  switch (hosts) {
    case 'management-points':
      return 'managementPoints';
    case 'http-distribution-points':
    case 'smb-distribution-points':
      return 'distributionPoints';
    case 'software-update-points':
    case 'tls-software-update-points':
      return 'softwareUpdatePoints';
    case 'certificates':
      return check?.kind === 'revocation' ? OF_CERTIFICATE[check.of.role] : null;
    case 'client':
    case 'server-locator-points':
    case 'fallback-status-points':
    case 'source-share':
    case 'run-from-share':
    case 'package-share':
    case 'cloud-management-gateways':
    case 'domain':
      return null;
  }
}

const OF_CERTIFICATE = {
  'management-point': 'managementPoints',
  'distribution-point': 'distributionPoints',
  'software-update-point': 'softwareUpdatePoints',
  'server-locator-point': null,
  'fallback-status-point': null,
  'cloud-management-gateway': null,
} as const satisfies Record<WebRole, LocatedRole | null>;
