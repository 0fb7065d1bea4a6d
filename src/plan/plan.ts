import type { Flow, RequirementId } from '../catalogue/flow.ts';
import { flowsWith } from '../catalogue/all-flows.ts';
import { CATALOGUES, type Catalogue, type Inapplicability } from '../catalogue/index.ts';
import {
  METHODS,
  type Method,
  type Necessity,
  type OwnMethod,
  inMethodOrder,
  isOwnMethod,
} from '../catalogue/vocabulary.ts';
import type { Site } from '../site/site.ts';
import { type FlowDestination, type PlannedPort, destinationOf, portsOf } from './bind.ts';
import { evaluateCondition } from './condition.ts';
import { type Reason, reason } from './reason.ts';
import { usualShare } from './usual-share.ts';

/** A flow that a method needs in this site. */
export interface Requirement {
  readonly id: RequirementId;
  readonly method: Method;
  readonly necessity: Necessity;
  /** Set if the servers of a client's location make the necessity differ from the site's. */
  readonly isNecessityOfLocation?: true;
  readonly flow: Flow;
  readonly ports: readonly PlannedPort[];
  readonly destination: FlowDestination;
  readonly reasons: readonly Reason[];
}

/** A flow of the catalogue that this site does not need. */
export interface Exclusion {
  readonly id: RequirementId;
  readonly flow: Flow;
  readonly reasons: readonly Reason[];
}

export interface MethodPlan {
  readonly method: Method;
  /** Why the method is impossible in this site; null where it is possible. */
  readonly notApplicable: Reason | null;
}

/** What a site needs, method by method, in the catalogue's order. */
export interface Plan {
  readonly site: Site;
  readonly methods: readonly MethodPlan[];
  readonly requirements: readonly Requirement[];
  readonly excluded: readonly Exclusion[];
}

/** The methods that users' rows add to those of the port tables. */
export function ownMethodsOf({ ownRows, product }: Site): readonly OwnMethod[] {
  const methods = ownRows
    .filter(({ products }) => products.includes(product))
    .flatMap((row) => row.methods);
  return [...new Set(methods.filter(isOwnMethod))];
}

/**
 * Derives the flows that each of `methods` needs in `site`. Pure: sends and resolves nothing.
 * @param methods default: all, and all that the user's rows are for
 */
export function makePlan(site: Site, methods?: readonly Method[]): Plan {
  const catalogue: Catalogue = CATALOGUES[site.product];
  const all = flowsWith(site.ownRows, site.product);
  const requirements: Requirement[] = [];
  const excluded: Exclusion[] = [];
  const known = inMethodOrder([...METHODS, ...ownMethodsOf(site)]);
  const chosen = methods === undefined ? known : known.filter((method) => methods.includes(method));
  const methodPlans = chosen.map((method): MethodPlan => {
    const ruledOutBy = isOwnMethod(method) ? [] : (catalogue.ruledOutBy[method] ?? []);
    const notApplicable = ruledOutBy.find((why) => isRuledOut(why, site));
    const flows = all.filter((flow) => flow.method === method);
    if (notApplicable !== undefined) {
      const reasons = [reason(notApplicable)];
      excluded.push(...flows.map((flow) => ({ id: flow.id, flow, reasons })));
      return { method, notApplicable: reason(notApplicable) };
    }
    for (const flow of flows) {
      const results = flow.when.map((condition) => evaluateCondition(condition, site, method));
      const against = results.flatMap((result) => (result.holds ? [] : [result.reason]));
      if (against.length > 0) {
        excluded.push({ id: flow.id, flow, reasons: against });
      } else {
        const because = results.map((result) => result.reason).filter((why) => why !== null);
        requirements.push(require(flow, site, because));
      }
    }
    // A method of the port tables always needs something.
    const isIdle = isOwnMethod(method) && !requirements.some((each) => each.method === method);
    return { method, notApplicable: isIdle ? reason('no-row-needed') : null };
  });
  return { site, methods: methodPlans, requirements, excluded };
}

function isRuledOut(why: Inapplicability, site: Site): boolean {
  switch (why) {
    case 'no-software-update-point':
      return site.roles.softwareUpdatePoints.length === 0;
    case 'no-distribution-point':
      return site.clients.location === 'intranet' && site.roles.distributionPoints.length === 0;
    case 'workgroup-has-no-group-policy':
    case 'workgroup-has-no-client-push':
      return site.clients.membership === 'workgroup';
    case 'internet-has-no-client-push':
    case 'internet-has-no-software-update-point':
    case 'internet-has-no-group-policy':
      return site.clients.location === 'internet';
  }
}

function require(flow: Flow, site: Site, because: readonly Reason[]): Requirement {
  const destination = destinationOf(flow, site);
  const { necessity, reason: weakened } = necessityOf(flow, site);
  return {
    id: flow.id,
    method: flow.method,
    necessity,
    flow,
    ports: portsOf(flow, site),
    destination,
    reasons: [
      ...because,
      ...(weakened === null ? [] : [weakened]),
      ...(flow.direction === 'read' ? [reason('direction-read', flow.from)] : []),
      ...(destination.kind === 'not-named' ? howToName(flow, site) : []),
    ],
  };
}

/** What the site file should name, and where that usually is. */
function howToName({ hosts }: Flow, site: Site): readonly Reason[] {
  // A user's row names its hosts itself.
  if (hosts === 'named') return [];
  const toName = reason('host-not-named', hosts);
  return hosts === 'run-from-share' ? [toName, reason('usual-share', usualShare(site))] : [toName];
}

/** How necessary a flow is in a site, and why it is less so than usual; null if it is as usual. */
export function necessityOf(
  flow: Flow,
  site: Site,
): { necessity: Necessity; reason: Reason | null } {
  if (typeof flow.necessity === 'string') return { necessity: flow.necessity, reason: null };
  const { usually, when, becomes } = flow.necessity;
  const because = when
    .map((condition) => evaluateCondition(condition, site, flow.method))
    .find(({ holds }) => holds);
  return because === undefined
    ? { necessity: usually, reason: null }
    : { necessity: becomes, reason: because.reason };
}
