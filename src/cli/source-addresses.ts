import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { printable } from '../base/printable.ts';
import { withoutZone } from '../base/zone.ts';
import { whyNoSource } from '../probe/source.ts';
import type { ParsedArguments } from './site-options.ts';
import { UsageError } from './usage-error.ts';

/** A few addresses are enough to show what is meant; a server may have hundreds. */
const MAX_TOLD = 8;

/**
 * The value of `--source-address`.
 * @throws UsageError where this machine can't send from there: nothing has been sent yet
 */
export async function sourceAddressesOf(parsed: ParsedArguments): Promise<readonly string[]> {
  const said = parsed['source-address'];
  const words = Array.isArray(said) ? said.map(String) : [];
  const sources = [...new Set(words.flatMap((word) => word.split(',')).map((word) => word.trim()))];
  for (const [index, source] of sources.entries()) {
    const family = isIP(withoutZone(source));
    if (family === 0 || (await whyNoSource(source)) !== null) {
      throw new UsageError(({ errors }) => errors.sourceNotHere(printable(source), ownAddresses()));
    }
    const other = sources.slice(0, index).find((each) => isIP(withoutZone(each)) === family);
    if (other !== undefined) {
      throw new UsageError(({ errors }) => errors.sourcesOfOneFamily(other, source));
    }
  }
  if (sources.length > 0 && parsed['icmp'] === 'native') {
    throw new UsageError(({ errors }) => errors.sourceAndNativeEcho);
  }
  return sources;
}

/** This machine's addresses, those that reach others first. */
function ownAddresses(): readonly string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const outward = all.filter(({ internal }) => !internal);
  return [...outward, ...all.filter(({ internal }) => internal)]
    .slice(0, MAX_TOLD)
    .map(({ address }) => address);
}
