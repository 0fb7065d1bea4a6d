import type { Texts } from '../../text/texts.ts';
import type { Vantage } from '../../catalogue/vocabulary.ts';
import type { OneEnded } from '../../text/merge.ts';
import { printable } from '../../base/printable.ts';
import { keyOf } from '../../site/client-key.ts';
import { type Shell, commandLine, outside, own } from '../../text/command-line.ts';

const NAMED = 5;

/** Counts clients that only one end has checked, and remembers the first. */
export class Unmatched {
  readonly #ends: Readonly<Record<Vantage, { clients: number; readonly names: string[] }>> = {
    'site-server': { clients: 0, names: [] },
    client: { clients: 0, names: [] },
  };
  /** For a hint: the first domain of a name, and the first name without one. */
  #domain: string | null = null;
  #shortName: string | null = null;

  /** @param seenFrom the end that has looked at the client */
  add(client: string, seenFrom: Vantage): void {
    const end = this.#ends[seenFrom];
    end.clients += 1;
    if (end.names.length < NAMED) end.names.push(printable(client));
    const [label = '', ...domain] = keyOf(client).split('.');
    if (label.includes(':') || /^\d+$/.test(domain.at(-1) ?? '')) return;
    if (domain.length > 0) this.#domain ??= domain.join('.');
    else this.#shortName ??= label;
  }

  /**
   * A sentence for each end, with the likely reason.
   * @param domain of --domain
   * @param shell whose quotes a printed option has
   */
  texts(texts: Texts['merge'], domain: string | null, shell: Shell): readonly string[] {
    const said = (['site-server', 'client'] as const).flatMap((from) => {
      const { clients, names } = this.#ends[from];
      return clients === 0 ? [] : [texts.oneEnded({ from, clients, names } satisfies OneEnded)];
    });
    const isOfBoth = Object.values(this.#ends).every(({ clients }) => clients > 0);
    return isOfBoth && domain === null && this.#shortName !== null && this.#domain !== null
      ? [...said, this.#shortNames({ name: this.#shortName, domain: this.#domain }, texts, shell)]
      : said;
  }

  #shortNames(
    { name, domain }: { readonly name: string; readonly domain: string },
    texts: Texts['merge'],
    shell: Shell,
  ): string {
    const option = commandLine([own('--domain'), outside(domain, 'DOMAIN')], shell);
    return texts.shortNames(printable(name), printable(domain), option);
  }
}
