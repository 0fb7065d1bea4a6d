import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Check } from '../../src/plan/check.ts';
import type { Outcome } from '../../src/probe/observation.ts';
import { judge, observed } from '../support/observations.ts';

const KINDS = [
  'icmp',
  'smb',
  'rpc-endpoint-mapper',
  'rpc-endpoint-mapper-udp',
  'rpc-dynamic',
] as const;

function seen(outcomes: readonly Outcome[], product = 'cm2007') {
  return judge({
    site: { product },
    from: 'site-server',
    see: (check: Check) => outcomes[KINDS.findIndex((kind) => kind === check.kind)] ?? 'error',
  });
}

/** ICMP, SMB, mapper, mapper over UDP, dynamic. */
const nobody: readonly Outcome[] = [
  'filtered',
  'filtered',
  'filtered',
  'inconclusive',
  'inconclusive',
];

describe('whether a client answered', () => {
  test.each<[string, readonly Outcome[], string]>([
    ['nothing came back', nobody, 'no'],
    ['the name has no address', KINDS.map(() => 'unresolved'), 'no'],
    [
      'routers say that it is not there',
      ['unreachable', 'unreachable', 'unreachable', 'inconclusive', 'inconclusive'],
      'no',
    ],
    ['a ping came back', ['open', ...nobody.slice(1)], 'yes'],
    ['a refusal came back', ['filtered', 'refused', ...nobody.slice(2)], 'yes'],
    ['a refusal over UDP came back', [...nobody.slice(0, 3), 'refused', 'inconclusive'], 'yes'],
    ['a connection was accepted', ['filtered', 'silent', ...nobody.slice(2)], 'yes'],
    ['something else answered', ['filtered', 'wrong-service', ...nobody.slice(2)], 'yes'],
    ['another computer answered', ['filtered', 'wrong-host', ...nobody.slice(2)], 'yes'],
    ['this machine could not even try', KINDS.map(() => 'error'), 'unknown'],
    ['no ping program, and nothing else came back', ['error', ...nobody.slice(1)], 'no'],
  ])('%s', (_what, outcomes, answered) => {
    expect(seen(outcomes).client.answered).toBe(answered);
  });

  test('no: the verdict is breaks', () => {
    expect(seen(nobody).method('client-push').verdict).toBe('breaks');
    expect(seen(nobody, 'current-branch').method('client-push').verdict).toBe('breaks');
  });

  test('a ping that got no answer is not enough where this machine failed at all the rest', () => {
    const ping = observed('filtered', {
      kind: 'icmp',
      sender: 'program',
      program: '/bin/ping',
      line: null,
    });
    const see = (other: Outcome) =>
      judge({ from: 'site-server', see: ({ kind }) => (kind === 'icmp' ? ping : other) }).client;
    expect(see('error').answered).toBe('unknown');
    expect(see('inconclusive').answered).toBe('unknown');
    expect(see('filtered').answered).toBe('no');
  });

  test('an unhealthy answer is one', () => {
    expect(seen(['filtered', 'unhealthy', ...nobody.slice(2)]).client.answered).toBe('yes');
  });

  test('nothing was sent: unknown', () => {
    const { client } = judge({
      site: { product: 'current-branch', clients: { membership: 'workgroup' } },
      from: 'site-server',
    });
    expect(client.answered).toBe('unknown');
  });

  test('this machine is there', () => {
    expect(judge({ from: 'client' }).client.answered).toBe('yes');
  });

  test('one answer is enough', () => {
    const silence = fc.constantFrom<Outcome>('filtered', 'unreachable', 'inconclusive', 'error');
    const answer = fc.constantFrom<Outcome>(
      'open',
      'refused',
      'silent',
      'wrong-service',
      'wrong-host',
    );
    fc.assert(
      fc.property(
        fc.array(silence, { minLength: 5, maxLength: 5 }),
        answer,
        fc.nat({ max: 4 }),
        (outcomes, one, at) => {
          expect(seen(outcomes).client.answered).not.toBe('yes');
          expect(seen(outcomes.with(at, one)).client.answered).toBe('yes');
        },
      ),
    );
  });
});
