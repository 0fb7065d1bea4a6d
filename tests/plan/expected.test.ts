import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FLOW_NAMES } from '../../src/catalogue/flow.ts';
import { expectedOf, misnamedIn } from '../../src/plan/expected.ts';
import { makePlan } from '../../src/plan/plan.ts';
import { loadSite } from '../../src/run/load-site.ts';
import type { Site } from '../../src/site/site.ts';
import { siteFromFiles } from '../../src/site/load.ts';
import { type SiteWords, anySite } from '../support/sites.ts';

const SITE = { product: 'cm2007', roles: { managementPoints: ['mp01'] } } as const;

/** A site whose expectations nobody has looked at yet. */
function siteOf(words: SiteWords): Site {
  return siteFromFiles({
    name: 'site.json',
    text: JSON.stringify({ product: 'cm2007', ...words }),
  });
}

function expecting(...names: readonly string[]): Readonly<Record<string, 'closed'>> {
  return Object.fromEntries(names.map((name) => [name, 'closed' as const]));
}

describe('what is expected', () => {
  const idsOf = (...names: readonly string[]): readonly string[] => {
    const site = siteOf({ ...SITE, expect: expecting(...names) });
    return makePlan(site)
      .requirements.filter((requirement) => expectedOf(requirement, site) === 'closed')
      .map(({ id }) => id);
  };

  test('of a flow holds for every method that has it', () => {
    expect(idsOf('mp-http')).toEqual([
      'client-push/mp-http',
      'group-policy/mp-http',
      'manual/mp-http',
    ]);
  });

  test('of a requirement holds for its method alone', () => {
    expect(idsOf('manual/mp-http', 'smb')).toEqual(['client-push/smb', 'manual/mp-http']);
  });

  test('of nothing holds for nothing', () => {
    expect(idsOf()).toEqual([]);
  });
});

describe('a name that is looked at nowhere', () => {
  const misnamed = (...names: readonly string[]): readonly string[] =>
    misnamedIn(siteOf({ ...SITE, expect: expecting(...names) })).map(
      ({ name, why }) => `${name}: ${why}`,
    );

  test.each([
    ['samba', 'unknown'],
    ['client-push', 'unknown'],
    ['client-push/SMB', 'unknown'],
    ['toString', 'unknown'],
    // Of the other product.
    ['cmg-https', 'unknown'],
    ['mp-https', 'not-needed'],
    ['manual/mp-https', 'not-needed'],
    ['software-update-point/sup-http', 'not-needed'],
  ])('%s: %s', (name, why) => {
    expect(misnamed('smb', name)).toEqual([`${name}: ${why}`]);
  });

  test('is told by the programming interface too', () => {
    const text = 'product: cm2007\nexpect: { samba: closed }\n';
    expect(() => loadSite({ name: 'site.yaml', text })).toThrow(
      'expect.samba: "samba" is no flow of cm2007',
    );
  });

  test('what an object inherits can be expected of nothing, and is not passed over', () => {
    const text = '{"product": "cm2007", "expect": {"__proto__": "closed", "smb": "closed"}}';
    expect(() => loadSite({ name: 'site.json', text })).toThrow('__proto__');
  });

  test('is each that no plan of the site has, and no other', () => {
    fc.assert(
      fc.property(anySite, fc.subarray([...FLOW_NAMES]), (words, names) => {
        const site = siteOf({ ...words, expect: expecting(...names) });
        const planned = new Set(makePlan(site).requirements.map(({ flow }) => flow.name));
        expect(misnamedIn(site).map(({ name }) => name)).toEqual(
          names.filter((name) => !planned.has(name)),
        );
      }),
    );
  });
});
