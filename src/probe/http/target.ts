import net from 'node:net';
import type { HttpCheck } from '../../plan/check.ts';
import { clean } from '../../base/clean.ts';
import type { HttpEvidence } from '../observation.ts';
import { ROLE_REQUESTS } from './roles.ts';
import type { RoleRequest } from './roles.ts';

const MAX_URL_LENGTH = 512;

/** A request made ready: the same for every attempt at it. */
export interface Target extends RoleRequest {
  readonly check: HttpCheck;
  readonly address: string;
  /** The host as it stands in the Host header: with a port only where it is not the scheme's. */
  readonly authority: string;
  readonly url: string;
}

export function targetOf(check: HttpCheck, address: string): Target {
  const request = ROLE_REQUESTS[check.role];
  const name = net.isIPv6(check.host) ? `[${check.host}]` : check.host;
  const authority = check.port === (check.tls ? 443 : 80) ? name : `${name}:${check.port}`;
  const url = `${check.tls ? 'https' : 'http'}://${authority}${request.path}`;
  return { ...request, check, address, authority, url };
}

export function emptyEvidence(target: Target): HttpEvidence {
  return {
    kind: 'http',
    url: clean(target.url, MAX_URL_LENGTH),
    status: null,
    reason: null,
    server: null,
    location: null,
    content: 'not-looked-for',
    tls: null,
  };
}
