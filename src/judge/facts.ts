import type { HostSource, RequirementId } from '../catalogue/flow.ts';
import type { Method, Necessity, Product } from '../catalogue/vocabulary.ts';
import type { EndpointResult } from '../probe/result.ts';
import type { MethodPlan } from '../plan/plan.ts';
import type { Reason } from '../plan/reason.ts';
import type { EndpointMapperEvidence, Evidence, NoEvidence } from '../probe/observation.ts';
import type { Said } from '../probe/saved-words.ts';
import type { SelfFacts } from '../self/facts.ts';
import type { Answered } from './answered.ts';
import type { JudgedClient } from './client.ts';
import { locationFacts } from './location.ts';
import type { JudgedMethod } from './method.ts';
import type { JudgedRequirement } from './requirement.ts';
import type { endpoint, location } from './saved-facts.ts';
import type { RequirementOutcome, Status, Verdict } from './vocabulary.ts';
import type { Warning, WarningCode } from './warning.ts';

/**
 * A judged client as it is saved: codes and numbers, no sentence. Every sentence about a client is
 * made from this and from its run's facts.
 */
export interface ClientFacts {
  readonly client: string;
  /** null where nothing was sent to the client, or this machine could not send. */
  readonly answered: boolean | null;
  /** The user stopped the run while this client was under way: it proves nothing. */
  readonly interrupted?: true;
  readonly methods: readonly MethodFacts[];
  readonly requirements: readonly RequirementFacts[];
  /** Ids of requirements that a newer version saved and this one knows nothing of. */
  readonly unknown?: readonly UnknownFacts[];
  readonly warnings: readonly WarningFacts[];
  /** Absent where the site has no boundary groups. */
  readonly location?: LocationFacts;
  /** What the client told of itself when it ran this tool; it changes no verdict. */
  readonly self?: SelfFacts;
}

export type LocationFacts = Said<typeof location>;

export interface MethodFacts {
  readonly method: Method;
  readonly verdict: Verdict;
  readonly here: Verdict;
  readonly brokenBy: readonly RequirementId[];
  readonly degradedBy: readonly RequirementId[];
  readonly unproven: readonly RequirementId[];
  /** What stands in its way besides, which this version knows nothing of. */
  readonly unknown?: readonly string[];
  readonly alternatives: readonly Method[];
}

export interface UnknownFacts {
  readonly id: string;
  readonly status: Status;
}

export interface RequirementFacts {
  readonly id: RequirementId;
  readonly status: Status;
  readonly outcome: RequirementOutcome;
  /** Hosts of which none of the ports and addresses met the requirement. */
  readonly unmetHosts: readonly string[];
  /** Servers of other locations, to turn to where none of the client's own does. */
  readonly fallbackHosts?: readonly string[];
  readonly endpoints: readonly EndpointFacts[];
}

export type EndpointFacts = Said<typeof endpoint> & { readonly evidence: EvidenceFacts };

/** What an answer showed; empty where there was nothing to see. */
export type EvidenceFacts =
  | Exclude<Evidence, NoEvidence | EndpointMapperEvidence>
  | EndpointMapperFacts
  | Readonly<Record<string, never>>;

export interface EndpointMapperFacts extends EndpointMapperEvidence {
  /** How many the mapper listed; `endpoints` may have been left out to save room. */
  readonly entries: number;
}

export interface WarningFacts {
  readonly code: WarningCode;
  readonly facts: Warning;
}

/** What the sentences about a client take from its run; a report's head has it. */
export interface RunFacts {
  readonly site: { readonly product: Product };
  readonly methods: readonly MethodPlan[];
  readonly catalogue: Readonly<
    Partial<
      Record<
        RequirementId,
        {
          readonly necessity: Necessity;
          readonly notNamed: HostSource | null;
          readonly reasons: readonly Reason[];
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

/** The same of a client that the user did not let come to its end; more might have answered. */
export function interruptedFacts(facts: ClientFacts): ClientFacts {
  const answered = facts.answered === true ? true : null;
  return { ...facts, answered, interrupted: true };
}

/** What is the same for every client, such as why a method is not applicable, stands in the head. */
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
}: JudgedRequirement): RequirementFacts {
  return {
    id,
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

/** The endpoint that decided a requirement's outcome. */
export function decidingEndpoint({ endpoints, outcome }: RequirementFacts): EndpointFacts | null {
  return endpoints.find((endpoint) => endpoint.outcome === outcome) ?? null;
}
