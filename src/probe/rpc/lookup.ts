import { AnswerFailure, NetworkFailure } from '../failure.ts';
import type { EndpointMapperEvidence, RpcEndpoint } from '../observation.ts';
import { ACCESS_DENIED } from './call.ts';
import type { RpcConnection } from './connection.ts';
import {
  EPT_LOOKUP,
  EPT_NOT_REGISTERED,
  EPT_OK,
  NULL_HANDLE,
  decodeEptLookup,
  encodeEptLookup,
  isNullHandle,
} from './ept-lookup.ts';

const MAX_PAGES = 64;
const MAX_ENDPOINTS = 4_096;

export type Lookup = Pick<EndpointMapperEvidence, 'lookup' | 'lookupStatus' | 'endpoints'>;

/**
 * Reads the endpoint mapper's whole list over a bound connection, page by page. It does not fail:
 * what was read before the deadline, a fault or a broken answer is kept as `partial`.
 */
export async function lookUpEndpoints(connection: RpcConnection): Promise<Lookup> {
  const endpoints: RpcEndpoint[] = [];
  let handle = NULL_HANDLE;
  let pages = 0;
  try {
    while (pages < MAX_PAGES) {
      const answer = await connection.call(EPT_LOOKUP, encodeEptLookup(handle));
      if (answer.kind === 'fault') return stopped(endpoints, answer.status);
      const page = decodeEptLookup(answer.stub);
      endpoints.push(...page.endpoints.slice(0, MAX_ENDPOINTS - endpoints.length));
      // Samba says not_registered after it has sent its entries, Windows returns a null handle.
      if (page.status === EPT_NOT_REGISTERED) return complete(endpoints, page.status);
      if (page.status !== EPT_OK) return stopped(endpoints, page.status);
      if (isNullHandle(page.handle)) return complete(endpoints, page.status);
      if (endpoints.length >= MAX_ENDPOINTS) break;
      handle = page.handle;
      pages += 1;
    }
    return { lookup: 'partial', lookupStatus: null, endpoints };
  } catch (thrown) {
    if (!(thrown instanceof AnswerFailure || thrown instanceof NetworkFailure)) throw thrown;
    return { lookup: pages > 0 ? 'partial' : 'failed', lookupStatus: null, endpoints };
  }
}

/** The look-up of a host that already refuses the bind to whoever is anonymous. */
export function deniedLookup(): Lookup {
  return stopped([], ACCESS_DENIED);
}

function complete(endpoints: readonly RpcEndpoint[], status: number): Lookup {
  return { lookup: 'complete', lookupStatus: hexStatus(status), endpoints };
}

function stopped(endpoints: readonly RpcEndpoint[], status: number): Lookup {
  const nothing = status === ACCESS_DENIED ? 'denied' : 'failed';
  return {
    lookup: endpoints.length > 0 ? 'partial' : nothing,
    lookupStatus: hexStatus(status),
    endpoints,
  };
}

function hexStatus(status: number): string {
  return `0x${status.toString(16).padStart(8, '0')}`;
}
