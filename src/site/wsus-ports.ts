import type { Checked, WsusProblem } from './value-problem.ts';

export interface WsusPorts {
  readonly httpPorts: readonly number[];
  readonly httpsPorts: readonly number[];
}

const DEFAULT: WsusPorts = { httpPorts: [80, 8530], httpsPorts: [443, 8531] };

/** The HTTPS port that belongs to an HTTP port. */
export function httpsFor(httpPort: number): number {
  return httpPort === 80 ? 443 : httpPort + 1;
}

function httpFor(httpsPort: number): number {
  return httpsPort === 443 ? 80 : httpsPort - 1;
}

/**
 * The ports of a software update point by note 2: one port implies the other. Without either, both
 * pairs that the WSUS setup offers are possible.
 */
export function wsusPorts(httpPort?: number, httpsPort?: number): Checked<WsusPorts, WsusProblem> {
  if (httpPort === undefined && httpsPort === undefined) return { value: DEFAULT };
  const http = httpPort ?? httpFor(httpsPort ?? 0);
  const https = httpsFor(http);
  if (http < 1 || https > 65_535 || (httpsPort !== undefined && httpsPort !== https)) {
    const said = { httpPort: httpPort ?? null, httpsPort: httpsPort ?? null };
    return { problem: { code: 'note-2', ...said } };
  }
  return { value: { httpPorts: [http], httpsPorts: [https] } };
}
