import dns from 'node:dns/promises';
import { isIP } from 'node:net';
import os from 'node:os';
import type { LimitFunction } from 'p-limit';
import { codeOf } from '../base/error-code.ts';
import { withPatience } from '../base/patience.ts';
import { LookupQueue } from './lookup-queue.ts';

/** The result of a name look-up. */
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

/** Asks for the IPv4 addresses of a name alone, without the system's resolver. */
export type Ipv4Lookup = (host: string) => Promise<readonly string[]>;

const IPV4_TIMEOUT_MS = 2000;

/**
 * Asks each name server once. This look-up only replaces the system's resolver, which repeats its
 * question itself, and a run must not wait twice if no server answers.
 * @param servers null for those of the system
 */
export function ipv4LookupAt(servers: readonly string[] | null): Ipv4Lookup {
  return (host) => {
    const resolver = new dns.Resolver({ timeout: IPV4_TIMEOUT_MS, tries: 1 });
    if (servers !== null) resolver.setServers(servers);
    return resolver.resolve4(host);
  };
}

/**
 * After this many milliseconds without an answer for both families, IPv4 alone is asked for too.
 */
const BOTH_MS = 1500;

/** More addresses than any name has: a bound for what a name server sends. */
const MAX_ADDRESSES = 256;
/**
 * Filters in name servers and hosts files block a name with these. They are no computer's, but a
 * connect to one reaches this machine on Linux, and looks like a shortage of ports on Windows.
 */
const UNSPECIFIED = new Set(['0.0.0.0', '::', '::ffff:0.0.0.0']);

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
  ipv4: Ipv4Lookup = ipv4LookupAt(null),
): Resolver {
  const queue = new LookupQueue(
    limit,
    timeoutMs,
    signal,
    (host) => getAddresses(host, lookup, ipv4),
    retries,
  );
  return (host) =>
    isIP(host) === 0 ? queue.ask(host) : Promise.resolve({ kind: 'addresses', addresses: [host] });
}

async function getAddresses(
  host: string,
  lookup: SystemLookup,
  ipv4: Ipv4Lookup,
): Promise<Resolution> {
  const both = askBoth(host, lookup);
  const early = await withPatience(both, BOTH_MS);
  if (early !== null && !isUnanswered(early)) return early;
  // The system gives no address at all if a name server ignores the question for IPv6. Windows uses
  // the IPv4 address then, and so does this.
  const alone = askIpv4(host, ipv4);
  const sooner = early === null ? await Promise.race([both, alone]) : await alone;
  if (sooner?.kind === 'addresses') return sooner;
  const whole = await both;
  return isUnanswered(whole) ? ((await alone) ?? whole) : whole;
}

async function askBoth(host: string, lookup: SystemLookup): Promise<Resolution> {
  try {
    return addressesOf((await lookup(host)).map(({ address }) => address));
  } catch (thrown) {
    const code = codeOf(thrown);
    return NO_ADDRESS.has(code) ? { kind: 'unresolved', code } : { kind: 'error', code };
  }
}

/**
 * Null if the answer proves nothing: there was none, the name does not exist, or it is short and
 * was asked without its suffix.
 */
async function askIpv4(host: string, ipv4: Ipv4Lookup): Promise<Resolution | null> {
  try {
    const found = await ipv4(host);
    return found.length === 0 ? null : addressesOf(found);
  } catch {
    return null;
  }
}

function isUnanswered(resolution: Resolution): boolean {
  return resolution.kind === 'error' && resolution.code === 'EAI_AGAIN';
}

function addressesOf(found: readonly string[]): Resolution {
  const addresses = [...new Set(found)].filter((address) => !UNSPECIFIED.has(address));
  return addresses.length === 0 && found.length > 0
    ? { kind: 'unresolved', code: 'ENODATA' }
    : { kind: 'addresses', addresses: usable(addresses).slice(0, MAX_ADDRESSES) };
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
