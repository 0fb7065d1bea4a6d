import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { withoutZone } from '../../base/zone.ts';

const BITS = { 4: 32, 6: 128 } as const;
type Family = keyof typeof BITS;

/** Addresses of many computers, four bytes each where they are IPv4. */
export class AddressSet {
  #four = new Uint32Array(16);
  #fours = 0;
  readonly #six = new Set<bigint>();

  /** @returns false for a text that is no address; a zone is left out, for it means nothing elsewhere */
  add(address: string): boolean {
    const literal = withoutZone(address);
    if (isIP(literal) === 0) return false;
    const bytes = ipaddr.process(literal).toByteArray();
    const number = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
    if (bytes.length === 4) this.#addFour(Number(number));
    else this.#six.add(number);
    return true;
  }

  /**
   * The fewest CIDR blocks that hold these addresses and no other, IPv4 first, in ascending order; a
   * block of one address is that address.
   */
  blocks(): readonly string[] {
    this.#tidy();
    const four = Array.from(this.#four.subarray(0, this.#fours), BigInt);
    const six = [...this.#six].sort((a, b) => (a < b ? -1 : 1));
    return [...exactCover(four, 4), ...exactCover(six, 6)];
  }

  #addFour(number: number): void {
    if (this.#fours === this.#four.length) {
      this.#tidy();
      if (this.#fours > this.#four.length / 2) {
        const larger = new Uint32Array(this.#four.length * 2);
        larger.set(this.#four);
        this.#four = larger;
      }
    }
    this.#four[this.#fours] = number;
    this.#fours += 1;
  }

  /** In ascending order, each once. */
  #tidy(): void {
    const known = this.#four.subarray(0, this.#fours).sort();
    let kept = 0;
    for (const number of known) {
      if (kept > 0 && known[kept - 1] === number) continue;
      known[kept] = number;
      kept += 1;
    }
    this.#fours = kept;
  }
}

interface Block {
  readonly first: bigint;
  readonly size: bigint;
}

/** @param addresses in ascending order, each once */
function exactCover(addresses: readonly bigint[], family: Family): readonly string[] {
  const blocks: Block[] = [];
  for (const address of addresses) {
    let block: Block = { first: address, size: 1n };
    // Two halves of a block stand side by side, and the lower one begins where the block does.
    for (
      let before = blocks.at(-1);
      before !== undefined &&
      before.size === block.size &&
      before.first + before.size === block.first &&
      before.first % (before.size * 2n) === 0n;
      before = blocks.at(-1)
    ) {
      blocks.pop();
      block = { first: before.first, size: before.size * 2n };
    }
    blocks.push(block);
  }
  return blocks.map((block) => blockText(block, family));
}

function blockText({ first, size }: Block, family: Family): string {
  const hex = first.toString(16).padStart(BITS[family] / 4, '0');
  const address = ipaddr.fromByteArray([...Buffer.from(hex, 'hex')]).toString();
  return size === 1n ? address : `${address}/${BITS[family] - (size.toString(2).length - 1)}`;
}
