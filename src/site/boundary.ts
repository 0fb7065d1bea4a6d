import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { addressKey, keyOfAddress } from '../base/address-key.ts';
import { printable } from '../base/printable.ts';
import type { Checked } from './value-problem.ts';

/** Addresses from the first to the last, as `addressKey` has them. */
export interface AddressRange {
  readonly first: string;
  readonly last: string;
}

/**
 * A boundary: `10.1.0.0/16`, `10.1.0.10-10.1.0.99`, `2001:db8:1::/48`. What has no end, such as a
 * subnet without a mask, is refused: its size can only be guessed.
 */
export function checkBoundary(said: string): Checked<AddressRange> {
  const words = said.trim();
  const text = printable(said);
  if (isIP(words) !== 0) return { problem: { code: 'boundary-without-end', text } };
  const [, from, to] = /^([^\s-]+)\s*-\s*([^\s-]+)$/.exec(words) ?? [];
  if (from !== undefined && to !== undefined) return checkRange(from, to, text);
  const [, base, bits] = /^([^/]+)\/(\d{1,3})$/.exec(words) ?? [];
  const family = isIP(base ?? '');
  if (base === undefined || family === 0 || Number(bits) > (family === 4 ? 32 : 128)) {
    return { problem: { code: 'not-a-boundary', text } };
  }
  const ends = family === 4 ? ipaddr.IPv4 : ipaddr.IPv6;
  return {
    value: {
      first: keyOfAddress(ends.networkAddressFromCIDR(words)),
      last: keyOfAddress(ends.broadcastAddressFromCIDR(words)),
    },
  };
}

function checkRange(from: string, to: string, text: string): Checked<AddressRange> {
  const [first, last] = [addressKey(from), addressKey(to)];
  if (first === null || last === null || first.slice(0, 4) !== last.slice(0, 4)) {
    return { problem: { code: 'not-a-boundary', text } };
  }
  return first > last
    ? { problem: { code: 'boundary-backwards', text } }
    : { value: { first, last } };
}
