import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { RequirementId } from '../../src/catalogue/flow.ts';
import {
  OUTCOMES_BY_RANK,
  STATUS_OF,
  VERDICTS,
  type Verdict,
  compareOutcomes,
} from '../../src/judge/vocabulary.ts';
import { judgeClient } from '../../src/judge/client.ts';
import { decidingEndpoint, requirementFacts } from '../../src/judge/facts.ts';
import type { Outcome } from '../../src/probe/observation.ts';
import { type Sight, judge, observed } from '../support/observations.ts';

const CLIENT = 'client';
const ID: RequirementId = 'manual/mp-http';
const OUTCOMES = [
  'open',
  'refused',
  'filtered',
  'unreachable',
  'unresolved',
  'silent',
  'wrong-service',
  'wrong-host',
  'unhealthy',
  'inconclusive',
  'error',
] as const satisfies readonly Outcome[];

describe('the status of an outcome', () => {
  test.each([
    ['open', 'met'],
    ['refused', 'unmet'],
    ['filtered', 'unmet'],
    ['unreachable', 'unmet'],
    ['unresolved', 'unmet'],
    ['silent', 'unmet'],
    ['wrong-service', 'unmet'],
    ['wrong-host', 'unmet'],
    ['unhealthy', 'unmet'],
    ['inconclusive', 'unproven'],
    ['not-checked', 'unproven'],
    ['not-named', 'unproven'],
    ['error', 'unproven'],
  ] as const)('%s is %s', (outcome, status) => {
    expect(STATUS_OF[outcome]).toBe(status);
  });

  test('no outcome is forgotten, and better statuses rank before worse', () => {
    expect(Object.keys(STATUS_OF).toSorted()).toEqual([...OUTCOMES_BY_RANK].toSorted());
    const statuses = OUTCOMES_BY_RANK.map((outcome) => STATUS_OF[outcome]);
    expect([...new Set(statuses)]).toEqual(['met', 'unproven', 'unmet']);
    expect(statuses.lastIndexOf('unproven')).toBeLessThan(statuses.indexOf('unmet'));
  });
});

test('the verdicts are those of the contract', () => {
  expect(VERDICTS).toEqual(['works', 'degraded', 'unproven', 'breaks', 'not-applicable']);
});

const hosts = (names: string, ports: number | number[] = 80) => ({
  ports: { http: ports },
  roles: { managementPoints: names.split(' ') },
  install: { groupPolicy: { package: 'local' } },
});

/** `a=open b=refused`: what each host, or host:port, shows. */
function sights(text: string): (check: { host: string; port?: number }) => Sight {
  const seen = new Map(
    text.split(' ').map((word) => {
      const [place = '', outcome = ''] = word.split('=');
      return [place, OUTCOMES.find((known) => known === outcome) ?? 'error'] as const;
    }),
  );
  return (check) => seen.get(`${check.host}:${check.port}`) ?? seen.get(check.host) ?? 'open';
}

/** The verdict of a method that needs this one flow. */
const verdictOf = (outcome: Outcome): Verdict =>
  (({ met: 'works', unmet: 'breaks', unproven: 'unproven' }) as const)[STATUS_OF[outcome]];

describe('one host', () => {
  test.each(OUTCOMES)('%s', (outcome) => {
    const { requirement } = judge({ site: hosts('a'), from: CLIENT, see: () => outcome });
    expect(requirement(ID)).toMatchObject({
      outcome,
      status: STATUS_OF[outcome],
      unmetHosts: STATUS_OF[outcome] === 'unmet' ? ['a'] : [],
    });
  });
});

describe('several hosts: any of them', () => {
  test.each([
    ['a=open b=open', 'open', []],
    ['a=refused b=open', 'open', ['a']],
    ['a=open b=filtered', 'open', ['b']],
    ['a=unresolved b=open c=unhealthy', 'open', ['a', 'c']],
    ['a=refused b=filtered', 'refused', ['a', 'b']],
    ['a=filtered b=unhealthy', 'unhealthy', ['a', 'b']],
    ['a=refused b=error', 'error', ['a']],
    ['a=error b=open', 'open', []],
    ['a=inconclusive b=refused', 'inconclusive', ['b']],
    ['a=unresolved b=unresolved', 'unresolved', ['a', 'b']],
  ] as const)('%s', (seen, outcome, unmetHosts) => {
    const names = seen.replaceAll(/=[a-z-]+/g, '');
    const { requirement } = judge({ site: hosts(names), from: CLIENT, see: sights(seen) });
    expect(requirement(ID)).toMatchObject({ outcome, status: STATUS_OF[outcome], unmetHosts });
    expect(requirement(ID).endpoints.map(({ host }) => host)).toEqual(names.split(' '));
  });
});

describe('several ports of a host: any of them, and the others never degrade', () => {
  test.each([
    ['a:80=open a:8080=refused', 'open', []],
    ['a:80=refused a:8080=open', 'open', []],
    ['a:80=refused a:8080=filtered', 'refused', ['a']],
    ['a:80=wrong-service a:8080=error', 'error', []],
  ] as const)('%s', (seen, outcome, unmetHosts) => {
    const { requirement, method } = judge({
      site: hosts('a', [80, 8080]),
      from: CLIENT,
      see: sights(seen),
    });
    expect(requirement(ID)).toMatchObject({ outcome, unmetHosts });
    expect(method('group-policy').verdict).toBe(verdictOf(outcome));
  });

  test('a host fails only where all its ports do', () => {
    const { requirement, method } = judge({
      site: hosts('a b', [80, 8080]),
      from: CLIENT,
      see: sights('a:80=refused a:8080=open b:80=refused b:8080=silent'),
    });
    expect(requirement(ID)).toMatchObject({ outcome: 'open', unmetHosts: ['b'] });
    expect(method('group-policy')).toMatchObject({ verdict: 'degraded' });
  });
});

describe('several addresses of a host: any of them, and the others never degrade', () => {
  const addresses = (...outcomes: readonly Outcome[]): Sight =>
    outcomes.map((outcome, index) => ({
      address: `10.0.0.${index + 1}`,
      observation: observed(outcome),
    }));

  test.each<[readonly Outcome[], Outcome, string[]]>([
    [['refused', 'open'], 'open', []],
    [['filtered', 'filtered', 'open'], 'open', []],
    [['filtered', 'refused'], 'refused', ['a']],
    [['error', 'refused'], 'error', []],
  ])('%j', (outcomes, outcome, unmetHosts) => {
    const { requirement, method } = judge({
      site: hosts('a'),
      from: CLIENT,
      see: () => addresses(...outcomes),
    });
    expect(requirement(ID)).toMatchObject({ outcome, unmetHosts });
    expect(requirement(ID).endpoints).toHaveLength(outcomes.length);
    expect(method('group-policy').verdict).toBe(verdictOf(outcome));
  });
});

describe('what no probe was sent for', () => {
  test('a flow of the other end is not checked, whatever its destination', () => {
    const { requirement } = judge({ site: hosts('a'), from: 'site-server' });
    expect(requirement(ID)).toMatchObject({
      outcome: 'not-checked',
      status: 'unproven',
      endpoints: [],
      unmetHosts: [],
    });
    expect(judge({ from: CLIENT }).requirement('client-push/smb').outcome).toBe('not-checked');
  });

  test.each([CLIENT, 'site-server'] as const)('a flow to nobody is not named, from %s', (from) => {
    expect(judge({ from }).requirement(ID)).toMatchObject({
      outcome: 'not-named',
      status: 'unproven',
      endpoints: [],
    });
  });
});

describe('what was planned but never done', () => {
  const undone = { outcome: 'error', status: 'unproven', endpoints: [], unmetHosts: [] };

  test('a check without any endpoint failed here, not there', () => {
    const { requirement } = judge({ site: hosts('a'), from: CLIENT, see: () => [] });
    expect(requirement(ID)).toMatchObject(undone);
    expect(decidingEndpoint(requirementFacts(requirement(ID)))).toBeNull();
  });

  test('nor did a check without any result', () => {
    const { plan } = judge({ site: hosts('a'), from: CLIENT });
    const observations = { client: 'pc001', results: new Map(), names: null, proxyVariable: null };
    const { requirements } = judgeClient(plan, CLIENT, observations);
    expect(requirements.find(({ id }) => id === ID)).toMatchObject(undone);
  });

  test('an unproven host beside an open one changes nothing', () => {
    const { requirement } = judge({
      site: hosts('a b'),
      from: CLIENT,
      see: ({ host }) => (host === 'a' ? [] : 'open'),
    });
    expect(requirement(ID)).toMatchObject({ outcome: 'open', unmetHosts: [] });
  });
});

test('the endpoint that decided is the first with the outcome', () => {
  const { requirement } = judge({
    site: hosts('a b c'),
    from: CLIENT,
    see: sights('a=refused b=open c=open'),
  });
  expect(decidingEndpoint(requirementFacts(requirement(ID)))).toMatchObject({ host: 'b' });
});

const anyOutcome = fc.constantFrom(...OUTCOMES);

test('the best endpoint decides, in any order', () => {
  fc.assert(
    fc.property(fc.array(anyOutcome, { minLength: 1, maxLength: 5 }), (outcomes) => {
      const names = outcomes.map((_outcome, index) => `h${index}`);
      const { requirement } = judge({
        site: hosts(names.join(' ')),
        from: CLIENT,
        see: ({ host }) => outcomes[names.indexOf(host)] ?? 'error',
      });
      const judged = requirement(ID);
      for (const outcome of outcomes) {
        expect(compareOutcomes(judged.outcome, outcome)).toBeLessThanOrEqual(0);
      }
      expect(outcomes).toContain(judged.outcome);
      expect(judged.unmetHosts).toEqual(
        names.filter((_name, index) => STATUS_OF[outcomes[index] ?? 'error'] === 'unmet'),
      );
    }),
  );
});
