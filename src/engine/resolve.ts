import dns from 'node:dns/promises';
import { isIP } from 'node:net';
import os from 'node:os';
import type { LimitFunction } from 'p-limit';
import { codeOf } from '../base/error-code.ts';
import { LookupQueue } from './lookup-queue.ts';

/** What became of a name look-up. */
export type Resolution =
  | { readonly kind: 'addresses'; readonly addresses: readonly string[] }
  /** The name has no address. */
  | { readonly kind: 'unresolved'; readonly code: string }
  /** The resolver failed, so it is not known whether the name has an address. */
  | { readonly kind: 'error'; readonly code: string };

export type Resolver = (host: string) => Promise<Resolution>;

/** Asks the system for all addresses of a name; tests bring their own. */
export type SystemLookup = (host: string) => Promise<readonly { readonly address: string }[]>;

const systemLookup: SystemLookup = (host) => dns.lookup(host, { all: true, order: 'verbatim' });

/** The most addresses of one name that are probed. */
const MAX_ADDRESSES = 8;
/** Codes that mean "no address". EAI_AGAIN is not among them: it means that the resolver failed. */
const NO_ADDRESS = new Set(['ENOTFOUND', 'ENODATA', 'EAI_NODATA', 'EAI_ADDRFAMILY']);

/**
 * The system's resolver, with hosts file and search suffixes. Addresses of a family that this
 * machine has no network for are left out where the name has others, because no client here would
 * use them.
 *
 * @param timeoutMs milliseconds for one look-up, from when its turn comes
 * @param retries how often a name is looked up again that got no answer while others did
 */
export function systemResolver(
  limit: LimitFunction,
  timeoutMs: number,
  retries: number,
  signal: AbortSignal,
  lookup: SystemLookup = systemLookup,
): Resolver {
  const queue = new LookupQueue(
    limit,
    timeoutMs,
    signal,
    (host) => getAddresses(host, lookup),
    retries,
  );
  return (host) =>
    isIP(host) === 0 ? queue.ask(host) : Promise.resolve({ kind: 'addresses', addresses: [host] });
}

async function getAddresses(host: string, lookup: SystemLookup): Promise<Resolution> {
  try {
    const found = await lookup(host);
    const distinct = [...new Set(found.map(({ address }) => address))];
    return { kind: 'addresses', addresses: usable(distinct).slice(0, MAX_ADDRESSES) };
  } catch (thrown) {
    const code = codeOf(thrown);
    return NO_ADDRESS.has(code) ? { kind: 'unresolved', code } : { kind: 'error', code };
  }
}

function usable(addresses: readonly string[]): readonly string[] {
  if (addresses.length < 2) return addresses;
  const interfaces = Object.values(os.networkInterfaces()).flat();
  const has = (family: string, internal: boolean): boolean =>
    interfaces.some((entry) => entry?.family === family && (!entry.internal || internal));
  const reachable = addresses.filter((address) => {
    const isV6 = address.includes(':');
    const loopback = address === '::1' || address.startsWith('127.');
    return has(isV6 ? 'IPv6' : 'IPv4', loopback);
  });
  return reachable.length > 0 ? reachable : addresses;
}

/** Looks each name up once, and remembers the result. */
export function resolveOnce(resolver: Resolver): Resolver {
  const known = new Map<string, Promise<Resolution>>();
  return (host) => {
    const key = host.toLowerCase();
    const asked = known.get(key) ?? resolver(host);
    known.set(key, asked);
    return asked;
  };
}
