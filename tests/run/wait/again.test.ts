import { describe, expect, test } from '@jest/globals';
import type { CheckResult, CheckResults } from '../../../src/probe/result.ts';
import { bindPlan, checkKey, checksFor } from '../../../src/plan/checks.ts';
import { makePlan } from '../../../src/plan/plan.ts';
import type { Check } from '../../../src/plan/check.ts';
import type { Observation } from '../../../src/probe/observation.ts';
import { checksAgain, joinResults, serversAgain } from '../../../src/run/wait/again.ts';
import { observed } from '../../support/observations.ts';
import { type SiteWords, siteOf } from '../../support/sites.ts';

const CLIENT = 'pc001';

type Seen = Observation | readonly (readonly [address: string, observation: Observation])[];
type See = (check: Check) => Seen;

function resultOf(check: Check, seen: Seen): CheckResult {
  const places = 'outcome' in seen ? [['10.0.0.7', seen] as const] : seen;
  return {
    check,
    endpoints: places.map(([address, observation]) => ({
      host: check.host,
      address,
      port: 'port' in check ? check.port : null,
      attempts: 1,
      observation,
    })),
  };
}

/** What a push to one client looks at, so far. */
const PUSH = makePlan(siteOf(), ['client-push']);

function resultsOf(checks: readonly Check[], see: See): CheckResults {
  return new Map(checks.map((check) => [checkKey(check), resultOf(check, see(check))]));
}

/** The kinds of check that a push is worth looking at again. */
function pushAgain(see: Partial<Record<Check['kind'], Seen>>): readonly string[] {
  const checks = checksFor(PUSH, 'site-server', CLIENT);
  const results = resultsOf(checks, ({ kind }) => see[kind] ?? observed('open'));
  return checksAgain(bindPlan(PUSH, 'site-server', CLIENT), results).map(({ check }) => check.kind);
}

const NOT_ASKED: Observation = {
  outcome: 'inconclusive',
  cause: 'nothing-answered',
  reached: 'resolved',
  rttMs: null,
  evidence: { kind: 'rpc-endpoint-mapper-udp', packetType: null },
};

describe('what of a client is looked at again', () => {
  test.each([
    ['nothing that is met', {}, []],
    ['what was refused', { smb: observed('refused') }, ['smb']],
    ['what failed on this machine', { icmp: observed('error') }, ['icmp']],
    [
      'dynamic ports with the endpoint mapper, whose list they come from',
      { 'rpc-dynamic': observed('filtered') },
      ['rpc-endpoint-mapper', 'rpc-dynamic'],
    ],
    [
      'no UDP port that was asked and kept silent',
      { smb: observed('filtered'), 'rpc-endpoint-mapper-udp': observed('inconclusive') },
      ['smb'],
    ],
    [
      'a UDP port that was not asked',
      { smb: observed('filtered'), 'rpc-endpoint-mapper-udp': NOT_ASKED },
      ['smb', 'rpc-endpoint-mapper-udp'],
    ],
    [
      'a UDP port that was refused',
      { 'rpc-endpoint-mapper-udp': observed('refused') },
      ['rpc-endpoint-mapper-udp'],
    ],
    [
      'all, where the name led to another computer',
      { smb: observed('wrong-host') },
      ['icmp', 'smb', 'rpc-endpoint-mapper', 'rpc-endpoint-mapper-udp', 'rpc-dynamic'],
    ],
    [
      'not what one of several addresses met',
      {
        smb: [
          ['10.0.0.7', observed('refused')],
          ['10.0.0.8', observed('open')],
        ],
      },
      [],
    ],
  ] as const satisfies readonly (readonly [
    string,
    Partial<Record<Check['kind'], Seen>>,
    readonly string[],
  ])[])('%s', (_name, see, kinds) => {
    expect(pushAgain(see).toSorted()).toEqual([...kinds].toSorted());
  });

  const SITE: SiteWords = {
    roles: {
      managementPoints: ['mp01', 'mp02'],
      softwareUpdatePoints: ['sup01'],
    },
  };
  const plan = makePlan(siteOf(SITE), ['software-update-point', 'group-policy']);
  const placesAgain = (isUp: (check: Check) => boolean): readonly string[] => {
    const checks = checksFor(plan, 'client', CLIENT);
    const results = resultsOf(checks, (check) => observed(isUp(check) ? 'open' : 'refused'));
    return checksAgain(bindPlan(plan, 'client', CLIENT), results).map(
      ({ check }) => `${check.host}:${'port' in check ? check.port : '-'}`,
    );
  };

  test('the one of two servers that is down, once for all methods', () => {
    expect(placesAgain(({ host }) => host !== 'mp02')).toEqual(['mp02:80']);
  });

  test('every port of a server that answers on none, and none of one that answers on any', () => {
    expect(placesAgain(({ host }) => host !== 'sup01').toSorted()).toEqual([
      'sup01:80',
      'sup01:8530',
    ]);
    expect(placesAgain((check) => 'port' in check && check.port !== 8530)).toEqual([]);
  });

  test('of the servers that the site server compares, what did not answer', () => {
    const checks = checksFor(plan, 'client', null);
    const results = resultsOf(checks, ({ host }) => observed(host === 'mp01' ? 'open' : 'silent'));
    expect(new Set(serversAgain(results).map(({ check }) => check.host))).toEqual(
      new Set(['mp02', 'sup01']),
    );
  });
});

describe('what is known after a further look', () => {
  const check: Check = { kind: 'tcp', host: 'mp01', port: 10123 };
  const joined = (earlier: Seen, later: Seen): readonly string[] => {
    const [before, after] = [earlier, later].map(
      (seen) => new Map([[checkKey(check), resultOf(check, seen)]]),
    );
    const known = joinResults(before ?? new Map(), after ?? new Map());
    return [...known.values()].flatMap(({ endpoints }) =>
      endpoints.map(({ observation }) => observation.outcome),
    );
  };
  const ABORTED = {
    outcome: 'error',
    code: 'ABORT_ERR',
    reached: 'none',
    rttMs: null,
    evidence: { kind: 'none' },
  } as const satisfies Observation;

  test.each([
    ['is what was seen last', observed('refused'), observed('open'), ['open']],
    ['even if it was better before', observed('open'), observed('refused'), ['refused']],
    [
      'a failure of this machine takes nothing back',
      observed('refused'),
      observed('error'),
      ['refused'],
    ],
    ['but it is all there is', observed('error'), ABORTED, ['error']],
    [
      'what needed no asking takes nothing back',
      observed('inconclusive'),
      NOT_ASKED,
      ['inconclusive'],
    ],
    [
      'a look that was broken off at one address takes nothing back',
      observed('refused'),
      [
        ['10.0.0.7', observed('open')],
        ['10.0.0.8', ABORTED],
      ],
      ['refused'],
    ],
    [
      'another address in place of the first',
      observed('unresolved'),
      [
        ['10.0.0.8', observed('open')],
        ['10.0.0.9', observed('error')],
      ],
      ['open', 'error'],
    ],
  ] as const satisfies readonly (readonly [string, Seen, Seen, readonly string[]])[])(
    '%s',
    (_name, earlier, later, outcomes) => {
      expect(joined(earlier, later)).toEqual(outcomes);
    },
  );

  test('of two failures the last', () => {
    const before = resultsOf([check], () => observed('error'));
    const after = resultsOf([check], () => ({ ...ABORTED, code: 'EAI_AGAIN' }));
    expect([...joinResults(before, after).values()]).toEqual([...after.values()]);
  });

  test('what was not looked at again stays', () => {
    const other: Check = { kind: 'tcp', host: 'mp02', port: 10123 };
    const before = resultsOf([check, other], () => observed('refused'));
    const after = resultsOf([other], () => observed('open'));
    const known = [...joinResults(before, after).values()];
    expect(
      known.map((result) => [result.check.host, result.endpoints[0]?.observation.outcome]),
    ).toEqual([
      ['mp01', 'refused'],
      ['mp02', 'open'],
    ]);
  });
});
