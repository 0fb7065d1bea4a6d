import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { OwnRow } from '../../src/catalogue/own.ts';
import { judgeSaved } from '../../src/judge/saved.ts';
import { factsOf, methodFacts } from '../../src/judge/facts.ts';
import { OUTCOMES_BY_RANK } from '../../src/judge/vocabulary.ts';
import { buildHead } from '../../src/report/model/build.ts';
import { EN } from '../../src/text/en/index.ts';
import { type Judged, type Scene, type Sight, judge } from '../support/observations.ts';
import { runs } from '../support/long.ts';

const SITE = {
  product: 'current-branch',
  communication: 'http',
  roles: {
    managementPoints: ['mp1', 'mp2'],
    distributionPoints: ['dp1', 'dp2', 'dp3', { host: 'dp4', serves: ['http', 'smb'] }],
    softwareUpdatePoints: [
      { host: 'sup1', httpPort: 8530 },
      { host: 'sup2', httpPort: 8530, ssl: true },
    ],
  },
  install: { manual: { runFrom: 'local' }, groupPolicy: { package: 'local' } },
  boundaryGroups: [
    {
      name: 'Osaka',
      boundaries: '10.1.0.0/16',
      managementPoints: 'mp1',
      distributionPoints: 'dp1',
      softwareUpdatePoints: 'sup1',
      neighbours: 'Tokyo',
    },
    {
      name: 'Tokyo',
      boundaries: ['10.2.0.0/16', '10.1.200.0/24'],
      distributionPoints: ['dp2', 'dp3'],
      softwareUpdatePoints: 'sup2',
    },
    { name: 'Kyoto', boundaries: '10.3.0.0/16', distributionPoints: 'dp4' },
    { name: 'Nara', boundaries: '10.4.0.0/16' },
  ],
};
const OSAKA = '10.1.0.7';
const OWN_ROW: OwnRow = {
  name: 'own-agent',
  methods: ['software-distribution'],
  products: ['current-branch'],
  from: 'client',
  to: 'distribution-point',
  transport: 'tcp',
  proof: { kind: 'service', service: 'tcp', port: 9443 },
  named: null,
  when: ['always'],
  necessity: 'required',
  words: { title: 'agent', purpose: '', symptom: '', fix: '', source: 'a test' },
};
const TOOL = { name: 'x', version: '1' };

/** What the hosts that are named show; the others are open. */
function at(
  addresses: readonly string[],
  seen: Readonly<Record<string, Sight>>,
  scene: Partial<Scene> = {},
): Judged {
  return judge({
    site: SITE,
    from: 'client',
    addresses,
    see: ({ host }) => seen[host] ?? 'open',
    ...scene,
  });
}

describe('a client is judged by the servers that its address leads to', () => {
  test('what its own server shows decides; another location has no say', () => {
    const osaka = at([OSAKA], { dp4: 'filtered' });
    expect(osaka.requirement('software-distribution/dp-http')).toMatchObject({
      outcome: 'open',
      unmetHosts: [],
    });
    const kyoto = at(['10.3.0.7'], { dp4: 'filtered' });
    expect(kyoto.requirement('software-distribution/dp-http')).toMatchObject({
      outcome: 'filtered',
      unmetHosts: ['dp4'],
    });
    expect(kyoto.method('software-distribution').verdict).toBe('breaks');
  });

  test.each<[string, Readonly<Record<string, Sight>>, string, readonly string[]]>([
    ['all open', {}, 'works', []],
    ["a neighbour's that is blocked is nothing to tell", { dp2: 'refused' }, 'works', []],
    ["all neighbours'", { dp2: 'refused', dp3: 'filtered' }, 'works', []],
    ['its own blocked, a neighbour helps', { dp1: 'filtered' }, 'degraded', ['dp1']],
    [
      'its own blocked, and one of two neighbours',
      { dp1: 'filtered', dp2: 'filtered' },
      'degraded',
      ['dp1'],
    ],
    [
      'all blocked',
      { dp1: 'filtered', dp2: 'filtered', dp3: 'refused' },
      'breaks',
      ['dp1', 'dp2', 'dp3'],
    ],
  ])('%s', (_, seen, verdict, unmetHosts) => {
    const judged = at([OSAKA], seen);
    expect(judged.method('software-distribution').verdict).toBe(verdict);
    expect(judged.requirement('software-distribution/dp-http').unmetHosts).toEqual(unmetHosts);
  });

  test("what a neighbour's server alone asks for is not needed where it has one of its own", () => {
    const judged = at([OSAKA], { sup2: 'filtered' });
    expect(judged.requirement('software-update-point/sup-https')).toMatchObject({
      outcome: 'not-needed',
      unmetHosts: [],
    });
    expect(judged.method('software-update-point').verdict).toBe('works');
    const turnedAway = at([OSAKA], { sup1: 'filtered' });
    expect(turnedAway.requirement('software-update-point/sup-https').outcome).toBe('open');
    const tokyo = at(['10.2.0.7'], { sup2: 'filtered' });
    expect(tokyo.requirement('software-update-point/sup-https').outcome).toBe('filtered');
  });

  test('any management point of the site stands in for the preferred one', () => {
    expect(at([OSAKA], { mp2: 'filtered' }).method('group-policy').verdict).toBe('works');
    expect(at([OSAKA], { mp1: 'filtered' }).method('group-policy').verdict).toBe('degraded');
    expect(at([OSAKA], { mp1: 'filtered', mp2: 'filtered' }).method('group-policy').verdict).toBe(
      'breaks',
    );
  });

  test('in overlapping groups, or with several addresses, by the servers of all', () => {
    for (const addresses of [['10.1.200.1'], ['10.1.0.1', '10.2.0.1']]) {
      const judged = at(addresses, { dp3: 'filtered' });
      expect(judged.client.location?.location?.groups).toEqual(['Osaka', 'Tokyo']);
      expect(judged.method('software-distribution').verdict).toBe('degraded');
    }
  });

  test('a flow that none of its servers asks for is not needed there', () => {
    // Tokyo's update point, to fall back to, talks TLS.
    const osaka = at([OSAKA], { sup1: 'filtered', sup2: 'filtered' });
    expect(osaka.requirement('software-update-point/sup-https').outcome).toBe('filtered');
    const kyoto = { ...SITE.boundaryGroups[2], softwareUpdatePoints: 'sup1' };
    const site = { ...SITE, boundaryGroups: [...SITE.boundaryGroups.slice(0, 2), kyoto] };
    const there = at(['10.3.0.7'], { sup2: 'filtered' }, { site });
    expect(there.requirement('software-update-point/sup-https')).toMatchObject({
      outcome: 'not-needed',
      status: 'met',
      endpoints: [],
    });
    expect(there.method('software-update-point').verdict).not.toBe('breaks');
  });
});

/**
 * Three distribution points: at `A` one that serves what is said, at `B` others, which are neighbours of
 * `A`. What is seen of each, by service; the rest is open.
 */
type Serving = readonly ('http' | 'smb')[];
type Blocked = readonly `${string} ${'http' | 'smb'}`[];

function distributed(
  own: readonly Serving[],
  neighbours: readonly Serving[],
  blocked: Blocked,
  outcome: Sight = 'filtered',
  outcomes: Readonly<Record<string, Sight>> = {},
  rows: readonly OwnRow[] = [],
): Judged {
  const point =
    (letter: string) =>
    (serves: Serving, at: number): { host: string; serves: string[] } => ({
      host: `${letter}${at}`,
      serves: [...serves],
    });
  const [here, there] = [own.map(point('a')), neighbours.map(point('b'))];
  const site = {
    ...SITE,
    roles: { ...SITE.roles, distributionPoints: [...here, ...there] },
    boundaryGroups: [
      {
        name: 'A',
        boundaries: '10.1.0.0/16',
        ...(here.length === 0 ? {} : { distributionPoints: here.map(({ host }) => host) }),
        ...(there.length === 0 ? {} : { neighbours: 'B' }),
      },
      ...(there.length === 0
        ? []
        : [
            {
              name: 'B',
              boundaries: '10.2.0.0/16',
              distributionPoints: there.map(({ host }) => host),
            },
          ]),
    ],
  };
  return judge({
    site,
    methods: ['software-distribution'],
    from: 'client',
    addresses: ['10.1.0.7'],
    rows,
    see: ({ host, kind }) => {
      const place = blocked.find(
        (each) => kind !== 'tcp' && each === `${host} ${kind === 'smb' ? 'smb' : 'http'}`,
      );
      return place === undefined ? 'open' : (outcomes[place] ?? outcome);
    },
  });
}

describe('whether SMB is required hangs on the distribution points of the location', () => {
  const [HTTP, SMB, BOTH] = [['http'], ['smb'], ['http', 'smb']] as const;

  test.each<{
    own: readonly Serving[];
    neighbours: readonly Serving[];
    blocked: Blocked;
    outcome?: Sight;
    outcomes?: Readonly<Record<string, Sight>>;
    verdict: string;
  }>([
    // Another location's SMB is no matter of this one, and the other way round.
    { own: [BOTH], neighbours: [SMB], blocked: [], verdict: 'works' },
    { own: [BOTH], neighbours: [SMB], blocked: ['a0 smb'], verdict: 'degraded' },
    { own: [BOTH], neighbours: [SMB], blocked: ['a0 smb', 'b0 smb'], verdict: 'degraded' },
    { own: [BOTH], neighbours: [SMB], blocked: ['b0 smb'], verdict: 'works' },
    { own: [HTTP], neighbours: [SMB], blocked: ['b0 smb'], verdict: 'works' },
    { own: [SMB], neighbours: [HTTP], blocked: ['b0 http'], verdict: 'works' },
    { own: [SMB], neighbours: [BOTH], blocked: ['b0 http', 'b0 smb'], verdict: 'works' },
    { own: [SMB], neighbours: [], blocked: ['a0 smb'], verdict: 'breaks' },
    { own: [BOTH], neighbours: [], blocked: ['a0 smb'], verdict: 'degraded' },
    { own: [BOTH], neighbours: [], blocked: ['a0 http'], verdict: 'breaks' },
    // Its own is blocked, and a neighbour serves otherwise.
    { own: [SMB], neighbours: [HTTP], blocked: ['a0 smb'], verdict: 'degraded' },
    { own: [SMB], neighbours: [HTTP], blocked: ['a0 smb', 'b0 http'], verdict: 'breaks' },
    { own: [HTTP], neighbours: [SMB], blocked: ['a0 http'], verdict: 'degraded' },
    { own: [HTTP], neighbours: [SMB], blocked: ['a0 http', 'b0 smb'], verdict: 'breaks' },
    { own: [SMB], neighbours: [SMB], blocked: ['a0 smb'], verdict: 'degraded' },
    { own: [SMB], neighbours: [BOTH], blocked: ['a0 smb', 'b0 smb'], verdict: 'degraded' },
    { own: [BOTH], neighbours: [BOTH], blocked: ['a0 http'], verdict: 'degraded' },
    { own: [BOTH], neighbours: [SMB], blocked: ['a0 http', 'a0 smb'], verdict: 'degraded' },
    { own: [SMB], neighbours: [HTTP, HTTP], blocked: ['a0 smb', 'b0 http'], verdict: 'degraded' },
    {
      own: [BOTH],
      neighbours: [SMB],
      blocked: ['a0 http', 'a0 smb', 'b0 smb'],
      verdict: 'breaks',
    },
    // Nobody knows.
    {
      own: [SMB],
      neighbours: [HTTP],
      blocked: ['a0 smb'],
      outcome: 'inconclusive',
      verdict: 'unproven',
    },
    {
      own: [BOTH],
      neighbours: [SMB],
      blocked: ['a0 smb'],
      outcome: 'inconclusive',
      verdict: 'works',
    },
    {
      own: [BOTH],
      neighbours: [SMB],
      blocked: ['a0 http', 'a0 smb', 'b0 smb'],
      outcomes: { 'b0 smb': 'inconclusive' },
      verdict: 'unproven',
    },
    {
      own: [BOTH],
      neighbours: [SMB, SMB],
      blocked: ['a0 http', 'a0 smb', 'b0 smb'],
      outcomes: { 'b0 smb': 'error' },
      verdict: 'degraded',
    },
    {
      own: [BOTH],
      neighbours: [SMB, HTTP],
      blocked: ['a0 http', 'a0 smb', 'b0 smb', 'b1 http'],
      outcomes: { 'b0 smb': 'inconclusive', 'a0 smb': 'inconclusive' },
      verdict: 'unproven',
    },
    // Led to servers of others alone.
    { own: [], neighbours: [SMB, BOTH], blocked: ['b0 smb', 'b1 smb'], verdict: 'breaks' },
    { own: [], neighbours: [BOTH], blocked: ['b0 smb'], verdict: 'degraded' },
    { own: [], neighbours: [SMB], blocked: ['b0 smb'], verdict: 'breaks' },
    { own: [HTTP], neighbours: [BOTH, SMB], blocked: ['a0 http', 'b1 smb'], verdict: 'degraded' },
    { own: [HTTP], neighbours: [BOTH, SMB], blocked: ['a0 http', 'b0 http'], verdict: 'degraded' },
  ])('%j', (row) => {
    const judged = distributed(row.own, row.neighbours, row.blocked, row.outcome, row.outcomes);
    const { verdict } = judged.method('software-distribution');
    expect(verdict).toBe(row.verdict);
    // A saved report is judged the same, read back from its lines.
    const facts = factsOf(judged.client);
    const head = buildHead(judged.plan, 'client', '2026-01-01T00:00:00Z', TOOL, EN);
    expect(judgeSaved(facts, head, ['client'])).toEqual(judged.client.methods.map(methodFacts));
  });

  test.each<[string, OwnRow['named'], Serving, Serving, Blocked, string]>([
    [
      'an answer to a row of a user does not make a neighbour serve what is blocked there',
      null,
      BOTH,
      SMB,
      ['a0 http', 'a0 smb', 'b0 smb'],
      'breaks',
    ],
    [
      'a server of a row of a user does not keep a neighbour from standing in',
      ['other'],
      SMB,
      HTTP,
      ['a0 smb'],
      'degraded',
    ],
  ])('%s', (_what, named, own, neighbour, blocked, expected) => {
    const rows = [{ ...OWN_ROW, named }];
    const verdictWith = (all: readonly OwnRow[]): string =>
      distributed([own], [neighbour], blocked, 'filtered', {}, all).method('software-distribution')
        .verdict;
    expect(verdictWith([])).toBe(expected);
    expect(verdictWith(rows)).toBe(expected);
  });

  test('a neighbour of which nobody knows proves nothing', () => {
    const site = (seen: Readonly<Record<string, Sight>>): string =>
      judge({
        site: {
          ...SITE,
          roles: {
            ...SITE.roles,
            distributionPoints: [
              { host: 'dp1', serves: ['smb'] },
              { host: 'dp2', serves: ['http'] },
            ],
          },
          boundaryGroups: [
            {
              name: 'A',
              boundaries: '10.1.0.0/16',
              distributionPoints: 'dp1',
              neighbours: 'B',
            },
            { name: 'B', boundaries: '10.2.0.0/16', distributionPoints: 'dp2' },
          ],
        },
        from: 'client',
        addresses: [OSAKA],
        see: ({ host }) => seen[host] ?? 'open',
      }).method('software-distribution').verdict;
    expect(site({ dp1: 'filtered', dp2: 'inconclusive' })).toBe('unproven');
    expect(site({ dp1: 'filtered', dp2: 'error' })).toBe('unproven');
    expect(site({ dp1: 'filtered', dp2: 'open' })).toBe('degraded');
    expect(site({ dp1: 'inconclusive', dp2: 'filtered' })).toBe('unproven');
  });

  test("a neighbour's update point without TLS stands in for one with it", () => {
    const site = {
      ...SITE,
      boundaryGroups: [
        {
          name: 'A',
          boundaries: '10.1.0.0/16',
          softwareUpdatePoints: 'sup2',
          neighbours: 'B',
        },
        { name: 'B', boundaries: '10.2.0.0/16', softwareUpdatePoints: 'sup1' },
      ],
    };
    const verdict = (seen: Readonly<Record<string, Sight>>): string =>
      at([OSAKA], seen, { site, methods: ['software-update-point'] }).method(
        'software-update-point',
      ).verdict;
    expect(verdict({ sup2: 'filtered' })).toBe('degraded');
    expect(verdict({ sup2: 'filtered', sup1: 'filtered' })).toBe('breaks');
    expect(verdict({ sup1: 'filtered' })).toBe('works');
  });

  test('a report tells what is needed less at its location than in its site', () => {
    const { client } = distributed([['http', 'smb']], [['smb']], ['a0 smb']);
    expect(factsOf(client).requirements.find(({ id }) => id.endsWith('/dp-smb'))).toMatchObject({
      necessity: 'helpful',
      status: 'met',
      unmetHosts: ['a0'],
    });
    for (const { necessity } of factsOf(distributed([['smb']], [], []).client).requirements) {
      expect(necessity).toBeUndefined();
    }
  });
});

describe('where boundary groups do not tell', () => {
  test('a client whose address is unknown is judged by all servers, and nothing is warned of', () => {
    const unknown = at([], { dp1: 'filtered' });
    expect(unknown.client.location).toEqual({ location: null, addresses: [] });
    expect(unknown.client.warnings).toEqual([]);
    expect(unknown.requirement('software-distribution/dp-http').unmetHosts).toEqual(['dp1']);
    expect(unknown.method('software-distribution').verdict).toBe('degraded');
  });

  test('a client in no group is warned of, and by whose servers it was judged', () => {
    const outside = at(['192.168.0.7'], {});
    expect(outside.client.warnings).toEqual([
      {
        code: 'no-boundary-group',
        host: 'pc001.contoso.com',
        addresses: ['192.168.0.7'],
        ledBy: 'every-server',
      },
    ]);
    expect(outside.method('software-distribution').verdict).toBe('degraded');
    expect(outside.method('group-policy').verdict).toBe('works');
    const site = {
      ...SITE,
      boundaryGroups: [
        ...SITE.boundaryGroups,
        { name: 'D', siteDefault: true, distributionPoints: 'dp4' },
      ],
    };
    const led = at(['192.168.0.7'], { dp1: 'filtered' }, { site });
    expect(led.client.warnings).toMatchObject([
      { code: 'no-boundary-group', ledBy: 'site-default' },
      { code: 'boundary-group-without', groups: [], role: 'softwareUpdatePoints' },
    ]);
    expect(led.method('software-distribution').verdict).toBe('works');
  });

  test('a group that leads to no server of a role is warned of, and all are looked at', () => {
    const nara = at(['10.4.0.7'], {});
    expect(nara.client.warnings).toMatchObject([
      { code: 'boundary-group-without', groups: ['Nara'], role: 'distributionPoints' },
      { code: 'boundary-group-without', groups: ['Nara'], role: 'softwareUpdatePoints' },
    ]);
    expect(nara.method('software-distribution').verdict).toBe('degraded');
  });

  test('a site without boundary groups, and clients on the internet, have no location', () => {
    const { boundaryGroups: _, ...plain } = SITE;
    expect(at([OSAKA], {}, { site: plain }).client.location).toBeNull();
    const internet = { ...SITE, clients: { location: 'internet' } };
    expect(at([OSAKA], {}, { site: internet }).client.location).toBeNull();
  });
});

describe('from the site server', () => {
  test("a client's addresses are those that its name led to", () => {
    const { client } = judge({ site: SITE, from: 'site-server', client: OSAKA });
    expect(client.location).toMatchObject({ addresses: [OSAKA], location: { groups: ['Osaka'] } });
  });
});

describe('in any state of the servers', () => {
  const hosts = ['mp1', 'mp2', 'dp1', 'dp2', 'dp3', 'dp4', 'sup1', 'sup2'];
  const outcome = fc.constantFrom(
    ...OUTCOMES_BY_RANK.filter(
      (each) =>
        each !== 'not-needed' &&
        each !== 'not-checked' &&
        each !== 'not-named' &&
        each !== 'by-hand',
    ),
  );
  const scene = fc.record({
    seen: fc.dictionary(fc.constantFrom(...hosts), outcome),
    address: fc.constantFrom(OSAKA, '10.2.0.1', '10.3.0.1', '10.4.0.1', '10.1.200.1', '172.16.0.1'),
  });

  test('a server to fall back to makes nothing worse, and what is saved is judged the same', () => {
    fc.assert(
      fc.property(scene, ({ seen, address }) => {
        const { plan, client } = at([address], seen);
        for (const requirement of client.requirements) {
          const { status, unmetHosts, fallbackHosts } = requirement;
          const told = unmetHosts.filter((host) => fallbackHosts.includes(host));
          expect(status === 'unmet' ? [] : told).toEqual([]);
        }
        const facts = factsOf(client);
        const head = buildHead(
          plan,
          'client',
          '2026-01-01T00:00:00Z',
          { name: 'x', version: '1' },
          EN,
        );
        expect(judgeSaved(facts, head, ['client'])).toEqual(client.methods.map(methodFacts));
      }),
      { numRuns: runs(100) },
    );
  });

  test('with all servers in one group, verdicts are those of a site without groups', () => {
    const { boundaryGroups: _, ...plain } = SITE;
    const named = {
      managementPoints: ['mp1', 'mp2'],
      distributionPoints: ['dp1', 'dp2', 'dp3', 'dp4'],
      softwareUpdatePoints: ['sup1', 'sup2'],
    };
    const one = { ...plain, boundaryGroups: [{ name: 'All', boundaries: '0.0.0.0/0', ...named }] };
    fc.assert(
      fc.property(scene, ({ seen, address }) => {
        const [grouped, ungrouped] = [one, plain].map(
          (site) => at([address], seen, { site }).client,
        );
        expect(grouped?.methods).toEqual(ungrouped?.methods);
        expect(grouped?.warnings).toEqual(ungrouped?.warnings);
      }),
      { numRuns: runs(100) },
    );
  });
});
