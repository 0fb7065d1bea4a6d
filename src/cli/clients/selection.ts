import { keyOf } from '../../site/client-key.ts';
import { NameTable } from './name-table.ts';
import { type Shard, shardOf } from './shard.ts';

const EXPECTED = 0;
const TAKEN = 1;

/** Takes each client once, and only those of this machine's share. */
export class Selection {
  readonly #known = new NameTable();
  readonly #shard: Shard | null;

  constructor(shard: Shard | null) {
    this.#shard = shard;
  }

  /** Clients that are known, taken or not. */
  get size(): number {
    return this.#known.size;
  }

  /** Counts a client that is to be taken later; a list is read twice, its names are kept once. */
  expect(name: string): void {
    const key = keyOf(name);
    if (this.#known.get(key) === undefined && this.#isOurs(key)) this.#known.set(key, EXPECTED);
  }

  /** Whether this client is to be checked; asked again for the same one, it is not. */
  takes(name: string): boolean {
    const key = keyOf(name);
    const mark = this.#known.get(key);
    if (mark === TAKEN || (mark === undefined && !this.#isOurs(key))) return false;
    this.#known.set(key, TAKEN);
    return true;
  }

  /** Takes a client out that is done, whoever's share it was in. @returns what was known of it */
  leaveOut(name: string): 'expected' | 'unknown' | 'taken' {
    const key = keyOf(name);
    const mark = this.#known.get(key);
    if (mark === TAKEN) return 'taken';
    this.#known.set(key, TAKEN);
    return mark === EXPECTED ? 'expected' : 'unknown';
  }

  #isOurs(key: string): boolean {
    return this.#shard === null || shardOf(key, this.#shard.of) === this.#shard.index;
  }
}
