import { placesBefore } from '../base/places-before.ts';
import type { AddressRange } from './boundary.ts';

/**
 * Which of many sets of ranges hold an address. The ranges are cut where one of them begins or ends,
 * once; a look-up then is a binary search, however many there are and however they overlap.
 */
export class BoundaryIndex {
  /** Where each piece begins; it reaches to the next. */
  readonly #begins: readonly string[];
  readonly #sets: readonly (readonly number[])[];

  /** @param sets the address ranges of each group */
  constructor(sets: readonly (readonly AddressRange[])[]) {
    const cuts = new Map<string, { readonly begin: number[]; readonly end: number[] }>();
    const cutAt = (key: string): { readonly begin: number[]; readonly end: number[] } => {
      const cut = cuts.get(key) ?? { begin: [], end: [] };
      cuts.set(key, cut);
      return cut;
    };
    for (const [set, ranges] of sets.entries()) {
      for (const { first, last } of ranges) {
        cutAt(first).begin.push(set);
        cutAt(after(last)).end.push(set);
      }
    }
    const begins: string[] = [];
    const found: (readonly number[])[] = [];
    const same = new Map<string, readonly number[]>();
    const open = new Map<number, number>();
    for (const [key, { begin, end }] of [...cuts].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      for (const set of begin) open.set(set, (open.get(set) ?? 0) + 1);
      for (const set of end) {
        const left = (open.get(set) ?? 0) - 1;
        if (left === 0) open.delete(set);
        else open.set(set, left);
      }
      const all = [...open.keys()].toSorted((a, b) => a - b);
      const known = same.get(all.join()) ?? all;
      same.set(known.join(), known);
      begins.push(key);
      found.push(known);
    }
    this.#begins = begins;
    this.#sets = found;
  }

  /** The numbers of the sets that hold an address, ascending. @param key as `addressKey` makes it */
  setsOf(key: string): readonly number[] {
    const begun = placesBefore(this.#begins.length, (place) => (this.#begins[place] ?? key) <= key);
    return this.#sets[begun - 1] ?? [];
  }
}

/** A key that sorts between an address and the next one; keys of one family have the same length. */
function after(key: string): string {
  return `${key}+`;
}
