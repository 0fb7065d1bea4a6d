import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { withoutZone } from '../../../base/zone.ts';

/** Prefix lengths by depth, from what is usually one LAN to the whole of the family. */
const LENGTHS = { 4: [24, 20, 16, 12, 8, 0], 6: [64, 56, 48, 40, 32, 0] } as const;

type Depth = 0 | 1 | 2 | 3 | 4 | 5;

/** Depths of subnets that are worth naming. */
export const NAMED_DEPTHS = [0, 1, 2, 3, 4] as const satisfies readonly Depth[];
/** The depth of the whole address family. */
const WHOLE = 5 satisfies Depth;
const DEPTHS: readonly Depth[] = [...NAMED_DEPTHS, WHOLE];

/** A network by its first 64 bits at most. */
export interface Subnet {
  readonly family: 4 | 6;
  /** 0 is the narrowest. */
  readonly depth: Depth;
  readonly high: number;
  readonly low: number;
  readonly key: string;
}

/** The LAN that an address is in; null for a text that is no address. */
export function lanOf(address: string): Subnet | null {
  const literal = withoutZone(address);
  if (isIP(literal) === 0) return null;
  const bytes = ipaddr.process(literal).toByteArray();
  return bytes.length === 4
    ? subnet(4, 0, word(bytes, 0), 0)
    : subnet(6, 0, word(bytes, 0), word(bytes, 4));
}

/** The next wider subnet; null above the whole. */
export function widerThan({ family, depth, high, low }: Subnet): Subnet | null {
  const next = DEPTHS[depth + 1];
  return next === undefined ? null : subnet(family, next, high, low);
}

/** `10.3.0.0/16`, `fd00:1::/48`. */
export function subnetText({ family, depth, high, low }: Subnet): string {
  const bytes = [
    ...bytesOf(high),
    ...(family === 4 ? [] : [...bytesOf(low), 0, 0, 0, 0, 0, 0, 0, 0]),
  ];
  return `${ipaddr.fromByteArray(bytes).toString()}/${LENGTHS[family][depth]}`;
}

function subnet(family: 4 | 6, depth: Depth, high: number, low: number): Subnet {
  const length = LENGTHS[family][depth];
  const first = kept(high, length);
  const second = kept(low, length - 32);
  return { family, depth, high: first, low: second, key: `${family} ${depth} ${first} ${second}` };
}

/** A word of 32 bits with all but its first ones cleared. */
function kept(bits: number, count: number): number {
  if (count <= 0) return 0;
  return count >= 32 ? bits : (bits & (-1 << (32 - count))) >>> 0;
}

function word(bytes: readonly number[], at: number): number {
  return bytes.slice(at, at + 4).reduce((bits, byte) => bits * 256 + byte, 0);
}

function bytesOf(bits: number): readonly number[] {
  return [bits >>> 24, (bits >>> 16) & 255, (bits >>> 8) & 255, bits & 255];
}
