import type { Vantage } from '../catalogue/vocabulary.ts';
import { type Target, clientTarget } from './bind.ts';
import type { Check } from './check.ts';
import type { Plan, Requirement } from './plan.ts';

/** Equal checks have equal keys: `bind.ts` makes each kind's properties in one order. */
export function checkKey(check: Check): string {
  return JSON.stringify(check);
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
      return [];
  }
}

/**
 * The distinct checks that a run at `from` makes for one client; each serves one or more
 * requirements.
 */
export function checksFor(plan: Plan, from: Vantage, client: string | null): readonly Check[] {
  return distinct(
    plan.requirements
      .filter(({ flow }) => flow.from === from)
      .flatMap((requirement) => targetsOf(requirement, plan, client))
      .flatMap(({ checks }) => checks),
  );
}

/** The distinct checks of the servers that clients connect to. */
export function serverChecks(plan: Plan): readonly Check[] {
  return checksFor(plan, 'client', null);
}

function distinct(checks: readonly Check[]): readonly Check[] {
  return [...new Map(checks.map((check) => [checkKey(check), check])).values()];
}
