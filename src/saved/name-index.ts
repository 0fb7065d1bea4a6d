import { hashOf } from '../base/hash.ts';

const PAGE_BYTES = 1_048_576;
const FIRST_SLOTS = 1_024;
/** Before a name's bytes stands its length. */
const HEAD_BYTES = 1;
const MAX_NAME_LENGTH = 255;

/**
 * Names, each with a number from 0 in the order of coming, in some 40 bytes a name: a Map of a
 * million strings takes a hundred megabytes, and as many again of what waits to be collected.
 */
export class NameIndex {
  readonly #pages: Buffer[] = [];
  /** Bytes used of the last page. */
  #used = PAGE_BYTES;
  /** A name's number plus one; 0 is free. */
  #slots = new Uint32Array(FIRST_SLOTS);
  /** Where a name stands, page after page, by its number. */
  #places = new Uint32Array(FIRST_SLOTS);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** @returns the number, undefined where the name is not known */
  numberOf(name: string): number | undefined {
    const held = this.#slots[this.#slotOf(name)] ?? 0;
    return held === 0 ? undefined : held - 1;
  }

  /**
   * @param name ASCII, 255 characters at most
   * @returns its number, a new one where it is not known
   */
  add(name: string): number {
    if (name.length > MAX_NAME_LENGTH) throw new RangeError('a name has at most 255 characters');
    const slot = this.#slotOf(name);
    const held = this.#slots[slot] ?? 0;
    if (held > 0) return held - 1;
    const number = this.#size;
    this.#size += 1;
    this.#slots[slot] = this.#size;
    if (number === this.#places.length) this.#places = doubled(this.#places);
    this.#places[number] = this.#store(name);
    if (this.#size * 2 > this.#slots.length) this.#grow();
    return number;
  }

  /** The slot that holds the name, or the free one that it would take. */
  #slotOf(name: string): number {
    const mask = this.#slots.length - 1;
    let slot = hashOf(name) & mask;
    for (;;) {
      const held = this.#slots[slot] ?? 0;
      if (held === 0 || this.#isNamed(held - 1, name)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #isNamed(number: number, name: string): boolean {
    const { page, offset } = this.#find(number);
    if (page[offset] !== name.length) return false;
    for (let index = 0; index < name.length; index += 1) {
      if (page[offset + HEAD_BYTES + index] !== name.charCodeAt(index)) return false;
    }
    return true;
  }

  #find(number: number): { readonly page: Buffer; readonly offset: number } {
    const place = this.#places[number] ?? 0;
    const page = this.#pages[Math.floor(place / PAGE_BYTES)];
    if (page === undefined) throw new RangeError('no name stands there');
    return { page, offset: place % PAGE_BYTES };
  }

  /** @returns where */
  #store(name: string): number {
    if (this.#used + HEAD_BYTES + name.length > PAGE_BYTES) {
      this.#pages.push(Buffer.alloc(PAGE_BYTES));
      this.#used = 0;
    }
    const offset = this.#used;
    const page = this.#pages.at(-1);
    if (page === undefined) throw new RangeError('no page to write to');
    page[offset] = name.length;
    page.write(name, offset + HEAD_BYTES, 'latin1');
    this.#used += HEAD_BYTES + name.length;
    return (this.#pages.length - 1) * PAGE_BYTES + offset;
  }

  #grow(): void {
    this.#slots = new Uint32Array(this.#slots.length * 2);
    const mask = this.#slots.length - 1;
    for (let number = 0; number < this.#size; number += 1) {
      const { page, offset } = this.#find(number);
      const start = offset + HEAD_BYTES;
      let slot = hashOf(page.toString('latin1', start, start + (page[offset] ?? 0))) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = number + 1;
    }
  }
}

function doubled(numbers: Uint32Array): Uint32Array<ArrayBuffer> {
  const more = new Uint32Array(numbers.length * 2);
  more.set(numbers);
  return more;
}
