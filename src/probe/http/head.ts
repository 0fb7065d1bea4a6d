import type http from 'node:http';
import { cleanOrNull } from '../../base/clean.ts';
import type { HttpEvidence } from '../observation.ts';

/** Evidence from a response's status line and headers. */
export type Head = Pick<HttpEvidence, 'reason' | 'server' | 'location' | 'serverTime'> & {
  readonly status: number;
};

export function headOf(response: http.IncomingMessage): Head {
  return {
    status: response.statusCode ?? 0,
    reason: cleanOrNull(response.statusMessage),
    server: cleanOrNull([response.headers.server].flat()[0]),
    location: cleanOrNull(response.headers.location, 1024),
    serverTime: timeOf(response.headers.date),
  };
}

/** As ISO 8601; null if it is not a time (RFC 9110 5.6.7). */
function timeOf(date: string | undefined): string | null {
  const time = Date.parse((date ?? '').slice(0, 64));
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
