import type { RequirementId } from '../catalogue/flow.ts';
import type { Method, Necessity, Product } from '../catalogue/vocabulary.ts';
import type { ExpectedState } from '../site/site.ts';
import {
  type ClientFacts,
  type EndpointFacts,
  type MethodFacts,
  type RequirementFacts,
  decidingEndpoint,
  necessityAt,
} from './facts.ts';
import { type Warning, weighsOn } from './warning.ts';

/**
 * What to do about a client as far as this end can see:
 *
 * - `ready`: install it; what is left to prove is proven elsewhere
 * - `doubtful`: nothing is blocked, but the installation is likely to hang or fail
 * - `not-ready`: it breaks, or nobody knows
 */
export const READINESS = ['ready', 'doubtful', 'not-ready'] as const;
export type Readiness = (typeof READINESS)[number];

/** What a run has to say for its clients' readiness to be known; a report's head has it. */
export interface ReadinessRun {
  readonly site: { readonly product: Product };
  readonly catalogue: Readonly<
    Partial<
      Record<RequirementId, { readonly necessity: Necessity; readonly expect?: ExpectedState }>
    >
  >;
}

/** Whether a client is ready for a method, as far as can be seen from here. */
export function readinessOf(
  { method, here }: Pick<MethodFacts, 'method' | 'here'>,
  {
    requirements,
    warnings,
    interrupted,
  }: Pick<ClientFacts, 'requirements' | 'warnings' | 'interrupted'>,
  run: ReadinessRun,
): Readiness {
  if (interrupted === true) return 'not-ready';
  switch (here) {
    case 'works':
      return 'ready';
    case 'degraded':
      return warnings.some(({ facts }) => isInDoubt(facts, method, requirements, run))
        ? 'doubtful'
        : 'ready';
    case 'breaks':
    case 'unproven':
    case 'not-applicable':
      return 'not-ready';
  }
}

/** The warnings that put a method in doubt. Others, and helpful flows, only degrade it. */
export function doubtsOf(
  { method, here }: Pick<MethodFacts, 'method' | 'here'>,
  { requirements, warnings }: Pick<ClientFacts, 'requirements' | 'warnings'>,
  run: ReadinessRun,
): readonly Doubt[] {
  if (here !== 'degraded') return [];
  return warnings
    .map(({ facts }) => facts)
    .filter((warning): warning is Doubt => isInDoubt(warning, method, requirements, run));
}

/** A warning that may put a method in doubt. */
export type Doubt = Extract<Warning, { code: 'address-translation' | 'path-mtu' | 'verb-blocked' }>;

function isInDoubt(
  warning: Warning,
  method: Method,
  requirements: readonly RequirementFacts[],
  { site, catalogue }: ReadinessRun,
): boolean {
  switch (warning.code) {
    case 'address-translation':
    case 'path-mtu':
      return weighsOn(warning, method, requirements, site.product);
    case 'verb-blocked':
      return weighsOn(
        warning,
        method,
        requirements.filter((each) => {
          const row = catalogue[each.id];
          return row !== undefined && necessityAt(each, row) === 'required';
        }),
        site.product,
      );
    default:
      return false;
  }
}

/**
 * Whether nothing that this end has to prove for a client could be probed, because of a fault of
 * this machine or its name service.
 */
export function isUnchecked({ requirements }: Pick<ClientFacts, 'requirements'>): boolean {
  const looked = requirements.filter(
    (requirement) =>
      requirement.outcome !== 'not-checked' &&
      requirement.outcome !== 'not-named' &&
      requirement.outcome !== 'by-hand' &&
      requirement.outcome !== 'not-needed' &&
      !hangsOnAnother(requirement),
  );
  return looked.length > 0 && looked.every(({ outcome }) => outcome === 'error');
}

function hangsOnAnother(requirement: RequirementFacts): boolean {
  const endpoint = decidingEndpoint(requirement);
  return endpoint !== null && wasLeftForAnother(endpoint);
}

/** Whether a flow was not probed because an earlier one of that computer left nothing to probe. */
export function wasLeftForAnother({ cause }: Pick<EndpointFacts, 'cause'>): boolean {
  return (
    cause === 'mapper-not-open' || cause === 'nothing-answered' || cause === 'certificate-not-seen'
  );
}
