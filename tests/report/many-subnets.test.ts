import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { FirstNames } from '../../src/report/told/many/first-names.ts';
import { placesOf } from '../../src/report/told/many/places.ts';
import { type Subnet, lanOf, subnetText, widerThan } from '../../src/report/told/many/subnet.ts';
import { SubnetCounts } from '../../src/report/told/many/subnet-counts.ts';
import { runs } from '../support/long.ts';

function lan(address: string): Subnet {
  const found = lanOf(address);
  if (found === null) throw new Error(`${address} is no address`);
  return found;
}

/** A subnet and all around it, the narrowest first. */
function around(subnet: Subnet): readonly Subnet[] {
  const wider = widerThan(subnet);
  return [subnet, ...(wider === null ? [] : around(wider))];
}

/** Addresses that lie together as often as apart. */
const byte = fc.oneof(fc.constantFrom(0, 1, 16, 255), fc.integer({ min: 0, max: 255 }));
const group = byte.map((value) => (value * 257).toString(16));
const address = fc.oneof(
  fc.tuple(fc.constantFrom(10, 172), byte, byte, byte).map((bytes) => bytes.join('.')),
  fc
    .tuple(fc.constantFrom('fd00', 'fe80', '2001'), group, group, group)
    .map((groups) => `${groups.join(':')}::1`),
);
const addresses = fc.array(address, { maxLength: 400 });

function counted(list: readonly string[], maxCounters: number): SubnetCounts {
  const counts = new SubnetCounts(maxCounters);
  for (const [index, each] of list.entries()) counts.add(lan(each), { index, name: `pc${index}` });
  return counts;
}

describe('a subnet', () => {
  test.each<[string, readonly string[]]>([
    [
      '10.3.77.200',
      ['10.3.77.0/24', '10.3.64.0/20', '10.3.0.0/16', '10.0.0.0/12', '10.0.0.0/8', '0.0.0.0/0'],
    ],
    [
      '255.255.255.255',
      [
        '255.255.255.0/24',
        '255.255.240.0/20',
        '255.255.0.0/16',
        '255.240.0.0/12',
        '255.0.0.0/8',
        '0.0.0.0/0',
      ],
    ],
    [
      'fd00:1:2:ff77::5',
      [
        'fd00:1:2:ff77::/64',
        'fd00:1:2:ff00::/56',
        'fd00:1:2::/48',
        'fd00:1::/40',
        'fd00:1::/32',
        '::/0',
      ],
    ],
    ['fe80::1%eth0', ['fe80::/64', 'fe80::/56', 'fe80::/48', 'fe80::/40', 'fe80::/32', '::/0']],
    [
      '::ffff:10.0.0.7',
      ['10.0.0.0/24', '10.0.0.0/20', '10.0.0.0/16', '10.0.0.0/12', '10.0.0.0/8', '0.0.0.0/0'],
    ],
  ])('of %s', (text, expected) => {
    expect(around(lan(text)).map(subnetText)).toEqual(expected);
  });

  test.each(['pc001', '10.0.0', '', '10.0.0.0/8'])('none of "%s"', (text) => {
    expect(lanOf(text)).toBeNull();
  });
});

describe('counts by subnet', () => {
  test('no client is lost, whatever the bound, and the bound holds', () => {
    fc.assert(
      fc.property(addresses, fc.integer({ min: 16, max: 64 }), (list, maxCounters) => {
        const counts = counted(list, maxCounters);
        expect(counts.size).toBeLessThanOrEqual(maxCounters);
        expect(counts.clients).toBe(list.length);
        const wholes = [...counts.totals().values()].filter(
          ({ subnet }) => widerThan(subnet) === null,
        );
        expect(wholes.reduce((sum, { clients }) => sum + clients, 0)).toBe(list.length);
      }),
      { numRuns: runs(100) },
    );
  });

  test('a total is never too large, and all of it where it says so', () => {
    fc.assert(
      fc.property(addresses, fc.integer({ min: 16, max: 400 }), (list, maxCounters) => {
        const counts = counted(list, maxCounters);
        const totals = counts.totals();
        const truth = counted(list, 100_000).totals();
        for (const [key, { subnet, clients }] of truth) {
          const total = totals.get(key)?.clients ?? 0;
          expect(total).toBeLessThanOrEqual(clients);
          expect(total).toBeGreaterThanOrEqual(counts.isExact(subnet) ? clients : 0);
        }
      }),
      { numRuns: runs(100) },
    );
  });

  test('every client in a subnet of its own', () => {
    const counts = new SubnetCounts(256);
    for (let index = 0; index < 60_000; index += 1) {
      counts.add(lan(`10.${index >>> 8}.${index & 255}.1`), { index, name: `pc${index}` });
    }
    expect(counts.size).toBeLessThanOrEqual(256);
    expect(counts.clients).toBe(60_000);
    const { mostly } = placesOf(counts);
    expect(mostly === null ? null : subnetText(mostly.subnet)).toBe('10.0.0.0/8');
  });
});

describe('places', () => {
  const shownOf = (list: readonly string[]): readonly string[] =>
    placesOf(counted(list, 4096)).shown.map(
      ({ subnet, clients }) => `${subnetText(subnet)} ${clients}`,
    );
  const many = (count: number, make: (number: number) => string): readonly string[] =>
    Array.from({ length: count }, (_none, number) => make(number));

  test('do not overlap, and hold no more clients than there are', () => {
    fc.assert(
      fc.property(addresses, fc.integer({ min: 16, max: 400 }), (list, maxCounters) => {
        const counts = counted(list, maxCounters);
        const { shown, mostly } = placesOf(counts);
        const keys = new Set(shown.map(({ subnet }) => subnet.key));
        for (const { subnet } of shown) {
          expect(around(subnet).filter(({ key }) => keys.has(key))).toEqual([subnet]);
        }
        const held = shown.reduce((sum, { clients }) => sum + clients, 0);
        expect(held).toBeLessThanOrEqual(list.length);
        expect(shown.length).toBeLessThanOrEqual(5);
        expect(mostly?.clients ?? list.length).toBeGreaterThanOrEqual(list.length * 0.8);
      }),
      { numRuns: runs(100) },
    );
  });

  test.each<[string, readonly string[], readonly string[]]>([
    ['one LAN', many(40, (at) => `10.4.1.${at}`), ['10.4.1.0/24 40']],
    [
      'two LANs of one site',
      many(40, (at) => `10.4.${at % 2}.${at}`),
      ['10.4.0.0/24 20', '10.4.1.0/24 20'],
    ],
    ['LANs all over a site', many(600, (at) => `10.4.${at % 200}.${at % 7}`), ['10.4.0.0/16 600']],
    [
      'a site, and one LAN of another',
      [...many(600, (at) => `10.4.${at % 200}.7`), ...many(60, (at) => `10.9.8.${at}`)],
      ['10.4.0.0/16 600', '10.9.8.0/24 60'],
    ],
    [
      'a site, and strays not worth a line',
      [...many(990, (at) => `10.4.${at % 200}.7`), '10.9.8.1', '172.16.0.1'],
      ['10.4.0.0/16 990'],
    ],
    ['few clients, whose names say more', ['10.1.1.1', '10.2.2.2', '10.3.3.3'], []],
    ['IPv6', many(100, (at) => `fd00:1:2:${at.toString(16)}00::1`), ['fd00:1:2::/48 100']],
  ])('%s', (_what, list, expected) => {
    expect(shownOf(list)).toEqual(expected);
  });
});

test('the first names are those first in the list, in whatever order they come', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(), { maxLength: 12 }), fc.nat(12), (indices, split) => {
      const [first, second] = [new FirstNames(), new FirstNames()];
      for (const [at, index] of indices.entries()) {
        (at < split ? first : second).add({ index, name: `pc${index}` });
      }
      first.addAll(second);
      const expected = indices.toSorted((a, b) => a - b).slice(0, 3);
      expect(first.names).toEqual(expected.map((index) => `pc${index}`));
    }),
    { numRuns: runs(100) },
  );
});
