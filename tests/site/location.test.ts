import { isIPv4 } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { addressKey } from '../../src/base/address-key.ts';
import { checkBoundary } from '../../src/site/boundary.ts';
import { BoundaryIndex } from '../../src/site/boundary-index.ts';
import { bindAt, locationIn } from '../../src/plan/at-location.ts';
import { makePlan } from '../../src/plan/plan.ts';
import { Locator } from '../../src/site/location.ts';
import { siteOf } from '../support/sites.ts';

/** Few addresses, so that boundaries meet, overlap and end beside each other. */
const nearV4 = fc.nat({ max: 300 }).map((n) => `10.0.${n >> 8}.${n & 255}`);
const nearV6 = fc.nat({ max: 0xffff }).map((n) => `2001:db8::${n.toString(16)}`);
const near = fc.oneof(nearV4, nearV6);

const boundary = fc.oneof(
  fc.tuple(nearV4, fc.integer({ min: 20, max: 32 })).map(([base, bits]) => `${base}/${bits}`),
  fc.tuple(nearV6, fc.integer({ min: 110, max: 128 })).map(([base, bits]) => `${base}/${bits}`),
  fc
    .tuple(fc.nat({ max: 300 }), fc.nat({ max: 300 }))
    .map(([a, b]) =>
      [Math.min(a, b), Math.max(a, b)].map((n) => `10.0.${n >> 8}.${n & 255}`).join('-'),
    ),
);

/** The library's own answer, one boundary at a time. */
function holds(text: string, address: string): boolean {
  const [from = '', to] = text.split('-');
  if (to !== undefined) {
    const number = (ip: string): number =>
      ip.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
    const at = number(address);
    return isIPv4(address) && number(from) <= at && at <= number(to);
  }
  const [parsed, bits] = ipaddr.parseCIDR(text);
  const found = ipaddr.parse(address);
  return found.kind() === parsed.kind() && found.match([parsed, bits]);
}

describe('which boundaries hold an address', () => {
  test('as many at once as one by one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(boundary, { maxLength: 4 }), { maxLength: 8 }),
        near,
        (groups, address) => {
          const ranges = groups.map((all) =>
            all.map((text) => {
              const checked = checkBoundary(text);
              if ('problem' in checked) throw new Error(`${text}: ${checked.problem.code}`);
              return checked.value;
            }),
          );
          const expected = groups.flatMap((all, at) =>
            all.some((text) => holds(text, address)) ? [at] : [],
          );
          expect(new BoundaryIndex(ranges).setsOf(addressKey(address) ?? '')).toEqual(expected);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('the first and the last address of a boundary are in it, those beside it are not', () => {
    const checked = checkBoundary('10.0.0.16-10.0.0.31');
    const index = new BoundaryIndex(['value' in checked ? [checked.value] : []]);
    const isIn = (address: string): boolean => index.setsOf(addressKey(address) ?? '').length > 0;
    expect(
      ['10.0.0.15', '10.0.0.16', '10.0.0.31', '10.0.0.32', '::ffff:10.0.0.20'].map(isIn),
    ).toEqual([false, true, true, false, true]);
  });
});

const SITE = siteOf({
  product: 'current-branch',
  roles: {
    managementPoints: ['mp1', 'mp2'],
    distributionPoints: ['dp1', 'dp2', 'dp3'],
    softwareUpdatePoints: ['sup1'],
  },
  boundaryGroups: [
    {
      name: 'A',
      boundaries: '10.1.0.0/16',
      distributionPoints: 'DP1',
      managementPoints: 'mp1',
      neighbours: 'b',
    },
    { name: 'B', boundaries: ['10.2.0.0/16', '10.1.9.0/24'], distributionPoints: 'dp2' },
    { name: 'Default', siteDefault: true, distributionPoints: 'dp3' },
  ],
});

function ledTo(
  addresses: readonly string[],
  role: 'managementPoints' | 'distributionPoints' | 'softwareUpdatePoints',
): unknown {
  const reach = new Locator(SITE).locate(addresses).reach[role];
  return reach === null ? null : [[...reach.own], [...reach.fallback]];
}

describe('the servers that an address leads to', () => {
  test("its group's, then the neighbours' and the site default group's", () => {
    expect(ledTo(['10.1.0.1'], 'distributionPoints')).toEqual([['dp1'], ['dp2', 'dp3']]);
    expect(ledTo(['10.2.0.1'], 'distributionPoints')).toEqual([['dp2'], ['dp3']]);
  });

  test('those of every group where groups overlap, or a client has several addresses', () => {
    expect(ledTo(['10.1.9.1'], 'distributionPoints')).toEqual([['dp1', 'dp2'], ['dp3']]);
    expect(ledTo(['10.2.0.1', '10.1.0.1'], 'distributionPoints')).toEqual([
      ['dp1', 'dp2'],
      ['dp3'],
    ]);
  });

  test('a client in no group is led by the default group', () => {
    expect(ledTo(['192.168.0.1'], 'distributionPoints')).toEqual([['dp3'], []]);
    expect(new Locator(SITE).locate(['192.168.0.1'])).toMatchObject({
      groups: [],
      outside: 'site-default',
    });
  });

  test('a role of which no group says anything is not led at all', () => {
    expect(ledTo(['10.1.0.1'], 'softwareUpdatePoints')).toBeNull();
    expect(ledTo(['10.2.0.1'], 'managementPoints')).toBeNull();
  });

  test('clients of the same groups share one location', () => {
    const locator = new Locator(SITE);
    expect(locator.locate(['10.1.0.1'])).toBe(locator.locate(['10.1.200.7']));
    expect(locator.locate(['10.1.0.1'])).not.toBe(locator.locate(['10.1.9.1']));
  });
});

describe('what 175,000 clients in 500 groups cost', () => {
  const GROUPS = 500;
  const site = siteOf({
    product: 'current-branch',
    roles: { managementPoints: 'mp1', distributionPoints: ['dp1', 'dp2'] },
    boundaryGroups: Array.from({ length: GROUPS }, (_none, at) => ({
      name: `Group ${at}`,
      boundaries: `10.${at >> 8}.${at & 255}.0/24`,
      distributionPoints: at % 2 === 0 ? 'dp1' : 'dp2',
      neighbours: `Group ${(at + 1) % GROUPS}`,
    })),
  });
  const plan = makePlan(site, ['software-distribution']);
  const addressOf = (client: number): string => {
    const group = client % GROUPS;
    return `10.${group >> 8}.${group & 255}.${Math.floor(client / GROUPS) % 256}`;
  };

  test('a location and a plan for each group, whatever the number of clients', () => {
    const locations = new Set<unknown>();
    const plans = new Set<unknown>();
    for (let client = 0; client < 175_000; client += 1) {
      const address = addressOf(client);
      locations.add(locationIn(plan, [address]));
      // Of each group the first and some others: binding costs more than looking up.
      if (client < GROUPS * 3) plans.add(bindAt(plan, 'client', `pc${client}`, [address]).plan);
    }
    expect(locations.size).toBe(GROUPS);
    expect(plans.size).toBe(GROUPS);
  });
});
