import type { Checked } from './host.ts';

/** The rule of note 2, as messages quote it. */
export const NOTE_2 =
  'note 2 of the port document: where the HTTP port is 80 the HTTPS port is 443, with any other HTTP port it is one higher (8530 and 8531)';

export interface WsusPorts {
  readonly httpPorts: readonly number[];
  readonly httpsPorts: readonly number[];
}

const DEFAULT: WsusPorts = { httpPorts: [80, 8530], httpsPorts: [443, 8531] };

function httpsFor(httpPort: number): number {
  return httpPort === 80 ? 443 : httpPort + 1;
}

function httpFor(httpsPort: number): number {
  return httpsPort === 443 ? 80 : httpsPort - 1;
}

/**
 * The ports of a software update point by note 2. One that is not told is either of the two that
 * the WSUS setup offers; one that is told implies the other.
 */
export function wsusPorts(httpPort?: number, httpsPort?: number): Checked<WsusPorts> {
  if (httpPort === undefined && httpsPort === undefined) return { value: DEFAULT };
  const http = httpPort ?? httpFor(httpsPort ?? 0);
  const https = httpsFor(http);
  if (http < 1 || https > 65_535 || (httpsPort !== undefined && httpsPort !== https)) {
    return {
      problem: `${describe(httpPort, httpsPort)} can't be: ${NOTE_2}`,
    };
  }
  return { value: { httpPorts: [http], httpsPorts: [https] } };
}

function describe(httpPort?: number, httpsPort?: number): string {
  const parts = [
    httpPort === undefined ? [] : [`httpPort ${httpPort}`],
    httpsPort === undefined ? [] : [`httpsPort ${httpsPort}`],
  ];
  return parts.flat().join(' with ');
}
