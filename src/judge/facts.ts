import type { HostSource, RequirementId } from '../catalogue/flow.ts';
import type { OwnWords } from '../catalogue/own.ts';
import type { Necessity, Product, Transport, Vantage } from '../catalogue/vocabulary.ts';
import type { EndpointResult } from '../probe/result.ts';
import type { MethodPlan } from '../plan/plan.ts';
import type { Reason } from '../plan/reason.ts';
import type { Evidence } from '../probe/observation.ts';
import type { Said } from '../probe/saved-words.ts';
import type { ExpectedState } from '../site/site.ts';
import type { Answered } from './answered.ts';
import type { JudgedClient } from './client.ts';
import { locationFacts } from './location.ts';
import type { JudgedMethod } from './method.ts';
import type { JudgedRequirement } from './requirement.ts';
import type {
  client,
  endpointMapper,
  location,
  methodVerdict,
  requirement,
  seenEndpoint,
} from './saved-facts.ts';

/**
 * A judged client as it is saved: codes and numbers, no sentences. All sentences about a client are
 * made from this and from its run's facts.
 */
export type ClientFacts = Said<typeof client>;
export type MethodFacts = Said<typeof methodVerdict>;
export type RequirementFacts = Said<typeof requirement>;
export type EndpointFacts = Said<typeof seenEndpoint>;
export type EvidenceFacts = EndpointFacts['evidence'];
export type EndpointMapperFacts = Said<typeof endpointMapper>;
export type LocationFacts = Said<typeof location>;
export type WarningFacts = ClientFacts['warnings'][number];
/** A requirement that a newer version saved and this one knows nothing of. */
export type UnknownFacts = NonNullable<ClientFacts['unknown']>[number];

/** What the sentences about a client need to know of its run; a report's head has it. */
export interface RunFacts {
  readonly site: { readonly product: Product };
  readonly methods: readonly MethodPlan[];
  readonly catalogue: Readonly<
    Partial<
      Record<
        RequirementId,
        {
          readonly necessity: Necessity;
          readonly from: Vantage;
          readonly transport: Transport;
          /** The user's words for the row; absent if it is not a user's own. */
          readonly own?: OwnWords;
          readonly notNamed: HostSource | null;
          readonly reasons: readonly Reason[];
          readonly expect?: ExpectedState;
        }
      >
    >
  >;
}

const ANSWERED = { yes: true, no: false, unknown: null } as const satisfies Record<
  Answered,
  boolean | null
>;

export function factsOf({
  client,
  answered,
  methods,
  requirements,
  warnings,
  location,
}: JudgedClient): ClientFacts {
  return {
    client,
    answered: ANSWERED[answered],
    methods: methods.map(methodFacts),
    requirements: requirements.map(requirementFacts),
    warnings: warnings.map((warning) => ({ code: warning.code, facts: warning })),
    ...(location === null ? {} : { location: locationFacts(location) }),
  };
}

/**
 * The facts of a client whose checks the user interrupted: given more time, more might have
 * answered.
 */
export function interruptedFacts(facts: ClientFacts): ClientFacts {
  const answered = facts.answered === true ? true : null;
  return { ...facts, answered, interrupted: true };
}

/** What is the same for every client, such as why a method is not applicable, is in the head. */
export function methodFacts(judged: JudgedMethod): MethodFacts {
  const { method, verdict, here, brokenBy, degradedBy, unproven, alternatives } = judged;
  return { method, verdict, here, brokenBy, degradedBy, unproven, alternatives };
}

export function requirementFacts({
  id,
  status,
  outcome,
  unmetHosts,
  fallbackHosts,
  endpoints,
  necessity,
  requirement,
}: JudgedRequirement): RequirementFacts {
  return {
    id,
    // A location can only make a flow less necessary than it is for the site.
    ...(requirement.isNecessityOfLocation === true && necessity === 'helpful' ? { necessity } : {}),
    status,
    outcome,
    unmetHosts,
    ...(fallbackHosts.length === 0 ? {} : { fallbackHosts }),
    endpoints: endpoints.map(endpointFacts),
  };
}

function endpointFacts({
  host,
  address,
  port,
  attempts,
  source,
  observation,
}: EndpointResult): EndpointFacts {
  const { outcome, reached, rttMs, evidence } = observation;
  return {
    host,
    address,
    port,
    outcome,
    ...('code' in observation ? { code: observation.code } : {}),
    ...('cause' in observation ? { cause: observation.cause } : {}),
    reached,
    rttMs: rttMs === null ? null : Math.round(rttMs * 100) / 100,
    attempts,
    ...(source !== undefined && { source }),
    evidence: evidenceFacts(evidence),
  };
}

function evidenceFacts(evidence: Evidence): EvidenceFacts {
  switch (evidence.kind) {
    case 'none':
      return {};
    case 'rpc-endpoint-mapper':
      return {
        kind: evidence.kind,
        lookup: evidence.lookup,
        lookupStatus: evidence.lookupStatus,
        endpoints: evidence.endpoints,
        bindings: evidence.bindings,
        comVersion: evidence.comVersion,
        fullSegmentsLost: evidence.fullSegmentsLost,
        entries: evidence.endpoints.length,
      };
    case 'icmp':
    case 'smb':
    case 'rpc-dynamic':
    case 'rpc-endpoint-mapper-udp':
    case 'http':
    case 'revocation-list':
    case 'dns':
    case 'ldap':
    case 'kerberos':
      return evidence;
  }
}

/** How necessary a requirement is for this client. @param row of the report's catalogue */
export function necessityAt(
  { necessity }: Pick<RequirementFacts, 'necessity'>,
  row: { readonly necessity: Necessity },
): Necessity {
  return necessity ?? row.necessity;
}

/** The endpoint that decided a requirement's outcome. */
export function decidingEndpoint({ endpoints, outcome }: RequirementFacts): EndpointFacts | null {
  return endpoints.find((endpoint) => endpoint.outcome === outcome) ?? null;
}
