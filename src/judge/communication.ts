import type { CheckResults, EndpointResult } from '../probe/result.ts';
import type { Plan, Requirement } from '../plan/plan.ts';

/**
 * What was seen of a management point over plain HTTP, where it is only assumed that clients use that:
 * refused or forbidden, while the same host answers over HTTPS, the site may well demand HTTPS.
 */
export function asFarAsTold(
  endpoint: EndpointResult,
  { flow }: Requirement,
  { site }: Plan,
  results: CheckResults,
): EndpointResult {
  const isAssumed =
    site.product === 'current-branch' &&
    site.communicationSaid === 'assumed' &&
    flow.name === 'mp-http';
  if (!isAssumed || !isTurnedAway(endpoint) || !answersOverTls(endpoint.host, results)) {
    return endpoint;
  }
  const { reached, rttMs, evidence } = endpoint.observation;
  const cause = 'communication-not-told';
  return {
    ...endpoint,
    observation: { outcome: 'inconclusive', cause, reached, rttMs, evidence },
  };
}

function isTurnedAway({ observation: { outcome, evidence } }: EndpointResult): boolean {
  return (
    outcome === 'refused' ||
    (outcome === 'unhealthy' && evidence.kind === 'http' && evidence.status === 403)
  );
}

function answersOverTls(host: string, results: CheckResults): boolean {
  return [...results.values()].some(
    ({ check, endpoints }) =>
      check.kind === 'http' &&
      check.tls &&
      check.role === 'management-point' &&
      check.host === host &&
      endpoints.some(({ observation }) => observation.outcome === 'open'),
  );
}
