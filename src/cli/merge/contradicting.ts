import type { Method } from '../../catalogue/vocabulary.ts';
import { printable } from '../../site/printable.ts';
import { EN } from '../../text/en/index.ts';

const NAMED = 5;

/** Clients for which entries differ in a method's verdict: how many, and who the first are. */
export class Contradicting {
  readonly #first: string[] = [];
  #clients = 0;

  get clients(): number {
    return this.#clients;
  }

  /** @param methods those that differ; none where there is no contradiction */
  add(client: string, methods: readonly Method[]): void {
    if (methods.length === 0) return;
    this.#clients += 1;
    if (this.#first.length >= NAMED) return;
    const named = methods.map((method) => EN.methods[method]).join(', ');
    this.#first.push(`${printable(client)} (${named})`);
  }

  /** A sentence, empty where there is nothing to say. */
  text(): string {
    if (this.#clients === 0) return '';
    const more = this.#clients > this.#first.length ? ', …' : '';
    return `ccm-preflight: other verdicts in different reports, the newest stands: ${EN.table.clients(this.#clients)}: ${this.#first.join(', ')}${more}`;
  }
}
