import { type RequirementId, isOwnFlow } from '../../../catalogue/flow.ts';
import type { OwnWords } from '../../../catalogue/own.ts';
import type { Method, Necessity, Role, Transport, Vantage } from '../../../catalogue/vocabulary.ts';
import { type PlannedPort, type Target, portOfCheck } from '../../../plan/bind.ts';
import { expectedOf } from '../../../plan/expected.ts';
import { targetsOf } from '../../../plan/checks.ts';
import type { Exclusion, Plan, Requirement } from '../../../plan/plan.ts';
import type { ExpectedState } from '../../../site/site.ts';
import type { Texts } from '../../../text/texts.ts';
import { siteEntry } from '../../model/build.ts';
import { portText, reasonText } from '../../model/catalogue.ts';
import type { SiteEntry } from '../../model/report.ts';
import { sourceText } from '../../model/source-text.ts';

export const PLAN_SCHEMA = 'ccm-preflight/plan/1';

export interface PlanEntry {
  readonly schema: typeof PLAN_SCHEMA;
  readonly site: SiteEntry;
  readonly requirements: readonly PlannedRequirement[];
  readonly excluded: readonly ExcludedFlow[];
}

export interface PlannedRequirement {
  readonly id: RequirementId;
  readonly method: Method;
  readonly necessity: Necessity;
  readonly from: Vantage;
  readonly to: Role;
  readonly transport: Transport;
  readonly ports: readonly (number | string)[];
  readonly endpoints: readonly PlannedEndpoint[];
  readonly reason: string;
  readonly source: string;
  /** What the site expects of it; absent where that is nothing. */
  readonly expect?: ExpectedState;
  /** What the user says of the flow, where it is of the user's own rows. */
  readonly own?: OwnWords;
}

export interface PlannedEndpoint {
  readonly host: string;
  readonly port: number | string | null;
}

export interface ExcludedFlow {
  readonly id: RequirementId;
  readonly reason: string;
}

/**
 * A plan for `clients` (none: flows to a client have no endpoints), narrowed to a vantage or not.
 */
export function buildPlan(
  plan: Plan,
  clients: readonly string[],
  from: Vantage | null,
  texts: Texts,
): PlanEntry {
  const wanted = ({ flow }: Requirement | Exclusion): boolean =>
    from === null || flow.from === from;
  return {
    schema: PLAN_SCHEMA,
    site: siteEntry(plan),
    requirements: plan.requirements
      .filter(wanted)
      .map((requirement) => plannedRequirement(requirement, plan, clients, texts)),
    excluded: plan.excluded
      .filter(wanted)
      .map((exclusion) => ({ id: exclusion.id, reason: reasonText(exclusion, texts) })),
  };
}

function plannedRequirement(
  requirement: Requirement,
  plan: Plan,
  clients: readonly string[],
  texts: Texts,
): PlannedRequirement {
  const { id, method, necessity, flow, ports } = requirement;
  const expect = expectedOf(requirement, plan.site);
  const targets =
    requirement.destination.kind === 'client'
      ? clients.flatMap((client) => targetsOf(requirement, plan, client))
      : targetsOf(requirement, plan, null);
  return {
    id,
    method,
    necessity,
    from: flow.from,
    to: flow.to,
    transport: flow.transport,
    ports: ports.map(portText),
    endpoints: targets.flatMap((target) => endpointsOf(target, ports)),
    reason: reasonText(requirement, texts),
    source: isOwnFlow(flow) ? flow.words.source : sourceText(flow.source, texts),
    ...(expect === null ? {} : { expect }),
    ...(isOwnFlow(flow) ? { own: flow.words } : {}),
  };
}

/** A check without a port uses the requirement's range, or none for ICMP. */
function endpointsOf(
  { host, checks }: Target,
  ports: readonly PlannedPort[],
): readonly PlannedEndpoint[] {
  const [only] = ports;
  // Nothing is sent where only somebody's own look can tell.
  if (checks.length === 0) return [{ host, port: only === undefined ? null : portText(only) }];
  // Where a certificate leads is not known before it is seen.
  return checks
    .filter(({ kind }) => kind !== 'revocation')
    .map((check) => {
      const [first] = ports;
      const port = portOfCheck(check) ?? (first === undefined ? null : portText(first));
      return { host, port };
    });
}

/** `mp01:80, mp02:80`. */
export function endpointList({ endpoints }: PlannedRequirement, separator: string): string {
  return endpoints
    .map(({ host, port }) => {
      const named = host.includes(':') ? `[${host}]` : host;
      return port === null ? host : `${named}:${port}`;
    })
    .join(separator);
}
