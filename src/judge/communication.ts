import type { HttpEvidence } from '../probe/observation.ts';
import { type CheckResults, type EndpointResult, withDoubt } from '../probe/result.ts';
import type { Plan, Requirement } from '../plan/plan.ts';
import type { Site } from '../site/site.ts';
import type { SeenFlow, Warning } from './warning.ts';

/**
 * What was seen of a management point over plain HTTP, where HTTP is only an assumption. If it
 * refuses or forbids while the same host answers over HTTPS, the site may well demand HTTPS.
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
  return withDoubt(endpoint, 'communication-not-told');
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

/**
 * Management points of current branch that answer as in a site with another communication than the
 * stated one: with a certificate that the site issued itself, which only enhanced HTTP has; or only
 * to clients with a certificate while they turn plain HTTP away, which enhanced HTTP never does.
 */
export function differingCommunication(
  seen: readonly SeenFlow[],
  { communication, communicationSaid }: Pick<Site, 'communication' | 'communicationSaid'>,
): readonly Warning[] {
  if (communicationSaid === 'assumed') return [];
  const overTls = new Map(
    seen.flatMap(({ flow, endpoint: { host, observation } }) =>
      flow === 'mp-https' && observation.evidence.kind === 'http'
        ? [[host, { outcome: observation.outcome, evidence: observation.evidence }] as const]
        : [],
    ),
  );
  return [...overTls].flatMap(([host, { outcome, evidence }]): readonly Warning[] => {
    const code = 'communication-differs';
    if (communication === 'https') {
      return isSiteIssued(evidence) ? [{ code, host, said: 'https', seen: 'enhanced-http' }] : [];
    }
    const isHttps =
      communication === 'enhanced-http' &&
      outcome === 'open' &&
      !isSiteIssued(evidence) &&
      isPlainTurnedAway(host, seen, evidence);
    return isHttps ? [{ code, host, said: 'enhanced-http', seen: 'https' }] : [];
  });
}

/** Decided by the issuer's name, the only sign if such a certificate was not expected. */
function isSiteIssued({ tls }: HttpEvidence): boolean {
  return (
    tls?.issuerTrust === 'site-issued' || /(?:^|, )CN=SMS Issuing(?:,|$)/u.test(tls?.issuer ?? '')
  );
}

function isPlainTurnedAway(
  host: string,
  seen: readonly SeenFlow[],
  { tls, content }: HttpEvidence,
): boolean {
  const plain = seen.flatMap(({ flow, endpoint }) =>
    flow === 'mp-http' && endpoint.host === host ? [endpoint] : [],
  );
  if (plain.length === 0 || plain.some(({ observation }) => observation.outcome === 'open')) {
    return false;
  }
  const demandsCertificate = tls?.clientCertificate === 'asked' && content !== 'found';
  return demandsCertificate || plain.every(isTurnedAway);
}
