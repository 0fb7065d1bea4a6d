import { NameIndex } from '../../saved/name-index.ts';

const FIRST_MARKS = 1_024;

/** Names with a mark each. */
export class NameTable {
  readonly #names = new NameIndex();
  #marks = new Uint8Array(FIRST_MARKS);

  get size(): number {
    return this.#names.size;
  }

  /** @returns the mark, undefined where the name is not known */
  get(name: string): number | undefined {
    const number = this.#names.numberOf(name);
    return number === undefined ? undefined : this.#marks[number];
  }

  /**
   * @param name ASCII, 255 characters at most
   * @param mark 0 to 255
   */
  set(name: string, mark: number): void {
    const number = this.#names.add(name);
    if (number >= this.#marks.length) {
      const more = new Uint8Array(this.#marks.length * 2);
      more.set(this.#marks);
      this.#marks = more;
    }
    this.#marks[number] = mark;
  }
}
