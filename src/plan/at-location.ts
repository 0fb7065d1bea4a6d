import type { Flow } from '../catalogue/flow.ts';
import type { Vantage, WebRole } from '../catalogue/vocabulary.ts';
import { keyOf } from '../site/client-key.ts';
import { type GroupLocation, Locator } from '../site/location.ts';
import type { LocatedRole, Site } from '../site/site.ts';
import type { Target } from './bind.ts';
import { type BoundPlan, bindPlan } from './checks.ts';
import { type Plan, type Requirement, necessityOf } from './plan.ts';

const locators = new WeakMap<Site, Locator>();
/** One plan for each location: there are many clients and few locations. */
const views = new WeakMap<Plan, WeakMap<GroupLocation, Plan>>();

/** Whether boundary groups decide which servers these clients use; on the internet they do not. */
export function isLocated({ boundaryGroups, clients }: Site): boolean {
  return boundaryGroups.length > 0 && clients.location === 'intranet';
}

/** The location of a client with these addresses; null where none is known, or none counts. */
export function locationIn({ site }: Plan, addresses: readonly string[]): GroupLocation | null {
  if (!isLocated(site) || addresses.length === 0) return null;
  const locator = locators.get(site) ?? new Locator(site);
  locators.set(site, locator);
  return locator.locate(addresses);
}

/**
 * Binds a plan to a client at its addresses. From the site server the location plays no part: what
 * is probed there are the clients themselves.
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
 * The plan for clients at a location: the same requirements, but only the servers that boundary
 * groups lead them to. Without a location, all servers.
 */
function planAt(plan: Plan, location: GroupLocation | null): Plan {
  if (location === null) return plan;
  const ofPlan = views.get(plan) ?? new WeakMap<GroupLocation, Plan>();
  views.set(plan, ofPlan);
  const known = ofPlan.get(location);
  if (known !== undefined) return known;
  const view: Plan = {
    ...plan,
    requirements: plan.requirements.map((requirement) =>
      requirementAt(requirement, location, plan.site),
    ),
  };
  ofPlan.set(location, view);
  return view;
}

function requirementAt(requirement: Requirement, location: GroupLocation, site: Site): Requirement {
  const { destination, flow } = requirement;
  if (destination.kind !== 'hosts') return requirement;
  const targets = destination.targets
    .flatMap((target) => targetAt(target, flow, location))
    .filter((target) => !isAskedOtherwise(target, flow, location, site));
  if (targets.length === 0) return { ...requirement, destination: { kind: 'not-needed' } };
  const { necessity } = necessityOf(flow, siteOf(targets, flow, site));
  return {
    ...requirement,
    ...(necessity === requirement.necessity ? {} : { necessity, isNecessityOfLocation: true }),
    destination: { kind: 'hosts', targets },
  };
}

/**
 * Whether a fallback server's SMB does not matter, because it serves HTTP too: clients with a
 * distribution point of their own use another location's over HTTP if they can.
 */
function isAskedOtherwise(
  { host, isFallback }: Target,
  { hosts }: Flow,
  { reach }: GroupLocation,
  { roles }: Site,
): boolean {
  return (
    isFallback === true &&
    hosts === 'smb-distribution-points' &&
    (reach.distributionPoints?.own.size ?? 0) > 0 &&
    roles.distributionPoints.some(
      (point) => keyOf(point.host) === keyOf(host) && point.serves.includes('http'),
    )
  );
}

/**
 * A site with only the servers of one requirement, to weigh it by these alone: if all of them that
 * serve SMB serve HTTP too, SMB only helps, whatever other servers do. Fallback servers count if
 * there are no others.
 */
function siteOf(targets: readonly Target[], flow: Flow, site: Site): Site {
  const own = targets.filter(({ isFallback }) => isFallback !== true);
  const first = own.length > 0 ? own : targets;
  const roles = new Set(first.map((target) => roleOf(target, flow)));
  const hosts = new Set(first.map(({ host }) => keyOf(host)));
  const distributionPoints = roles.has('distributionPoints')
    ? site.roles.distributionPoints.filter(({ host }) => hosts.has(keyOf(host)))
    : site.roles.distributionPoints;
  return { ...site, roles: { ...site.roles, distributionPoints } };
}

function targetAt(target: Target, flow: Flow, { reach }: GroupLocation): readonly Target[] {
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

/** The role under which boundary groups list a server; null if they don't. */
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
    case 'named':
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
