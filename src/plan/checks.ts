import type { Vantage } from '../catalogue/vocabulary.ts';
import { type Target, clientTarget } from './bind.ts';
import type { Check } from './check.ts';
import type { Plan, Requirement } from './plan.ts';

/** A check, and the key by which its result is found: equal checks have equal keys. */
export interface BoundCheck {
  readonly key: string;
  readonly check: Check;
}

/** One host of a requirement. One of its checks has to succeed. */
export interface BoundTarget {
  readonly host: string;
  readonly checks: readonly BoundCheck[];
  /** As in `Target`. */
  readonly isFallback: boolean;
}

export interface BoundRequirement {
  readonly requirement: Requirement;
  /** Empty if the run's end does not open the flow, or the site file names no host. */
  readonly targets: readonly BoundTarget[];
}

/** A plan for one client and one end: what is probed, waited for and judged. */
export interface BoundPlan {
  readonly plan: Plan;
  readonly from: Vantage;
  readonly client: string;
  readonly requirements: readonly BoundRequirement[];
  /** Each check once; several requirements may share it. */
  readonly checks: readonly BoundCheck[];
}

/** Kept because the key of a check is needed often and never changes. */
const keys = new WeakMap<Check, string>();

/** Equal checks have equal keys: `bind.ts` makes each kind's properties in one order. */
export function checkKey(check: Check): string {
  const known = keys.get(check);
  if (known !== undefined) return known;
  const key = JSON.stringify(check);
  keys.set(check, key);
  return key;
}

export function boundCheck(check: Check): BoundCheck {
  return { key: checkKey(check), check };
}

/** Binds a plan to one client; everything that is done with the client uses the result. */
export function bindPlan(plan: Plan, from: Vantage, client: string): BoundPlan {
  const requirements = boundRequirements(plan, from, client);
  return { plan, from, client, requirements, checks: distinct(requirements) };
}

/** The requirements of the servers that clients connect to, which are the same for every client. */
export function serverRequirements(plan: Plan): readonly BoundRequirement[] {
  return boundRequirements(plan, 'client', null);
}

/**
 * The distinct checks of the servers that clients connect to. Revocation addresses and name servers
 * may differ between networks, so those are checked from clients only.
 */
export function serverChecks(plan: Plan): readonly BoundCheck[] {
  return distinct(serverRequirements(plan)).filter(
    ({ check }) =>
      check.kind !== 'revocation' && !(check.kind === 'domain' && check.service === 'dns'),
  );
}

/** The distinct checks that a run at `from` makes for one client. */
export function checksFor(plan: Plan, from: Vantage, client: string | null): readonly Check[] {
  return distinct(boundRequirements(plan, from, client)).map(({ check }) => check);
}

/** The hosts of a requirement for one client; empty where the site file names none. */
export function targetsOf(
  requirement: Requirement,
  plan: Plan,
  client: string | null,
): readonly Target[] {
  switch (requirement.destination.kind) {
    case 'hosts':
      return requirement.destination.targets;
    case 'client':
      return client === null ? [] : [clientTarget(requirement.flow, plan.site, client)];
    case 'not-named':
    case 'not-needed':
      return [];
  }
}

function boundRequirements(
  plan: Plan,
  from: Vantage,
  client: string | null,
): readonly BoundRequirement[] {
  return plan.requirements.map((requirement) => {
    const targets = requirement.flow.from === from ? targetsOf(requirement, plan, client) : [];
    return {
      requirement,
      targets: targets.map(({ host, checks, isFallback = false }) => ({
        host,
        checks: checks.map(boundCheck),
        isFallback,
      })),
    };
  });
}

function distinct(requirements: readonly BoundRequirement[]): readonly BoundCheck[] {
  const checks = requirements.flatMap(({ targets }) => targets).flatMap((target) => target.checks);
  return [...new Map(checks.map((bound) => [bound.key, bound])).values()];
}
