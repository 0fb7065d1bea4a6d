import type { Method } from '../../catalogue/vocabulary.ts';
import { printable } from '../../base/printable.ts';
import type { Texts } from '../../text/texts.ts';

const NAMED = 5;

/** Clients for which entries differ in a method's verdict: how many, and who the first are. */
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

  /** A sentence; none where there is nothing to say. */
  texts(texts: Texts): readonly string[] {
    if (this.#clients === 0) return [];
    const first = this.#first.map(
      ({ client, methods }) =>
        `${printable(client)} (${texts.list(methods.map((method) => texts.methods[method]))})`,
    );
    return [texts.merge.contradicting(this.#clients, first)];
  }
}
