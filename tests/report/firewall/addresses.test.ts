import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { AddressSet } from '../../../src/report/firewall-rules/addresses.ts';
import { runs } from '../../support/long.ts';

function blocksOf(addresses: readonly string[]): readonly string[] {
  const set = new AddressSet();
  for (const address of addresses) expect(set.add(address)).toBe(true);
  return set.blocks();
}

describe('blocks of addresses', () => {
  test.each<[string, string[], string[]]>([
    ['none', [], []],
    ['one', ['10.0.0.7'], ['10.0.0.7']],
    ['one said twice', ['10.0.0.7', '10.0.0.7'], ['10.0.0.7']],
    ['a pair of one block', ['10.0.0.7', '10.0.0.6'], ['10.0.0.6/31']],
    ['neighbours of two blocks', ['10.0.0.7', '10.0.0.8'], ['10.0.0.7', '10.0.0.8']],
    [
      'a block, and one beside it',
      ['10.0.0.4', '10.0.0.5', '10.0.0.6', '10.0.0.7', '10.0.0.8'],
      ['10.0.0.4/30', '10.0.0.8'],
    ],
    ['the ends of the family', ['0.0.0.0', '255.255.255.255'], ['0.0.0.0', '255.255.255.255']],
    ['IPv4 in IPv6', ['::ffff:10.0.0.6', '10.0.0.7'], ['10.0.0.6/31']],
    ['both families', ['fd00::1', 'fd00::0', '10.0.0.1'], ['10.0.0.1', 'fd00::/127']],
    ['a zone', ['fe80::1%eth0'], ['fe80::1']],
    [
      'the top half of IPv6',
      ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
      ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe/127'],
    ],
  ])('%s', (_what, addresses, expected) => {
    expect(blocksOf(addresses)).toEqual(expected);
  });

  test('a whole subnet, in any order', () => {
    const addresses = Array.from({ length: 1024 }, (_none, at) => at)
      .map((at) => (at * 389) % 1024)
      .map((at) => `10.3.${at >> 8}.${at & 255}`);
    expect(blocksOf(addresses)).toEqual(['10.3.0.0/22']);
  });

  test('a name is no address', () => {
    const set = new AddressSet();
    expect(set.add('pc001')).toBe(false);
    expect(set.add('10.0.0')).toBe(false);
    expect(set.blocks()).toEqual([]);
  });

  // Few bits, so that neighbours are frequent.
  const four = fc.array(fc.integer({ min: 0, max: 63 }), { maxLength: 90 });
  const families = [
    ['IPv4', (last: number) => `192.0.2.${last + 96}`, 32],
    [
      'IPv6',
      (last: number) => ipaddr.parse(`2001:db8::${(last + 96).toString(16)}`).toString(),
      128,
    ],
  ] as const;

  describe.each(families)('%s', (_family, addressOf, bits) => {
    test('hold every address that was asked for and no other', () => {
      fc.assert(
        fc.property(four, (lasts) => {
          const blocks = blocksOf(lasts.map(addressOf));
          const held = Array.from({ length: 80 }, (_none, at) => at - 8).filter((last) =>
            blocks.some((block) => holds(block, addressOf(last))),
          );
          expect(held).toEqual([...new Set(lasts)].toSorted((a, b) => a - b));
          // Blocks don't overlap: as many addresses in all as were asked for.
          const sizes = blocks.map((block) => 2 ** (bits - prefixOf(block, bits)));
          expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(held.length);
        }),
        { numRuns: runs(100) },
      );
    });

    test('are as few as can be: none can be made larger', () => {
      fc.assert(
        fc.property(four, (lasts) => {
          const asked = new Set(lasts.map(addressOf));
          for (const block of blocksOf([...asked])) {
            const prefix = prefixOf(block, bits);
            const wider = `${block.split('/')[0]}/${prefix - 1}`;
            const all = Array.from({ length: 256 }, (_none, at) => at - 96).filter(
              (last) => last >= -96 && last < 160 && holds(wider, addressOf(last)),
            );
            expect(all.every((last) => asked.has(addressOf(last)))).toBe(false);
          }
        }),
        { numRuns: runs(30) },
      );
    });
  });
});

function prefixOf(block: string, bits: number): number {
  const [, prefix] = block.split('/');
  return prefix === undefined ? bits : Number(prefix);
}

/** Whether a block holds an address, by the library's own reading of CIDR. */
function holds(block: string, address: string): boolean {
  const one = ipaddr.parse(address);
  const [first = '', prefix] = block.split('/');
  const from = ipaddr.parse(first);
  if (one.kind() !== from.kind()) return false;
  return one.match(from, prefix === undefined ? from.toByteArray().length * 8 : Number(prefix));
}
