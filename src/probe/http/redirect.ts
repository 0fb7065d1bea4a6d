import net from 'node:net';
import { withoutZone } from '../../base/zone.ts';

/**
 * Whether a Location header leads to another host than the one that was asked. A short name, its
 * full name and the address that was connected to are the same host, whatever port, path or scheme.
 * A Location that can't be parsed leads nowhere else.
 *
 * @param location the header as received: absolute or relative (RFC 9110 10.2.2)
 * @param requested URL of the request
 * @param host the name or address that was asked for
 * @param address the address that was connected to
 */
export function leadsElsewhere(
  location: string,
  requested: string,
  host: string,
  address: string,
): boolean {
  const target = hostOf(location, requested);
  if (target === null || target === '') return false;
  return target !== canonical(address) && !isSameHost(target, canonical(host));
}

function isSameHost(one: string, other: string): boolean {
  if (one === other) return true;
  if (net.isIP(one) !== 0 || net.isIP(other) !== 0) return false;
  return one.startsWith(`${other}.`) || other.startsWith(`${one}.`)
    ? !one.includes('.') || !other.includes('.')
    : false;
}

function hostOf(url: string, base: string): string | null {
  try {
    return unwrap(new URL(url, base).hostname);
  } catch {
    return null;
  }
}

/** The form that URL gives to a host: lower case, IPv6 shortened. */
function canonical(host: string): string {
  const literal = withoutZone(host);
  const bracketed = net.isIPv6(literal) ? `[${literal}]` : literal;
  return hostOf(`http://${bracketed}/`, 'http://localhost/') ?? unwrap(host.toLowerCase());
}

function unwrap(hostname: string): string {
  return hostname
    .toLowerCase()
    .replace(/^\[|\]$/gu, '')
    .replace(/\.$/u, '');
}
