import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { withoutZone } from './zone.ts';

/**
 * An address as text that sorts as the address does, IPv4 before IPv6; null for what is no address.
 * An IPv4 address that is written as one of IPv6 is that IPv4 address.
 */
export function addressKey(text: string): string | null {
  const literal = withoutZone(text);
  return isIP(literal) === 0 ? null : keyOfAddress(ipaddr.process(literal));
}

/** The same of an address that the library has read. */
export function keyOfAddress(address: ipaddr.IPv4 | ipaddr.IPv6): string {
  return `${address.kind()} ${Buffer.from(address.toByteArray()).toString('hex')}`;
}
