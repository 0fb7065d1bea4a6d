import type { Told } from '../../text/told-error.ts';
import { printable } from '../../base/printable.ts';
import { UsageError } from '../usage-error.ts';

/** The most addresses that the blocks and ranges of one run may stand for. */
export const MAX_ADDRESSES = 65_536;

/** The blocks and ranges of addresses that a run was given, wherever each came from. */
export class Blocks {
  #first: string | null = null;
  #others = 0;
  #addresses = 0;

  /**
   * @param block as it was said
   * @returns whether there is room for its addresses
   */
  add(block: string, addresses: number): boolean {
    if (this.#first === null) this.#first = printable(block);
    else this.#others += 1;
    this.#addresses += addresses;
    return this.#addresses <= MAX_ADDRESSES;
  }

  /**
   * How many addresses they come to; null where no block was given.
   * @throws UsageError where they are more than are looked at
   */
  told(): Told | null {
    const [first, others, addresses] = [this.#first, this.#others, this.#addresses];
    if (first === null) return null;
    if (addresses > MAX_ADDRESSES) {
      throw new UsageError(({ errors }) =>
        errors.list.manyAddresses(first, others, addresses, MAX_ADDRESSES),
      );
    }
    return ({ errors }) => errors.list.addresses(first, others, addresses);
  }
}
