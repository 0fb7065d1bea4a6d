import type http from 'node:http';
import net from 'node:net';
import { withoutZone } from '../../base/zone.ts';
import { cleanOrNull } from '../../base/clean.ts';
import type { AnswerOutcome, Cause, HttpEvidence } from '../observation.ts';
import type { Target } from './target.ts';

/** Evidence from a response's status line and headers. */
export type Head = Pick<HttpEvidence, 'reason' | 'server' | 'location'> & {
  readonly status: number;
};

export function headOf(response: http.IncomingMessage): Head {
  return {
    status: response.statusCode ?? 0,
    reason: cleanOrNull(response.statusMessage),
    server: cleanOrNull([response.headers.server].flat()[0]),
    location: cleanOrNull(response.headers.location, 1024),
  };
}

/** What an answer says about the service. */
type Judgement =
  { readonly outcome: 'open' } | { readonly outcome: AnswerOutcome; readonly cause: Cause };

/**
 * Whether a server demands a certificate from a client without one: `asked` in the handshake, which
 * may be optional, or `told` in its answer that it admits nobody without.
 */
export type ClientCertificateDemand = 'told' | 'asked' | 'none';

/** The part of a response that decides. */
export interface Answer {
  readonly status: number;
  /** The Location header as received. */
  readonly redirect: string | null;
  readonly content: HttpEvidence['content'];
}

const OPEN: Judgement = { outcome: 'open' };

/** The statuses for a missing client certificate; 495 and 496 are nginx's own. */
const DEMAND_STATUSES: ReadonlySet<number> = new Set([403, 495, 496]);

/**
 * Whether the role that was asked has answered, by status, redirect and content; the first true
 * line wins.
 */
export function judgeAnswer(
  answer: Answer,
  target: Target,
  demand: ClientCertificateDemand,
): Judgement {
  const { status } = answer;
  if (status === 407) return wrongService('proxy-authentication');
  if (isRedirectElsewhere(answer, target)) return wrongService('redirect-elsewhere');
  if (status >= 500 && status < 600) return { outcome: 'unhealthy', cause: 'server-error' };
  if (demand === 'told') return OPEN;
  if (demand === 'asked' && DEMAND_STATUSES.has(status)) return OPEN;
  if (target.marker === null) return isStatus(status) ? OPEN : wrongService('unexpected-status');
  if (status === 401 || status === 403) return OPEN;
  if (status !== 200) return wrongService('unexpected-status');
  return answer.content === 'found' ? OPEN : wrongService('foreign-content');
}

/** RFC 9110 15 has none below 100 or above 599; those from 500 on were judged before. */
function isStatus(status: number): boolean {
  return status >= 100 && status < 500;
}

function isRedirectElsewhere({ status, redirect }: Answer, target: Target): boolean {
  return (
    status >= 300 &&
    status < 400 &&
    redirect !== null &&
    leadsElsewhere(redirect, target.url, target.check.host, target.address)
  );
}

function wrongService(cause: Cause): Judgement {
  return { outcome: 'wrong-service', cause };
}

/**
 * Whether a Location header leads to another host than the one that was asked. A short name, its
 * full name and the address that was connected to are the same host, whatever port, path or scheme.
 * A Location that can't be parsed leads nowhere else.
 *
 * @param location the header as received: absolute or relative (RFC 9110 10.2.2)
 * @param requested URL of the request
 * @param host the name or address that was asked for
 * @param address the address that was connected to
 */
export function leadsElsewhere(
  location: string,
  requested: string,
  host: string,
  address: string,
): boolean {
  const target = hostOf(location, requested);
  if (target === null || target === '') return false;
  return target !== canonical(address) && !isSameHost(target, canonical(host));
}

function isSameHost(one: string, other: string): boolean {
  if (one === other) return true;
  if (net.isIP(one) !== 0 || net.isIP(other) !== 0) return false;
  return one.startsWith(`${other}.`) || other.startsWith(`${one}.`)
    ? !one.includes('.') || !other.includes('.')
    : false;
}

function hostOf(url: string, base: string): string | null {
  try {
    return unwrap(new URL(url, base).hostname);
  } catch {
    return null;
  }
}

/** The form that URL gives to a host: lower case, IPv6 shortened. */
function canonical(host: string): string {
  const literal = withoutZone(host);
  const bracketed = net.isIPv6(literal) ? `[${literal}]` : literal;
  return hostOf(`http://${bracketed}/`, 'http://localhost/') ?? unwrap(host.toLowerCase());
}

function unwrap(hostname: string): string {
  return hostname
    .toLowerCase()
    .replace(/^\[|\]$/gu, '')
    .replace(/\.$/u, '');
}
