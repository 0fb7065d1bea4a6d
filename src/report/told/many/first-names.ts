/** A client and its place in the list, from 0. */
export interface NumberedName {
  readonly index: number;
  readonly name: string;
}

const KEPT = 3;

/** The first few of many names, by their place in the list, in whatever order they arrive. */
export class FirstNames {
  readonly #count: number;
  #kept: readonly NumberedName[] = [];

  /** @param count how many are kept */
  constructor(count = KEPT) {
    this.#count = count;
  }

  get names(): readonly string[] {
    return this.#kept.map(({ name }) => name);
  }

  add({ index, name }: NumberedName): void {
    const last = this.#kept[this.#count - 1];
    if (last !== undefined && last.index <= index) return;
    this.#keep([...this.#kept, { index, name: ownCopy(name) }]);
  }

  addAll(other: FirstNames): void {
    this.#keep([...this.#kept, ...other.#kept]);
  }

  #keep(names: readonly NumberedName[]): void {
    this.#kept = names.toSorted((a, b) => a.index - b.index).slice(0, this.#count);
  }
}

/** A slice would keep the whole string that it was cut from in memory. */
export function ownCopy(name: string): string {
  return Buffer.from(name).toString();
}
