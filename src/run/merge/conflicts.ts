import { printable } from '../../base/printable.ts';
import type { ClientFacts } from '../../judge/facts.ts';
import { addressesOfHost, haveNothingInCommon } from '../../merge/addresses.ts';
import type { Texts } from '../../text/texts.ts';
import type { Method } from '../../catalogue/vocabulary.ts';

/** At most this many are listed by name. */
const NAMED = 5;
const ADDRESSES = 3;

/**
 * Counts clients whose name led to other addresses in an earlier report, and remembers the first.
 */
export class Moved {
  readonly #first: string[] = [];
  #clients = 0;

  /** @param earlier the same client as it was seen before */
  add(now: ClientFacts, earlier: ClientFacts): void {
    const [are, were] = [
      addressesOfHost(now, now.client),
      addressesOfHost(earlier, earlier.client),
    ];
    if (!haveNothingInCommon(are, were)) return;
    this.#clients += 1;
    if (this.#first.length >= NAMED) return;
    const tell = (addresses: readonly string[]): string =>
      printable(addresses.slice(0, ADDRESSES).join(' '));
    this.#first.push(`${printable(now.client)} (${tell(were)} → ${tell(are)})`);
  }

  /** A sentence; none if there is nothing to say. */
  texts({ merge }: Texts): readonly string[] {
    return this.#clients === 0 ? [] : [merge.moved(this.#clients, this.#first)];
  }
}

/** Counts clients whose entries disagree on a method's verdict, and remembers the first. */
export class Contradicting {
  readonly #first: { readonly client: string; readonly methods: readonly Method[] }[] = [];
  #clients = 0;

  get clients(): number {
    return this.#clients;
  }

  /** @param methods those that differ; none where there is no contradiction */
  add(client: string, methods: readonly Method[]): void {
    if (methods.length === 0) return;
    this.#clients += 1;
    if (this.#first.length >= NAMED) return;
    this.#first.push({ client, methods });
  }

  /** A sentence; none if there is nothing to say. */
  texts(texts: Texts): readonly string[] {
    if (this.#clients === 0) return [];
    const first = this.#first.map(
      ({ client, methods }) =>
        `${printable(client)} (${texts.list(methods.map((method) => texts.method(method)))})`,
    );
    return [texts.merge.contradicting(this.#clients, first)];
  }
}
