import type { ExpectedState, Site } from '../site/site.ts';
import { type Exclusion, type Requirement, makePlan } from './plan.ts';
import type { Reason } from './reason.ts';

/** What the site says that a flow is expected to be; null where it says nothing of it. */
export function expectedOf(
  { id, flow }: Pick<Requirement, 'id' | 'flow'>,
  { expect }: Site,
): ExpectedState | null {
  return [id, flow.name].map((name) => saidOf(expect, name)).find((said) => said !== null) ?? null;
}

/** What every object inherits is nothing that the site says. */
function saidOf(expect: Site['expect'], name: string): ExpectedState | null {
  return Object.hasOwn(expect, name) ? (expect[name] ?? null) : null;
}

/** A name of which something is expected, and that no method of the site has a flow for. */
export type Misnamed =
  | {
      readonly name: string;
      readonly why: 'unknown';
      /** The names of flows that this site has. */
      readonly known: readonly string[];
    }
  /** The port tables have it, and this site does without. */
  | { readonly name: string; readonly why: 'not-needed'; readonly reasons: readonly Reason[] };

/**
 * What is expected of flows that are not looked at in this site, whichever methods are chosen. Such a
 * name is a slip: it would be audited nowhere, and nothing would be found.
 */
export function misnamedIn(site: Site): readonly Misnamed[] {
  const names = Object.keys(site.expect);
  if (names.length === 0) return [];
  const { requirements, excluded } = makePlan(site);
  return names
    .filter((name) => !requirements.some((each) => isCalled(name, each)))
    .map((name): Misnamed => {
      const without = excluded.find((each) => isCalled(name, each));
      return without === undefined
        ? { name, why: 'unknown', known: namesOf(requirements) }
        : { name, why: 'not-needed', reasons: without.reasons };
    });
}

function isCalled(name: string, { id, flow }: Requirement | Exclusion): boolean {
  return name === id || name === flow.name;
}

function namesOf(flows: readonly Requirement[]): readonly string[] {
  return [...new Set(flows.map(({ flow }) => flow.name))];
}
