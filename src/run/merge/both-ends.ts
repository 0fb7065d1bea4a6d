import type { Method, Vantage } from '../../catalogue/vocabulary.ts';
import type { ClientFacts } from '../../judge/facts.ts';
import type { EntryPlace } from '../../merge/decide.ts';
import { keyOf } from '../../site/client-key.ts';
import type { EarlierEntry } from '../../saved/earlier-entries.ts';
import { ClientIndex } from '../../saved/client-index.ts';

type PlaceInFile = Omit<EntryPlace, 'ended'>;

/** Which entry stands for each client at each end. */
export class BothEnds {
  readonly #ends: Readonly<Record<Vantage, ClientIndex>> = {
    'site-server': new ClientIndex(),
    client: new ClientIndex(),
  };
  readonly #domain: string | null;
  #superseded = 0;

  /** @param domain what names without one are completed with; null where they stand for themselves */
  constructor(domain: string | null) {
    this.#domain = domain === null ? null : keyOf(domain);
  }

  /** How many entries another one replaces, at one end or at both. */
  get superseded(): number {
    return this.#superseded;
  }

  /**
   * @param sides the ends that the entry tells of
   * @param addresses a number for where the client was found; 0 where that is not known
   */
  note(name: string, sides: readonly Vantage[], entry: EntryPlace, addresses = 0): void {
    const full = this.#complete(name);
    let isRepeated = false;
    for (const side of sides) {
      const index = this.#ends[side];
      const before = index.superseded;
      index.note(full, entry, addresses);
      isRepeated ||= index.superseded > before;
    }
    if (isRepeated) this.#superseded += 1;
  }

  /**
   * The ends at which an entry stands for its client.
   * @returns null for an entry that was not noted: the report has changed meanwhile
   */
  standingOf(
    name: string,
    sides: readonly Vantage[],
    place: PlaceInFile,
  ): readonly Vantage[] | null {
    const full = this.#complete(name);
    const standing: Vantage[] = [];
    for (const side of sides) {
      const found = this.#ends[side].standingOf(full, place);
      if (found === 'unknown') return null;
      if (found === 'stands') standing.push(side);
    }
    return standing;
  }

  /** Where the entry is that stands for the client at that end; null if there is none. */
  placeOf(name: string, side: Vantage): PlaceInFile | null {
    return this.#ends[side].placeOf(this.#complete(name));
  }

  /**
   * Where that end's other entries of a client are, which may prove something, the newest first.
   */
  earlierOf(client: string, side: Vantage): readonly EarlierEntry[] {
    return this.#ends[side].earlierOf(this.#complete(client));
  }

  /** Whether two names belong to one client. */
  isOne(name: string, other: string): boolean {
    return keyOf(this.#complete(name)) === keyOf(this.#complete(other));
  }

  /** Whether a client is in several reports of that end. */
  isRepeated(side: Vantage): boolean {
    return this.#ends[side].superseded > 0;
  }

  /** Compares what one end saw of a client with what it saw before. @returns the methods that differ */
  compare(side: Vantage, facts: Pick<ClientFacts, 'client' | 'methods'>): readonly Method[] {
    return this.#ends[side].compare({ ...facts, client: this.#complete(facts.client) });
  }

  /** An address has no domain. */
  #complete(name: string): string {
    if (this.#domain === null || /[.:]/.test(name.replace(/\.$/, ''))) return name;
    return `${keyOf(name)}.${this.#domain}`;
  }
}
