import { describe, expect, test } from '@jest/globals';
import { type ClientFacts, factsOf } from '../../src/judge/facts.ts';
import { joinSides, joinedHead } from '../../src/merge/join.ts';
import { keepProven } from '../../src/merge/proven.ts';
import { makePlan } from '../../src/plan/plan.ts';
import { buildHead } from '../../src/report/model/build.ts';
import { EN } from '../../src/text/en/index.ts';
import { type Sight, judge } from '../support/observations.ts';
import { siteOf } from '../support/sites.ts';
import { STARTED, TOOL } from './world.ts';

const SITE = {
  product: 'current-branch',
  communication: 'http',
  roles: { managementPoints: ['mp1'], distributionPoints: ['dp1', 'dp2'] },
  boundaryGroups: [
    {
      name: 'Osaka',
      boundaries: '10.1.0.0/16',
      distributionPoints: 'dp1',
      neighbours: 'Tokyo',
    },
    { name: 'Tokyo', boundaries: '10.2.0.0/16', distributionPoints: 'dp2' },
  ],
};
const [OSAKA, TOKYO] = ['10.1.0.7', '10.2.0.7'];
const CONTENT = 'software-distribution/dp-http';

function own(addresses: readonly string[], seen: Readonly<Record<string, Sight>>): ClientFacts {
  const see = ({ host }: { readonly host: string }): Sight => seen[host] ?? 'open';
  return factsOf(judge({ site: SITE, from: 'client', addresses, see }).client);
}

const head = buildHead(makePlan(siteOf(SITE)), 'client', STARTED, TOOL, EN);
const content = ({ requirements }: ClientFacts) => requirements.find(({ id }) => id === CONTENT);
const verdictOf = ({ methods }: ClientFacts) =>
  methods.find(({ method }) => method === 'software-distribution')?.verdict;

describe('what was proven before', () => {
  test('stands for a client that is where it was, and a server to fall back to makes nothing worse', () => {
    const before = own([OSAKA], { dp1: 'filtered', dp2: 'filtered' });
    const last = own([OSAKA], { dp2: 'error' });
    expect(content(before)?.unmetHosts).toEqual(['dp1', 'dp2']);
    const whole = keepProven(last, before, 'client', ['client'], head);
    expect(content(whole)).toMatchObject({ outcome: 'open', unmetHosts: [] });
    expect(verdictOf(whole)).toBe('works');
  });

  test('is not taken over for a client that has moved: it is led to other servers', () => {
    const before = own([OSAKA], {});
    const last = own([TOKYO], { dp2: 'error', mp1: 'error' });
    expect(keepProven(last, before, 'client', ['client'], head)).toBe(last);
  });
});

describe('a client from both ends', () => {
  const server = factsOf(judge({ site: SITE, from: 'site-server', client: '192.168.0.7' }).client);

  test('is where it says itself', () => {
    const joined = joinSides(server, own([OSAKA], {}), joinedHead(head));
    expect(joined.location).toEqual({ groups: ['Osaka'], addresses: [OSAKA] });
    expect(joined.warnings).toEqual([]);
  });

  test('is where the site server found it, where it does not know', () => {
    const joined = joinSides(server, own([], {}), joinedHead(head));
    expect(joined.location).toEqual({ groups: [], addresses: ['192.168.0.7'] });
    expect(joined.warnings.map(({ code }) => code)).toEqual(['no-boundary-group']);
  });
});
