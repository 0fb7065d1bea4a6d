import type { Scheme } from '../catalogue/vocabulary.ts';
import type { HttpCheck } from '../plan/check.ts';
import { probeHttp } from '../probe/http/probe.ts';
import type { HttpEvidence, Observation } from '../probe/observation.ts';
import { STAND_IN_SERVER } from '../probe/stand-in.ts';
import type { WebEndpoint } from './fetch.ts';
import type { CommunicationSign } from './model.ts';

/** What a management point answered over one scheme, looked at as `check` does. */
export type Look = Observation<HttpEvidence>;

/** Looks at a management point. Never rejects. */
export function lookAt(
  { scheme, host, address, port }: WebEndpoint,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Look> {
  const check: HttpCheck = {
    kind: 'http',
    host,
    port,
    tls: scheme === 'https',
    role: 'management-point',
    product: 'current-branch',
    serves: 'service',
    siteIssuedCertificate: 'accepted',
  };
  return probeHttp(check, address, { timeoutMs, signal, now: Date.now, tls: {} });
}

/** How a management point answered over each scheme. */
export interface Looks {
  /** `list`: it gave its list over plain HTTP, which needs no second look. */
  readonly http: Look | 'list' | null;
  readonly https: Look | null;
}

/** A sign, and the scheme that showed it. */
export interface SeenSign {
  readonly sign: CommunicationSign;
  readonly over: Scheme;
}

/**
 * What the looks show together; at most one sign for each scheme. A refusal over HTTP shows that HTTPS
 * is demanded only where the page says so, or the same computer answers over HTTPS: 403 has many
 * reasons. A request for a client certificate shows it only where plain HTTP is not taken.
 */
export function communicationSignsOf({ http, https }: Looks): readonly SeenSign[] {
  const plain = http === 'list' || (http !== null && isOfRole(http)) ? 'taken' : refusalOf(http);
  const overTls = https === null || !isOfRole(https) ? null : https.evidence;
  const isSiteIssued = overTls?.tls?.issuerTrust === 'site-issued';
  return [
    ...(plain === 'taken' ? [{ sign: 'takes-http', over: 'http' } as const] : []),
    ...(plain === 'tls-required' || (plain === 'refused' && overTls !== null && !isSiteIssued)
      ? [{ sign: 'demands-https', over: 'http' } as const]
      : []),
    ...(isSiteIssued ? [{ sign: 'site-issued-certificate', over: 'https' } as const] : []),
    ...(overTls !== null && !isSiteIssued && plain !== 'taken' && demandsCertificate(overTls)
      ? [{ sign: 'demands-https', over: 'https' } as const]
      : []),
  ];
}

/**
 * Whether a management point answered, and not what stands in for one. That a certificate has the full
 * name alone is no matter here.
 */
export function isOfRole(look: Look): boolean {
  const isOpen =
    look.outcome === 'open' || (look.outcome === 'inconclusive' && look.cause === 'short-name');
  return isOpen && look.evidence.server !== STAND_IN_SERVER;
}

/** Over HTTP an answer counts as the server's own only with the signs of IIS (docs/verdicts.md). */
function refusalOf(look: Looks['http']): 'tls-required' | 'refused' | null {
  if (look === null || look === 'list' || look.outcome !== 'unhealthy') return null;
  if (look.cause === 'tls-required') return 'tls-required';
  return look.evidence.status === 403 && look.cause === 'forbidden' ? 'refused' : null;
}

function demandsCertificate({ tls, content }: HttpEvidence): boolean {
  return tls?.clientCertificate === 'asked' && content !== 'found';
}
