import { type FlowName, type RequirementId, flowNameOf } from '../catalogue/flow.ts';
import type { Method, Necessity } from '../catalogue/vocabulary.ts';
import type { Cause } from '../probe/observation.ts';
import type { ExpectedState } from '../site/site.ts';
import { groupBy } from '../base/group-by.ts';
import type { ClientFacts, EndpointFacts, MethodFacts, RequirementFacts } from './facts.ts';
import { thatCount } from './update-ports.ts';

// Whether flows that are expected to be closed are closed. The answer comes from the same observations
// as the verdicts on methods, and changes none of them.

/**
 * The worst first. `open`: an answer came back, so packets pass in both directions.
 * `not-checked`: the other end opens the flow, so only a run there can tell.
 */
export const AUDIT_RESULTS = ['open', 'unproven', 'not-checked', 'closed'] as const;
export type AuditResult = (typeof AUDIT_RESULTS)[number];

/** Why it can't be told whether a flow is closed. */
export const AUDIT_DOUBTS = [
  // A rejection by a firewall and one by the computer, which means it was reached, look the same.
  'refused',
  // No port of that address answered: it may be switched off, and the flow open.
  'may-be-off',
  // Something accepts or answers, but not as the service does: it may be a gateway in between.
  'answered-by-whom',
  'other-computer',
  'no-address',
  'could-not-look',
  'not-told',
  'not-named',
  'not-needed',
  'interrupted',
] as const;
export type AuditDoubt = (typeof AUDIT_DOUBTS)[number];

/** What was found about a flow that is expected to be closed. */
export interface AuditedFlow {
  readonly flow: FlowName;
  /** The requirements that this flow is part of: methods share flows. */
  readonly requirements: readonly RequirementId[];
  readonly found: AuditResult;
  /** null where there is no doubt. */
  readonly doubt: AuditDoubt | null;
  /** The endpoints that the finding comes from. */
  readonly endpoints: readonly EndpointFacts[];
}

/** What a run's head says about expectations. */
export interface Expectations {
  readonly catalogue: Readonly<
    Partial<Record<RequirementId, { readonly expect?: ExpectedState | undefined }>>
  >;
}

type Seen = Pick<ClientFacts, 'client' | 'answered' | 'requirements' | 'interrupted'>;

/** Whether a run is expected to find a flow closed. */
export function isExpectedClosed(id: RequirementId, { catalogue }: Expectations): boolean {
  return catalogue[id]?.expect === 'closed';
}

/** The requirements of a run that are expected to be closed. */
export function expectedIn({ catalogue }: Expectations): readonly RequirementId[] {
  return Object.entries(catalogue).flatMap(([id, row]) =>
    row?.expect === 'closed' && isIdIn(id, catalogue) ? [id] : [],
  );
}

/**
 * The flows that a method can't do without and that are expected to be closed. With one of these,
 * the method is not meant to work here.
 */
export function expectedAgainst(method: Method, { catalogue }: Against): readonly RequirementId[] {
  return expectedIn({ catalogue }).filter(
    (id) => id.startsWith(`${method}/`) && catalogue[id]?.necessity === 'required',
  );
}

/** A head that also says how necessary each requirement is. */
interface Against {
  readonly catalogue: Readonly<
    Partial<
      Record<
        RequirementId,
        { readonly necessity: Necessity; readonly expect?: ExpectedState | undefined }
      >
    >
  >;
}

function isIdIn(id: string, catalogue: Expectations['catalogue']): id is RequirementId {
  return Object.hasOwn(catalogue, id);
}

/** The finding for each flow of a client that is expected to be closed. */
export function auditOf(client: Seen, run: Expectations): readonly AuditedFlow[] {
  const expected = client.requirements.filter(({ id }) => isExpectedClosed(id, run));
  if (expected.length === 0) return [];
  const known = knownOf(client);
  return [...groupBy(expected, ({ id }) => flowNameOf(id))].map(([flow, requirements]) =>
    auditFlow(flow, requirements, client, known),
  );
}

/**
 * Whether only flows that are expected to be closed break a method. Anything that a newer version
 * saved and this one does not know may break it too.
 */
export function breaksAsExpected(
  { verdict, brokenBy, unknown = [] }: Pick<MethodFacts, 'verdict' | 'brokenBy' | 'unknown'>,
  run: Expectations,
): boolean {
  return (
    verdict === 'breaks' &&
    unknown.length === 0 &&
    brokenBy.length > 0 &&
    brokenBy.every((id) => isExpectedClosed(id, run))
  );
}

/** What one endpoint, or a requirement without endpoints, says about a flow. */
type Passage =
  | { readonly found: 'open' | 'closed' | 'not-checked' }
  | { readonly found: 'unproven'; readonly doubt: AuditDoubt };

/** What the other flows show about addresses. */
interface Known {
  /** Places (see `placeOf`) where some service has answered as it should. */
  readonly answering: ReadonlySet<string>;
  /** Places (see `placeOf`) where a computer other than the client was found. */
  readonly strangers: ReadonlySet<string>;
}

function auditFlow(
  flow: FlowName,
  requirements: readonly RequirementFacts[],
  client: Seen,
  known: Known,
): AuditedFlow {
  const told = requirements.flatMap((requirement) => passagesOf(requirement, client, known));
  const found =
    AUDIT_RESULTS.find((result) => told.some(({ passage }) => passage.found === result)) ??
    'unproven';
  const decided = told.filter(({ passage }) => passage.found === found);
  const doubts = decided.flatMap(({ passage }) => ('doubt' in passage ? [passage.doubt] : []));
  return {
    flow,
    requirements: requirements.map(({ id }) => id),
    found,
    doubt: found === 'unproven' ? (doubts[0] ?? 'not-told') : null,
    endpoints: eachOnce(decided.flatMap(({ endpoint }) => (endpoint === null ? [] : [endpoint]))),
  };
}

interface Told {
  readonly passage: Passage;
  /** null where none was probed. */
  readonly endpoint: EndpointFacts | null;
}

function passagesOf(requirement: RequirementFacts, client: Seen, known: Known): readonly Told[] {
  const endpoints = endpointsOf(requirement, client);
  if (endpoints.length === 0) {
    return [{ passage: unlookedAt(requirement.outcome, client), endpoint: null }];
  }
  return endpoints.map((endpoint) => {
    const passage = passageAt(endpoint, client, known);
    return {
      passage:
        client.interrupted === true && passage.found !== 'open'
          ? { found: 'unproven', doubt: 'interrupted' }
          : passage,
      endpoint,
    };
  });
}

/** Leaves out endpoints on the host of an update point at ports that are not the update point's. */
function endpointsOf(
  requirement: RequirementFacts,
  { requirements }: Seen,
): readonly EndpointFacts[] {
  const [method] = requirement.id.split('/');
  const https = requirements.find(({ id }) => id === `${method}/sup-https`);
  return flowNameOf(requirement.id) !== 'sup-http' || https === undefined
    ? requirement.endpoints
    : thatCount(requirement, https).map(({ endpoint }) => endpoint);
}

function unlookedAt(outcome: RequirementFacts['outcome'], { interrupted }: Seen): Passage {
  if (outcome === 'not-checked') return { found: 'not-checked' };
  if (outcome === 'not-named' || outcome === 'not-needed') {
    return { found: 'unproven', doubt: outcome };
  }
  if (outcome === 'by-hand') return { found: 'unproven', doubt: 'not-told' };
  return { found: 'unproven', doubt: interrupted === true ? 'interrupted' : 'could-not-look' };
}

function passageAt(endpoint: EndpointFacts, { client }: Seen, known: Known): Passage {
  if (endpoint.host === client && known.strangers.has(placeOf(endpoint))) {
    return doubtful('other-computer');
  }
  if (isAnswerOfService(endpoint)) return { found: 'open' };
  switch (endpoint.outcome) {
    case 'filtered':
    case 'unreachable':
      return known.answering.has(placeOf(endpoint)) ? { found: 'closed' } : doubtful('may-be-off');
    case 'refused':
      return doubtful('refused');
    case 'open':
    case 'silent':
    case 'wrong-service':
    case 'unhealthy':
      return doubtful('answered-by-whom');
    case 'wrong-host':
      return doubtful('other-computer');
    case 'unresolved':
      return doubtful('no-address');
    case 'error':
      return doubtful('could-not-look');
    case 'inconclusive':
      return doubtful('not-told');
  }
}

function doubtful(doubt: AuditDoubt): Passage {
  return { found: 'unproven', doubt };
}

/**
 * Whether the service itself answered, which proves that packets get there and back. What a proxy, a
 * filter or a gateway may have answered in its place proves nothing.
 */
function isAnswerOfService({ outcome, cause, evidence }: EndpointFacts): boolean {
  if (outcome === 'open') return true;
  if (outcome !== 'unhealthy' && outcome !== 'inconclusive') return false;
  // A filter's page has its own signs, and they outweigh those of IIS.
  if ('kind' in evidence && evidence.kind === 'http' && evidence.iis !== 'none') {
    return evidence.filter === null;
  }
  return cause !== undefined && OF_SERVICE.has(cause);
}

/** Causes that only the service itself can show. */
const OF_SERVICE: ReadonlySet<Cause> = new Set([
  'negotiate-refused',
  'session-cut',
  'bind-refused',
  'directory-refusal',
  'key-center-refusal',
  'gateway-certificate-required',
  'gateway-forbidden',
  'gateway-token-invalid',
  'gateway-refusal',
]);

function knownOf({ client, answered, requirements }: Seen): Known {
  const endpoints = requirements.flatMap((requirement) => requirement.endpoints);
  const strangers = endpoints.filter(
    ({ host, outcome }) => host === client && outcome === 'wrong-host',
  );
  // In a joined report the answer and the silence may come from different days.
  const isThere = ({ host }: EndpointFacts): boolean => host !== client || answered !== false;
  return {
    answering: new Set(endpoints.filter(isThere).filter(isAnswerOfService).map(placeOf)),
    strangers: new Set(strangers.map(placeOf)),
  };
}

/** A key for the computer that was tried: its name and its address. */
function placeOf({ host, address }: EndpointFacts): string {
  return `${host} ${address ?? ''}`;
}

/** Endpoints without repetition: methods that share a flow share its endpoints. */
function eachOnce(endpoints: readonly EndpointFacts[]): readonly EndpointFacts[] {
  return [
    ...new Map(
      endpoints.map((endpoint) => [
        [endpoint.host, endpoint.address, endpoint.port, endpoint.outcome].join(' '),
        endpoint,
      ]),
    ).values(),
  ];
}
