import net from 'node:net';
import { clean } from '../../base/clean.ts';
import type { WebRole } from '../../catalogue/vocabulary.ts';
import type { HttpCheck } from '../../plan/check.ts';
import type { HttpEvidence } from '../observation.ts';

const MAX_URL_LENGTH = 512;

/** What is requested, and at which address: the same for every attempt. */
export interface HttpTarget extends WebRequest {
  readonly check: HttpCheck;
  readonly address: string;
  /** The Host header; it has a port only if that is not the scheme's default. */
  readonly authority: string;
  readonly url: string;
}

export function targetOf(check: HttpCheck, address: string): HttpTarget {
  const request = ROLE_REQUESTS[check.role];
  const name = net.isIPv6(check.host) ? `[${check.host}]` : check.host;
  const authority = check.port === (check.tls ? 443 : 80) ? name : `${name}:${check.port}`;
  const url = `${check.tls ? 'https' : 'http'}://${authority}${request.path}`;
  return { ...request, method: 'GET', headers: {}, check, address, authority, url };
}

export function emptyEvidence(target: HttpTarget): HttpEvidence {
  return {
    kind: 'http',
    url: clean(target.url, MAX_URL_LENGTH),
    status: null,
    reason: null,
    server: null,
    location: null,
    content: 'not-looked-for',
    iis: 'none',
    filter: null,
    relay: null,
    subStatus: null,
    serverTime: null,
    localTime: null,
    besides: null,
    fullSegmentsLost: null,
    tls: null,
  };
}

/** A request without a body. */
export interface WebRequest extends RoleRequest {
  readonly method: string;
  /** In addition to those of every request. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What a web role is asked for, and what only that role can answer. */
interface RoleRequest {
  readonly path: string;
  /** Text that only this role serves; null if other signs show who answered. */
  readonly marker: string | null;
}

/** Each role's own URL. */
export const ROLE_REQUESTS: Readonly<Record<WebRole, RoleRequest>> = {
  'management-point': { path: '/SMS_MP/.sms_aut?MPLIST', marker: '<MPList' },
  'software-update-point': {
    path: '/ClientWebService/client.asmx',
    marker: 'microsoft.com/SoftwareDistribution',
  },
  'distribution-point': { path: '/SMS_DP_SMSPKG$/', marker: null },
  'server-locator-point': { path: '/SMS_SLP/slp.dll?site&sc=', marker: null },
  'fallback-status-point': { path: '/SMS_FSP/.sms_fsp', marker: null },
  'cloud-management-gateway': { path: '/CCM_Proxy_MutualAuth/ServiceMetadata', marker: null },
};
