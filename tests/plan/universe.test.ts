import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { makePlan } from '../../src/plan/plan.ts';
import { anySite, siteOf } from '../support/sites.ts';
import { CONTRACT_METHODS, CONTRACT_PRODUCTS, contractIds } from './contract.ts';
import { runs } from '../support/long.ts';

const EVERYTHING_NEEDED = {
  activeDirectory: { schemaExtended: false },
  roles: {
    managementPoints: ['mp01'],
    distributionPoints: [{ host: 'dp01', serves: ['http', 'smb'] }],
    fallbackStatusPoints: ['fsp01'],
    softwareUpdatePoints: [{ host: 'sup01', ssl: true }],
  },
  install: { groupPolicy: { package: String.raw`\\files01\gpo` } },
};
const SOURCE = { source: String.raw`\\files01\ccmclient` };

function idsOf(words: Readonly<Record<string, unknown>>): string[] {
  return makePlan(siteOf(words)).requirements.map(({ id }) => id);
}

describe('every id of the contract comes out of some site', () => {
  test.each([
    ['cm2007', ['mixed', 'native'], ['intranet']],
    ['current-branch', ['http', 'https', 'enhanced-http'], ['intranet', 'internet']],
  ] as const)('%s', (product, communications, locations) => {
    const found = communications.flatMap((communication) =>
      [{}, SOURCE].flatMap((source) =>
        locations.flatMap((location) =>
          idsOf({
            product,
            communication,
            clients: product === 'cm2007' ? { location } : { location, domain: 'contoso.com' },
            ...EVERYTHING_NEEDED,
            install: { ...EVERYTHING_NEEDED.install, ...source },
          }),
        ),
      ),
    );
    expect([...new Set(found)].toSorted()).toEqual(contractIds(product).toSorted());
  });
});

describe('in any site', () => {
  test('each id of the contract is either needed or excluded, once, and no other id appears', () => {
    fc.assert(
      fc.property(anySite, (words) => {
        const site = siteOf(words);
        const plan = makePlan(site);
        const all = [...plan.requirements, ...plan.excluded].map(({ id }) => id);
        expect(all.toSorted()).toEqual(contractIds(site.product).toSorted());
      }),
      { numRuns: runs(500) },
    );
  });

  test('a method that is not applicable needs nothing, and an applicable one has a reason for each flow', () => {
    fc.assert(
      fc.property(anySite, (words) => {
        const plan = makePlan(siteOf(words));
        for (const { method, notApplicable } of plan.methods) {
          const needed = plan.requirements.filter((requirement) => requirement.method === method);
          expect(notApplicable === null ? [] : needed).toEqual([]);
        }
        for (const { reasons, id, method, flow } of plan.requirements) {
          expect(reasons.length).toBeGreaterThan(0);
          expect(id).toBe(`${method}/${flow.name}`);
        }
        for (const { reasons } of plan.excluded) expect(reasons.length).toBeGreaterThan(0);
      }),
    );
  });

  test('choosing methods leaves the others out and changes nothing else', () => {
    fc.assert(
      fc.property(anySite, fc.subarray([...CONTRACT_METHODS]), (words, methods) => {
        const site = siteOf(words);
        const chosen = makePlan(site, methods);
        const all = makePlan(site);
        expect(chosen.methods.map(({ method }) => method)).toEqual(methods);
        expect(chosen.requirements).toEqual(
          all.requirements.filter(({ method }) => methods.some((each) => each === method)),
        );
      }),
    );
  });
});

test('the two products have the ids of the contract and no more', () => {
  for (const product of CONTRACT_PRODUCTS) {
    expect(new Set(contractIds(product)).size).toBe(contractIds(product).length);
  }
});
