import { hash } from 'node:crypto';
import { type EntryPlace, contradictions, stands, verdictsCode } from '../merge/decide.ts';
import { EarlierEntries, type EarlierEntry } from './earlier-entries.ts';
import type { Method } from '../catalogue/vocabulary.ts';
import type { ClientFacts } from '../judge/facts.ts';
import { NameIndex } from './name-index.ts';
import { keyOf } from '../site/client-key.ts';

const FIRST_CLIENTS = 1024;

/** The bits of a client's mark; above them stands the code of the verdicts that were seen first. */
const INTERRUPTED = 1;
const UNCHECKED = 8;
const ENDED = INTERRUPTED | UNCHECKED;
const REPEATED = 2;
const CONTRADICTED = 4;
const CODE_SHIFT = 4;

const MARKS = {
  whole: 0,
  unchecked: UNCHECKED,
  interrupted: INTERRUPTED,
} as const satisfies Record<EntryPlace['ended'], number>;

function endedBy(marks: number): EntryPlace['ended'] {
  if ((marks & INTERRUPTED) !== 0) return 'interrupted';
  return (marks & UNCHECKED) === 0 ? 'whole' : 'unchecked';
}

/** Which of its entries stands for each client, in some 65 bytes a client. */
export class ClientIndex {
  readonly #names = new NameIndex();
  #runs = new Uint32Array(FIRST_CLIENTS);
  #places = new Float64Array(FIRST_CLIENTS);
  #marks = new Uint32Array(FIRST_CLIENTS);
  #addresses = new Uint32Array(FIRST_CLIENTS);
  readonly #earlier = new EarlierEntries();
  #superseded = 0;

  /** Entries for which another stands. */
  get superseded(): number {
    return this.#superseded;
  }

  /** @param addresses a number for where the client was found; 0 where that is not known */
  note(name: string, entry: EntryPlace, addresses = 0): void {
    const known = this.#names.size;
    const number = this.#names.add(indexKey(name));
    if (number === known) {
      this.#makeRoom(number);
      this.#set(number, entry, 0);
      this.#addresses[number] = addresses;
      return;
    }
    this.#superseded += 1;
    const marks = (this.#marks[number] ?? 0) | REPEATED;
    const standing = this.#entryAt(number);
    const isNewer = stands(entry, standing);
    const loser = isNewer ? standing : entry;
    // What was cut off, and errors alone, prove nothing.
    if (loser.ended === 'whole') {
      const known = isNewer ? (this.#addresses[number] ?? 0) : addresses;
      this.#earlier.add(number, { ...loser, addresses: known });
    }
    if (isNewer) {
      this.#set(number, entry, marks & ~ENDED);
      this.#addresses[number] = addresses;
    } else this.#marks[number] = marks;
  }

  /** @returns `unknown` for a client that was not noted: the report has changed meanwhile */
  standingOf(
    name: string,
    { run, place }: Omit<EntryPlace, 'ended'>,
  ): 'stands' | 'not' | 'unknown' {
    const number = this.#names.numberOf(indexKey(name));
    if (number === undefined) return 'unknown';
    return this.#runs[number] === run && this.#places[number] === place ? 'stands' : 'not';
  }

  /** Where the entry is that stands for a client; null if there is none. */
  placeOf(name: string): Omit<EntryPlace, 'ended'> | null {
    const number = this.#names.numberOf(indexKey(name));
    if (number === undefined) return null;
    const { run, place } = this.#entryAt(number);
    return { run, place };
  }

  /** Where the other entries are that may prove something of a client, the newest first. */
  earlierOf(name: string): readonly EarlierEntry[] {
    const number = this.#names.numberOf(indexKey(name));
    return number === undefined ? [] : this.#earlier.of(number);
  }

  /**
   * Compares an entry with the others of its client that were seen before.
   * @returns the methods on which they contradict each other; none the second time
   */
  compare({ client, methods }: Pick<ClientFacts, 'client' | 'methods'>): readonly Method[] {
    if (this.#superseded === 0) return [];
    const number = this.#names.numberOf(indexKey(client));
    const marks = number === undefined ? 0 : (this.#marks[number] ?? 0);
    if (number === undefined || (marks & REPEATED) === 0 || (marks & CONTRADICTED) !== 0) return [];
    const code = verdictsCode(methods);
    const before = marks >>> CODE_SHIFT;
    if (before === 0) {
      this.#marks[number] = marks | (code << CODE_SHIFT);
      return [];
    }
    const found = contradictions(before, code);
    if (found.length > 0) this.#marks[number] = marks | CONTRADICTED;
    return found;
  }

  #entryAt(number: number): EntryPlace {
    return {
      run: this.#runs[number] ?? 0,
      place: this.#places[number] ?? 0,
      ended: endedBy(this.#marks[number] ?? 0),
    };
  }

  #set(number: number, { run, place, ended }: EntryPlace, marks: number): void {
    this.#runs[number] = run;
    this.#places[number] = place;
    this.#marks[number] = marks | MARKS[ended];
  }

  #makeRoom(number: number): void {
    if (number < this.#runs.length) return;
    const [runs, places, marks] = [this.#runs, this.#places, this.#marks];
    const addresses = this.#addresses;
    this.#runs = new Uint32Array(runs.length * 2);
    this.#places = new Float64Array(places.length * 2);
    this.#marks = new Uint32Array(marks.length * 2);
    this.#runs.set(runs);
    this.#places.set(places);
    this.#marks.set(marks);
    this.#addresses = new Uint32Array(addresses.length * 2);
    this.#addresses.set(addresses);
  }
}

/** A machine that reports itself may have a name that is no host's. */
function indexKey(name: string): string {
  const key = keyOf(name);
  return /^[!-~]{1,255}$/.test(key) ? key : hash('sha256', key);
}
