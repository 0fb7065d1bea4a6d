import type { X509Certificate } from 'node:crypto';
import type { RevocationAddresses } from '../observation.ts';
import { type DerElement, elementAt, elementsIn } from '../der.ts';

/** id-ce-cRLDistributionPoints, 2.5.29.31, as an element (RFC 5280 4.2.1.13). */
const DISTRIBUTION_POINTS = Buffer.from([0x06, 0x03, 0x55, 0x1d, 0x1f]);
const OCTET_STRING = 0x04;
const BOOLEAN = 0x01;
/** [0] of DistributionPoint and of DistributionPointName; [6] of GeneralName, a URI. */
const NAME = 0xa0;
const URI = 0x86;

const MAX_ADDRESSES = 4;
/** Printable ASCII: what is asked for goes into a request and into reports. */
const PLAIN_HTTP = /^http:\/\/[\x21-\x7e]{1,512}$/iu;

/** The addresses in a certificate for checking whether it is revoked. */
export function revocationAddresses({
  raw,
  infoAccess,
}: Pick<X509Certificate, 'raw' | 'infoAccess'>): RevocationAddresses {
  const lists = distributionPoints(raw);
  const responders = Array.from(
    (infoAccess ?? '').slice(0, 8192).matchAll(/^OCSP - URI:"?([^\s"]+)/gimu),
    ([, address]) => address ?? '',
  );
  const plain = (named: readonly string[]): readonly string[] =>
    [...new Set(named)].filter((address) => PLAIN_HTTP.test(address)).slice(0, MAX_ADDRESSES);
  const isPlain = (address: string): boolean => PLAIN_HTTP.test(address);
  return {
    lists: plain(lists),
    responders: plain(responders),
    others: [...lists, ...responders].every(isPlain) ? 'none' : 'some',
  };
}

function distributionPoints(bytes: Buffer): readonly string[] {
  const at = bytes.indexOf(DISTRIBUTION_POINTS);
  if (at === -1) return [];
  const value = valueBehind(bytes, at + DISTRIBUTION_POINTS.length);
  const points = value === null ? null : elementAt(bytes, value.start);
  if (points === null) return [];
  return elementsIn(bytes, points)
    .flatMap((point) => elementsIn(bytes, point).filter(({ tag }) => tag === NAME))
    .flatMap((name) => elementsIn(bytes, name).filter(({ tag }) => tag === NAME))
    .flatMap((full) => elementsIn(bytes, full).filter(({ tag }) => tag === URI))
    .map(({ start, end }) => bytes.toString('latin1', start, end));
}

/** The octets of an extension, which follow the optional flag `critical`. */
function valueBehind(bytes: Buffer, offset: number): DerElement | null {
  const first = elementAt(bytes, offset);
  const value = first?.tag === BOOLEAN ? elementAt(bytes, first.end) : first;
  return value?.tag === OCTET_STRING ? value : null;
}
