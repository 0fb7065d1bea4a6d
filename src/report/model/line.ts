import type {
  ClientFacts,
  EndpointFacts,
  EvidenceFacts,
  RequirementFacts,
} from '../../judge/facts.ts';
import type { RpcDynamicEvidence } from '../../probe/observation.ts';
import type { ClientEntry, ReportHead } from './report.ts';
import { usualLookupStatus, usualSmb, usualUnmetHosts } from './usual.ts';

/**
 * A client as its line holds it: facts alone, without what the run's line says for every client and
 * what `src/saved/read` puts back. `type` and `client` come first, so that a line's name can be
 * found without parsing it.
 */
export function lineOf(
  client: ClientFacts & Pick<ClientEntry, 'audit'>,
  { catalogue }: Pick<ReportHead, 'catalogue'>,
): object {
  const { audit } = client;
  return {
    type: 'client',
    client: client.client,
    answered: client.answered,
    ...(client.interrupted === true ? { interrupted: true } : {}),
    methods: client.methods.map(
      ({ method, verdict, here, brokenBy, degradedBy, unproven, unknown, alternatives }) => ({
        method,
        verdict,
        here,
        brokenBy,
        degradedBy,
        unproven,
        ...(unknown === undefined ? {} : { unknown }),
        alternatives,
      }),
    ),
    requirements: client.requirements
      .filter(({ id }) => (catalogue[id]?.unprobed ?? null) === null)
      .map(requirementOf),
    ...(client.unknown === undefined ? {} : { unknown: client.unknown }),
    warnings: client.warnings.map(({ facts: { code, ...facts } }) => ({ code, facts })),
    // For programs that read lines: it follows from the rest, and is not read back.
    ...(audit === undefined ? {} : { audit: audit.map(({ flow, found }) => ({ flow, found })) }),
    ...(client.location === undefined ? {} : { location: client.location }),
    ...(client.self === undefined ? {} : { self: client.self }),
  };
}

function requirementOf(requirement: RequirementFacts): object {
  const { id, necessity, status, outcome, unmetHosts, fallbackHosts, endpoints } = requirement;
  const usual = usualUnmetHosts(status, endpoints);
  return {
    id,
    ...(necessity === undefined ? {} : { necessity }),
    status,
    outcome,
    ...(unmetHosts.join() === usual.join() ? {} : { unmetHosts }),
    ...(fallbackHosts === undefined ? {} : { fallbackHosts }),
    endpoints: endpoints.map(endpointOf),
  };
}

function endpointOf({ rttMs, attempts, evidence, ...endpoint }: EndpointFacts): object {
  return {
    ...endpoint,
    ...(rttMs === null ? {} : { rttMs }),
    ...(attempts === 1 ? {} : { attempts }),
    ...('kind' in evidence ? { evidence: slimEvidence(evidence, endpoint.outcome) } : {}),
  };
}

/** Without lists that no sentence and no verdict needs; `json` keeps them. */
function slimEvidence(evidence: EvidenceFacts, outcome: EndpointFacts['outcome']): object {
  if (!('kind' in evidence)) return {};
  switch (evidence.kind) {
    case 'icmp':
      return withoutUsual(outcome === 'open' ? { ...evidence, line: null } : evidence);
    case 'rpc-endpoint-mapper': {
      const { endpoints: _endpoints, ...rest } = evidence;
      return withoutUsual(rest, { lookupStatus: usualLookupStatus(evidence) });
    }
    case 'rpc-dynamic':
      return withoutUsual(
        { ...evidence, tried: evidence.tried.map(triedOf) },
        { advertised: evidence.tried.length },
      );
    case 'smb':
      return withoutUsual(evidence, usualSmb(evidence));
    case 'http': {
      const { tls, ...rest } = evidence;
      return withoutUsual({ ...rest, tls: tls === null ? null : withoutUsual(tls) });
    }
    case 'rpc-endpoint-mapper-udp':
    case 'revocation-list':
    case 'dns':
    case 'ldap':
    case 'kerberos':
      return withoutUsual(evidence);
  }
}

type Tried = RpcDynamicEvidence['tried'][number];

/** `49664` for a port that is open, `[49670, "filtered", "spoolss"]` for another. */
function triedOf({ port, outcome, interfaces }: Tried): number | readonly (number | string)[] {
  return outcome === 'open' ? port : [port, outcome, ...interfaces];
}

/**
 * Without nulls and without what follows from the rest; a member that differs from what would
 * follow is kept.
 */
function withoutUsual(value: object, usual: object = {}): object {
  const expected = new Map(Object.entries(usual));
  return Object.fromEntries(
    Object.entries(value).filter(([name, member]) => member !== (expected.get(name) ?? null)),
  );
}
