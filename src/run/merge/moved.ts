import { printable } from '../../base/printable.ts';
import type { ClientFacts } from '../../judge/facts.ts';
import { keyOf } from '../../site/client-key.ts';
import type { Texts } from '../../text/texts.ts';

const NAMED = 5;
const ADDRESSES = 3;

/** Clients whose name led to other addresses in an earlier report: how many, and who the first are. */
export class Moved {
  readonly #first: string[] = [];
  #clients = 0;

  /** @param earlier the same client as it was seen before */
  add(now: ClientFacts, earlier: ClientFacts): void {
    const [are, were] = [addressesOf(now), addressesOf(earlier)];
    if (!haveNothingInCommon(are, were)) return;
    this.#clients += 1;
    if (this.#first.length >= NAMED) return;
    const tell = (addresses: readonly string[]): string =>
      printable(addresses.slice(0, ADDRESSES).join(' '));
    this.#first.push(`${printable(now.client)} (${tell(were)} → ${tell(are)})`);
  }

  /** A sentence; none where there is nothing to say. */
  texts({ merge }: Texts): readonly string[] {
    return this.#clients === 0 ? [] : [merge.moved(this.#clients, this.#first)];
  }
}

function addressesOf({ client, requirements }: ClientFacts): readonly string[] {
  const found = requirements
    .flatMap(({ endpoints }) => endpoints)
    .flatMap(({ host, address }) =>
      address !== null && keyOf(host) === keyOf(client) ? [address.toLowerCase()] : [],
    );
  return [...new Set(found)];
}

/** An IPv4 address and an IPv6 address may be one computer's. */
function haveNothingInCommon(some: readonly string[], others: readonly string[]): boolean {
  const isComparable = some.some((one) =>
    others.some((other) => one.includes(':') === other.includes(':')),
  );
  return isComparable && some.every((address) => !others.includes(address));
}
