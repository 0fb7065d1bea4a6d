import http from 'node:http';
import type { Authority } from '../certificates.ts';
import { listen } from './listen.ts';
import { isStreamFault, type ListenAt, type Simulator, type StreamFault } from './simulator.ts';
import { startStreamFault } from './stream-fault.ts';

export interface RevocationListOptions extends ListenAt {
  /** The authority whose list is served. */
  readonly authority: Pick<Authority, 'revocationList'>;
  /** Default: in a week. */
  readonly nextUpdate?: Date | undefined;
  readonly fault?: StreamFault | 'http-500' | undefined;
}

/** Starts the web server on which an authority publishes its revocation list, at any path. */
export async function startRevocationList(options: RevocationListOptions): Promise<Simulator> {
  const { authority, fault, nextUpdate } = options;
  if (isStreamFault(fault)) return startStreamFault(fault, options);
  const list = fault === undefined ? await authority.revocationList(nextUpdate) : null;
  const server = http.createServer((request, response) => {
    request.resume();
    const headers = { Server: 'Microsoft-IIS/10.0', 'Content-Type': 'application/pkix-crl' };
    response.writeHead(list === null ? 500 : 200, headers);
    response.end(list);
  });
  return listen(server, options);
}
