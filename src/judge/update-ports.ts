import type { CheckResults, EndpointResult } from '../probe/result.ts';
import type { Requirement } from '../plan/plan.ts';
import { httpsFor } from '../site/wsus-ports.ts';
import type { EndpointFacts, EvidenceFacts, RequirementFacts } from './facts.ts';
import { type RequirementOutcome, STATUS_OF, bestOf } from './vocabulary.ts';

/** What was seen at one port of an update point. */
interface SeenPort {
  readonly port: number | null;
  readonly outcome: RequirementOutcome;
}

/**
 * What an update point's HTTP port counts as; null where it is not the update point's. Where
 * its ports were not given there are two possible pairs (note 2), and another web site may have the
 * first. The port of content answers with a refusal, as any web site does; so where the service answers
 * over TLS at one pair, the HTTP port of the other pair does not count. If this machine failed to look
 * at the other pair's TLS port, nobody knows whose that pair is, and an open port there proves nothing.
 */
function countedAs(
  { port, outcome }: SeenPort,
  evidence: EvidenceFacts | EndpointResult['observation']['evidence'],
  overTls: readonly SeenPort[],
): RequirementOutcome | null {
  if (port === null) return outcome;
  if ('kind' in evidence && evidence.kind === 'http' && evidence.content === 'found') {
    return outcome;
  }
  const own = overTls.filter((each) => each.port === httpsFor(port));
  const isAnswer = (each: SeenPort): boolean => each.outcome === 'open';
  if (!overTls.some(isAnswer) || own.some(isAnswer)) return outcome;
  if (!own.some((each) => each.outcome === 'error')) return null;
  return outcome === 'open' ? 'error' : outcome;
}

/**
 * The outcome that an endpoint counts as; null if it does not belong to the host that was asked
 * for.
 */
export function atUpdatePort(
  { host, port, observation: { outcome, evidence } }: EndpointResult,
  { flow }: Requirement,
  results: CheckResults,
): RequirementOutcome | null {
  return flow.name === 'sup-http'
    ? countedAs({ port, outcome }, evidence, overTls(host, results))
    : outcome;
}

/** A saved endpoint, and what it counts as. */
export interface CountedEndpoint {
  readonly endpoint: EndpointFacts;
  readonly outcome: RequirementOutcome;
}

/** The endpoints that count, given what is known of the update point over TLS. */
export function thatCount(
  { endpoints }: RequirementFacts,
  https: RequirementFacts,
): readonly CountedEndpoint[] {
  return endpoints.flatMap((endpoint) => {
    const seen = https.endpoints.filter(({ host }) => host === endpoint.host);
    const outcome = countedAs(endpoint, endpoint.evidence, seen);
    return outcome === null ? [] : [{ endpoint, outcome }];
  });
}

/**
 * A saved requirement, judged anew with TLS answers from another report; the same object if nothing
 * changes.
 */
export function atUpdatePorts(http: RequirementFacts, https: RequirementFacts): RequirementFacts {
  const { endpoints } = http;
  if (endpoints.length === 0) return http;
  const counted = thatCount(http, https);
  const hosts = [...new Set(endpoints.map(({ host }) => host))].map((host) => ({
    host,
    outcome: bestOf(
      counted.filter(({ endpoint }) => endpoint.host === host).map(({ outcome }) => outcome),
    ),
  }));
  const outcome = bestOf(hosts.map((each) => each.outcome));
  const unmetHosts = hosts
    .filter(({ host }) => STATUS_OF[outcome] === 'unmet' || !http.fallbackHosts?.includes(host))
    .filter((each) => STATUS_OF[each.outcome] === 'unmet')
    .map(({ host }) => host);
  return outcome === http.outcome && unmetHosts.join() === http.unmetHosts.join()
    ? http
    : { ...http, status: STATUS_OF[outcome], outcome, unmetHosts };
}

function overTls(host: string, results: CheckResults): readonly SeenPort[] {
  return [...results.values()].flatMap(({ check, endpoints }) =>
    check.kind === 'http' &&
    check.tls &&
    check.role === 'software-update-point' &&
    check.host === host
      ? endpoints.map(({ observation: { outcome } }) => ({ port: check.port, outcome }))
      : [],
  );
}
