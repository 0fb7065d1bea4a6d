import { describe, expect, test } from '@jest/globals';
import { judgeClient } from '../../../src/judge/client.ts';
import { checkKey, checksFor } from '../../../src/plan/checks.ts';
import { makePlan } from '../../../src/plan/plan.ts';
import type { Outcome } from '../../../src/probe/observation.ts';
import { type Patience, awaitedOf } from '../../../src/run/wait/awaited.ts';
import type { Method, Vantage } from '../../../src/catalogue/vocabulary.ts';
import { observed } from '../../support/observations.ts';
import { type SiteWords, siteOf } from '../../support/sites.ts';

const SITE: SiteWords = { roles: { managementPoints: ['mp01'], fallbackStatusPoints: ['fsp01'] } };

function awaited(
  words: SiteWords,
  from: Vantage,
  method: Method,
  see: Readonly<Record<string, Outcome>>,
  patience: Patience,
): readonly string[] {
  const plan = makePlan(siteOf(words), [method]);
  const client = 'pc001';
  const results = new Map(
    checksFor(plan, from, client).map((check) => {
      const outcome = see[check.kind === 'http' ? check.role : check.kind] ?? 'open';
      const port = 'port' in check ? check.port : null;
      const endpoint = { host: check.host, address: '10.0.0.7', port, attempts: 1 };
      return [
        checkKey(check),
        { check, endpoints: [{ ...endpoint, observation: observed(outcome) }] },
      ];
    }),
  );
  const { requirements } = judgeClient(plan, from, {
    client,
    results,
    names: null,
    proxyVariable: null,
  });
  return awaitedOf(requirements, from, patience).map(
    ({ flow, host, port, outcome }) => `${flow} ${host}:${port} ${outcome}`,
  );
}

describe('what is waited for', () => {
  const push = (see: Readonly<Record<string, Outcome>>, patience: Patience): readonly string[] =>
    awaited(SITE, 'site-server', 'client-push', see, patience);
  const both = (see: Readonly<Record<string, Outcome>>): readonly (readonly string[])[] => [
    push(see, 'until-nothing-breaks'),
    push(see, 'until-proven'),
  ];

  test('nothing where all is well, though the client has still to prove its own flows', () => {
    expect(both({})).toEqual([[], []]);
  });

  test('a required flow that is blocked', () => {
    const smb = ['smb pc001:445 refused'];
    expect(both({ smb: 'refused' })).toEqual([smb, smb]);
  });

  test('what this machine could not look at: nobody knows that it is not broken', () => {
    const smb = ['smb pc001:445 error'];
    expect(both({ smb: 'error' })).toEqual([smb, smb]);
  });

  test('what cannot be told, and pings that cannot be sent, only until all is proven', () => {
    expect(both({ 'rpc-dynamic': 'inconclusive', icmp: 'error' })).toEqual([
      [],
      ['icmp pc001:null error', 'rpc-dynamic pc001:null inconclusive'],
    ]);
  });

  test('no flow that is documented only', () => {
    expect(both({ 'rpc-endpoint-mapper-udp': 'refused' })).toEqual([[], []]);
  });

  test.each(['until-nothing-breaks', 'until-proven'] as const)(
    'no helpful flow, and none to a host that nobody named (%s)',
    (patience) => {
      const see = { 'fallback-status-point': 'refused' } as const;
      expect(awaited(SITE, 'client', 'group-policy', see, patience)).toEqual([]);
      expect(awaited({}, 'client', 'group-policy', {}, patience)).toEqual([]);
    },
  );

  test('a place once, whichever methods need it', () => {
    const plan = makePlan(siteOf({ ...SITE, install: { manual: { runFrom: 'local' } } }), [
      'group-policy',
      'manual',
    ]);
    const results = new Map(
      checksFor(plan, 'client', 'pc001').map((check) => {
        const endpoint = { host: check.host, address: '10.0.0.7', port: 80, attempts: 1 };
        return [
          checkKey(check),
          { check, endpoints: [{ ...endpoint, observation: observed('silent') }] },
        ];
      }),
    );
    const { requirements } = judgeClient(plan, 'client', {
      client: 'pc001',
      results,
      names: null,
      proxyVariable: null,
    });
    expect(awaitedOf(requirements, 'client', 'until-nothing-breaks')).toEqual([
      { flow: 'mp-http', host: 'mp01', port: 80, outcome: 'silent' },
    ]);
  });
});
