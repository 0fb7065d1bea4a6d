import os from 'node:os';
import ipaddr from 'ipaddr.js';
import { withoutZone } from '../base/zone.ts';

/**
 * The addresses that decide this machine's location: those that it was told to send from or, if
 * none, all of its own.
 */
export function ownAddresses(sources: readonly string[]): readonly string[] {
  if (sources.length > 0) return sources;
  return Object.values(os.networkInterfaces())
    .flatMap((all) => all ?? [])
    .filter(({ internal }) => !internal)
    .map(({ address }) => address)
    .filter((address) => ipaddr.parse(withoutZone(address)).range() !== 'linkLocal');
}
