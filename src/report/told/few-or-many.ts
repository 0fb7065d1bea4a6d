import type { ClientEntry } from '../model/report.ts';
import { Sums, type SumsHead } from './many/sums.ts';

/** More clients than this are summarised. */
const MAX_FEW = 10;

/**
 * Clients for a format that lists a few one by one and summarises many; their number is not known
 * in advance.
 */
export class FewOrMany {
  readonly sums: Sums;
  readonly #head: SumsHead;
  readonly #kept: { readonly entry: ClientEntry; readonly index: number }[] = [];

  constructor(head: SumsHead) {
    this.#head = head;
    this.sums = new Sums(head);
  }

  /** The number of clients so far. */
  get clients(): number {
    return this.sums.clients + this.#kept.length;
  }

  /** The sums over all clients, even if they are listed one by one. */
  get all(): Sums {
    if (this.sums.clients > 0) return this.sums;
    const all = new Sums(this.#head);
    for (const { entry, index } of this.#kept) all.add(entry, index);
    return all;
  }

  /** All clients in the order of the list; empty if they are only in the sums. */
  get few(): readonly ClientEntry[] {
    return this.#kept.toSorted((a, b) => a.index - b.index).map(({ entry }) => entry);
  }

  /** @param index the client's place in the list, from 0; without it clients come in order */
  add(entry: ClientEntry, index = this.clients): void {
    this.#kept.push({ entry, index });
    if (this.sums.clients === 0 && this.#kept.length <= MAX_FEW) return;
    for (const known of this.#kept.splice(0)) this.sums.add(known.entry, known.index);
  }
}
