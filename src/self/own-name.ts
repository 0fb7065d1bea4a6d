import { promises as dns } from 'node:dns';
import { hostname, networkInterfaces } from 'node:os';
import ipaddr from 'ipaddr.js';
import { withoutZone } from '../base/zone.ts';

/** The computer whose name is asked for; tests bring their own. */
export interface OwnComputer {
  readonly hostname: string;
  readonly addresses: readonly string[];
  /** Addresses of a name; rejects where it has none. */
  readonly lookup: (name: string) => Promise<readonly string[]>;
}

/** Where the name service is slower, the name counts as another computer's: the cautious answer. */
const LOOKUP_MS = 5_000;

/** The letters of a name that NetBIOS keeps. */
const NETBIOS_LENGTH = 15;

/**
 * Whether a name is one of this computer: its host name, with or without a domain, or a name of one of
 * its addresses.
 */
export async function isThisComputer(
  name: string,
  computer: OwnComputer = thisOne(),
): Promise<boolean> {
  if (isHostName(name, computer.hostname)) return true;
  const own = new Set(computer.addresses.map(canonical));
  const isOwn = (address: string): boolean => {
    const text = canonical(address);
    return own.has(text) || (ipaddr.isValid(text) && ipaddr.parse(text).range() === 'loopback');
  };
  if (ipaddr.isValid(withoutZone(name))) return isOwn(name);
  const slow = new AbortController();
  try {
    const found = await Promise.race([computer.lookup(name), silence(slow.signal)]);
    return found.some(isOwn);
  } catch {
    return false;
  } finally {
    slow.abort();
  }
}

/**
 * The first labels decide, because Windows may give its short name and a list may contain either.
 */
function isHostName(name: string, host: string): boolean {
  const [said, own] = [name, host].map((text) => text.toLowerCase().split('.')[0] ?? '');
  return said === own || said === own?.slice(0, NETBIOS_LENGTH);
}

/** Resolves to nothing after the time that a look-up may take. */
function silence(signal: AbortSignal): Promise<readonly string[]> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve([]), LOOKUP_MS);
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  });
}

function canonical(address: string): string {
  const text = withoutZone(address);
  return ipaddr.isValid(text) ? ipaddr.process(text).toString() : text;
}

function thisOne(): OwnComputer {
  return {
    hostname: hostname(),
    addresses: Object.values(networkInterfaces()).flatMap((those) =>
      (those ?? []).map(({ address }) => address),
    ),
    lookup: async (name) => (await dns.lookup(name, { all: true })).map(({ address }) => address),
  };
}
