import pLimit from 'p-limit';
import { sourceFor, usualSource } from '../probe/source.ts';

/** How many are asked for at once: few enough to leave the run the sockets that it needs. */
const AT_ONCE = 4;
/**
 * How many addresses are remembered. Enough for the clients under way; a list may be of any length.
 */
const MAX_KNOWN = 1024;

/** Tells which address of this machine probes are sent from. */
export class SourceAddresses {
  readonly #chosen: readonly string[];
  readonly #limit = pLimit(AT_ONCE);
  readonly #known = new Map<string, string | Promise<string | null>>();

  /** @param chosen by the user, at most one of each family */
  constructor(chosen: readonly string[]) {
    this.#chosen = chosen;
  }

  /** Notes what a connection has shown, so that the system need not be asked. */
  note(address: string, source: string): void {
    if (!this.#known.has(address)) this.#keep(address, source);
  }

  /** @returns null where the system does not tell */
  to(address: string): string | null | Promise<string | null> {
    const chosen = sourceFor(address, this.#chosen);
    if (chosen !== undefined) return chosen;
    const known = this.#known.get(address);
    if (known !== undefined) return known;
    const asked = this.#limit(() => usualSource(address));
    this.#keep(address, asked);
    return asked;
  }

  #keep(address: string, source: string | Promise<string | null>): void {
    this.#known.set(address, source);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MAX_KNOWN && oldest !== undefined) this.#known.delete(oldest);
  }
}
