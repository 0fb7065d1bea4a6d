import { describe, expect, test } from '@jest/globals';
import type { RequirementId } from '../../src/catalogue/flow.ts';
import type { Necessity, Product } from '../../src/catalogue/vocabulary.ts';
import type { ClientFacts } from '../../src/judge/facts.ts';
import { factsOf } from '../../src/judge/facts.ts';
import { type Readiness, doubtsOf, isUnchecked, readinessOf } from '../../src/judge/readiness.ts';
import type { Verdict } from '../../src/judge/vocabulary.ts';
import type { Warning } from '../../src/judge/warning.ts';
import type { Check } from '../../src/plan/check.ts';
import type { Observation, Outcome } from '../../src/probe/observation.ts';
import { MAPPER_NOT_OPEN, judge } from '../support/observations.ts';

const PUSH = { method: 'client-push', here: 'degraded' } as const;
const SHIFT = { method: 'software-distribution', here: 'degraded' } as const;

function clientWith(id: RequirementId, warnings: readonly Warning[]): ClientFacts {
  return {
    client: 'pc001',
    answered: true,
    methods: [],
    requirements: [
      {
        id,
        status: 'met',
        outcome: 'open',
        unmetHosts: [],
        endpoints: [
          {
            host: 'h',
            address: null,
            port: 1,
            outcome: 'open',
            reached: 'service',
            rttMs: 1,
            attempts: 1,
            evidence: {},
          },
        ],
      },
    ],
    warnings: warnings.map((facts) => ({ code: facts.code, facts })),
  };
}

const run = (id: RequirementId, necessity: Necessity, product: Product = 'current-branch') => ({
  site: { product },
  catalogue: { [id]: { necessity } },
});

const NAT: Warning = { code: 'address-translation', host: 'h', address: '10.0.0.7', bindings: [] };
const LATE: Warning = { code: 'clock-skew', host: 'h', seconds: 900 };
const OLD: Warning = { code: 'smb1-only', host: 'h', dialect: null };
const SLOW: Warning = { code: 'path-mtu', host: 'h', flow: 'smb', direction: 'sent' };
const CUT: Warning = {
  code: 'verb-blocked',
  host: 'h',
  flow: 'dp-http',
  request: 'head',
  seen: 'cut',
};

describe('a client is ready from here', () => {
  test.each<[Verdict, Readiness]>([
    ['works', 'ready'],
    ['degraded', 'ready'],
    ['unproven', 'not-ready'],
    ['breaks', 'not-ready'],
    ['not-applicable', 'not-ready'],
  ])('%s: %s', (here, expected) => {
    const client = clientWith('client-push/smb', []);
    const method = { ...PUSH, here };
    expect(readinessOf(method, client, run('client-push/smb', 'required'))).toBe(expected);
    const interrupted = { ...client, interrupted: true } as const;
    expect(readinessOf(method, interrupted, run('client-push/smb', 'required'))).toBe('not-ready');
  });

  test.each<[string, readonly Warning[], Readiness]>([
    ['a clock that is off', [LATE], 'ready'],
    ['SMB1 alone', [OLD], 'ready'],
    ['address translation', [NAT], 'doubtful'],
    ['full-size packets that do not pass', [SLOW], 'doubtful'],
    ['both', [LATE, SLOW], 'doubtful'],
    ['a slow path to another host', [{ ...SLOW, host: 'i' }], 'ready'],
  ])('%s: %j', (_what, warnings, expected) => {
    const client = clientWith('client-push/smb', warnings);
    expect(readinessOf(PUSH, client, run('client-push/smb', 'required'))).toBe(expected);
    expect(doubtsOf(PUSH, client, run('client-push/smb', 'required')).length > 0).toBe(
      expected === 'doubtful',
    );
    // What works is in no doubt, whatever is worth knowing.
    const works = { ...PUSH, here: 'works' } as const;
    expect(doubtsOf(works, client, run('client-push/smb', 'required'))).toEqual([]);
  });

  test('a verb that is blocked at a distribution point weighs as much as the flow does', () => {
    const needed = clientWith('software-distribution/dp-http', [CUT]);
    const id = 'software-distribution/dp-http';
    expect(readinessOf(SHIFT, needed, run(id, 'required'))).toBe('doubtful');
    expect(readinessOf(SHIFT, needed, run(id, 'helpful'))).toBe('ready');
  });
});

describe('nothing could be looked at', () => {
  const unchecked = (see: (check: Check) => Outcome | Observation): boolean =>
    isUnchecked(factsOf(judge({ from: 'site-server', see }).client));

  test.each<[string, (check: Check) => Outcome | Observation, boolean]>([
    ['every look-up failed', () => 'error', true],
    [
      'the mapper could not be asked, so that its ports were not tried',
      ({ kind }) => (kind === 'rpc-dynamic' ? MAPPER_NOT_OPEN : 'error'),
      true,
    ],
    ['something was seen', ({ kind }) => (kind === 'icmp' ? 'filtered' : 'error'), false],
    ['all is open', () => 'open', false],
    ['nothing but what hangs on others', () => MAPPER_NOT_OPEN, false],
  ])('%s', (_what, see, expected) => {
    expect(unchecked(see)).toBe(expected);
  });

  test('nothing of it starts here', () => {
    const { client } = judge({ from: 'client' });
    expect(isUnchecked({ ...factsOf(client), requirements: [] })).toBe(false);
  });
});
