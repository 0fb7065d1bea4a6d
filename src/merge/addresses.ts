import { hashOf } from '../base/hash.ts';
import type { ClientFacts } from '../judge/facts.ts';
import { keyOf } from '../site/client-key.ts';

/** The part of a client's entry that shows where its hosts were found. */
type Looked = Pick<ClientFacts, 'requirements'>;

/** The addresses that a host's name led to, each once; none where it led to none. */
export function addressesOfHost({ requirements }: Looked, host: string): readonly string[] {
  const wanted = keyOf(host);
  const found = requirements
    .flatMap(({ endpoints }) => endpoints)
    .flatMap((endpoint) =>
      endpoint.address !== null && keyOf(endpoint.host) === wanted
        ? [endpoint.address.toLowerCase()]
        : [],
    );
  return [...new Set(found)];
}

/** A number for the addresses of a client's own name, the same for the same ones; 0 for none. */
export function addressMark(facts: Looked & Pick<ClientFacts, 'client'>): number {
  const found = addressesOfHost(facts, facts.client);
  return found.length === 0 ? 0 : hashOf(found.toSorted().join(' ')) >>> 0 || 1;
}

/**
 * Whether what was proven of a host before still speaks of the host that its name leads to now. A
 * role that has moved, or a client's name that was given to another computer, leads to other
 * addresses: nothing is known of these. Where the name led nowhere for want of a name service, the
 * host is taken for the one that it was.
 */
export function isSameHost(now: Looked, before: Looked, host: string): boolean {
  const are = addressesOfHost(now, host);
  if (are.length === 0) return true;
  const were = addressesOfHost(before, host);
  return were.some((address) => are.includes(address));
}

/**
 * Whether a name has led to two computers: an IPv4 address and an IPv6 address may be one computer's.
 */
export function haveNothingInCommon(some: readonly string[], others: readonly string[]): boolean {
  const isComparable = some.some((one) =>
    others.some((other) => one.includes(':') === other.includes(':')),
  );
  return isComparable && some.every((address) => !others.includes(address));
}
