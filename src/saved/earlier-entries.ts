import { type EntryPlace, stands } from '../merge/decide.ts';

const FIRST_ENTRIES = 256;

/** An entry for which another stands. */
export interface EarlierEntry extends Omit<EntryPlace, 'ended'> {
  /** A number for where its client was found; 0 where that is not known. */
  readonly addresses: number;
}

/** Where the entries are for which another stands, some 24 bytes each, for there may be millions. */
export class EarlierEntries {
  /** The last entry of each client plus one, by the client's number; 0 where there is none. */
  #last = new Uint32Array(FIRST_ENTRIES);
  #runs = new Uint32Array(FIRST_ENTRIES);
  #places = new Float64Array(FIRST_ENTRIES);
  #addresses = new Uint32Array(FIRST_ENTRIES);
  /** The client's entry before plus one; 0 for its first. */
  #before = new Uint32Array(FIRST_ENTRIES);
  #size = 0;

  /** @param client its number */
  add(client: number, { run, place, addresses }: EarlierEntry): void {
    this.#last = withRoom(this.#last, client, (length) => new Uint32Array(length));
    const entry = this.#size;
    this.#runs = withRoom(this.#runs, entry, (length) => new Uint32Array(length));
    this.#places = withRoom(this.#places, entry, (length) => new Float64Array(length));
    this.#addresses = withRoom(this.#addresses, entry, (length) => new Uint32Array(length));
    this.#before = withRoom(this.#before, entry, (length) => new Uint32Array(length));
    this.#runs[entry] = run;
    this.#places[entry] = place;
    this.#addresses[entry] = addresses;
    this.#before[entry] = this.#last[client] ?? 0;
    this.#size += 1;
    this.#last[client] = this.#size;
  }

  /** The entries about a client, the newest first. */
  of(client: number): readonly EarlierEntry[] {
    const found: (EarlierEntry & EntryPlace)[] = [];
    for (let next = this.#last[client] ?? 0; next !== 0; next = this.#before[next - 1] ?? 0) {
      const [run = 0, place = 0] = [this.#runs[next - 1], this.#places[next - 1]];
      const addresses = this.#addresses[next - 1] ?? 0;
      found.push({ run, place, addresses, ended: 'whole' });
    }
    return found
      .toSorted((a, b) => (stands(a, b) ? -1 : 1))
      .map(({ run, place, addresses }) => ({ run, place, addresses }));
  }
}

function withRoom<T extends Uint32Array | Float64Array>(
  numbers: T,
  index: number,
  make: (length: number) => T,
): T {
  if (index < numbers.length) return numbers;
  const more = make(Math.max(numbers.length * 2, index + 1));
  more.set(numbers);
  return more;
}
