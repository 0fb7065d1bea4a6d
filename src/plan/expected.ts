import type { ExpectedState, Site } from '../site/site.ts';
import { type Exclusion, type Requirement, makePlan } from './plan.ts';
import type { Reason } from './reason.ts';

/** The state that the site file expects of a flow; null if it expects none. */
export function expectedOf(
  { id, flow }: Pick<Requirement, 'id' | 'flow'>,
  { expect }: Site,
): ExpectedState | null {
  return [id, flow.name].map((name) => saidOf(expect, name)).find((said) => said !== null) ?? null;
}

/** Own members only: names like `constructor` come from users. */
function saidOf(expect: Site['expect'], name: string): ExpectedState | null {
  return Object.hasOwn(expect, name) ? (expect[name] ?? null) : null;
}

/** A name with an expectation, but without a flow in any method of the site. */
export type Misnamed =
  | {
      readonly name: string;
      readonly why: 'unknown';
      /** The names of flows that this site has. */
      readonly known: readonly string[];
    }
  /** The port tables have the flow, but this site does not need it. */
  | { readonly name: string; readonly why: 'not-needed'; readonly reasons: readonly Reason[] };

/**
 * Expectations of flows that no method of this site has. Such a name is a slip: it would never be
 * audited, and nobody would notice.
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
