import { describe, expect, test } from '@jest/globals';
import type { Vantage } from '../../src/catalogue/vocabulary.ts';
import { byServersClocks } from '../../src/judge/clock.ts';
import type { HttpEvidence, Observation } from '../../src/probe/observation.ts';
import type { CheckResult } from '../../src/probe/result.ts';
import { httpEvidence, judge, tlsEvidence } from '../support/observations.ts';

const HERE = '2026-06-01T12:00:00.000Z';
const AN_HOUR = 3_600_000;

const after = (ms: number): string => new Date(Date.parse(HERE) + ms).toISOString();

/** A server whose clock is so far ahead, and whose certificate ends then. */
const evidence = (aheadMs: number | null, validToMs: number): HttpEvidence =>
  httpEvidence({
    serverTime: aheadMs === null ? null : after(aheadMs),
    localTime: aheadMs === null ? null : HERE,
    tls: tlsEvidence({ validFrom: after(-1_000 * AN_HOUR), validTo: after(validToMs) }),
  });

const expired = (seen: HttpEvidence): Observation => ({
  outcome: 'unhealthy',
  cause: 'certificate-expired',
  reached: 'protocol',
  rttMs: 1,
  evidence: seen,
});
const fine = (seen: HttpEvidence): Observation => ({
  outcome: 'open',
  reached: 'service',
  rttMs: 1,
  evidence: seen,
});

const resultOf = (observation: Observation, host = 'mp01'): CheckResult => ({
  check: { kind: 'tcp', host, port: 443 },
  endpoints: [{ host, address: '10.0.0.7', port: 443, attempts: 1, observation }],
});
const judged = (results: readonly CheckResult[], from: Vantage): readonly CheckResult[] => [
  ...byServersClocks(new Map(results.map((result, at) => [`${at}`, result])), from).values(),
];
const causeOf = (results: readonly CheckResult[]): string => {
  const [first] = judged(results, 'client')[0]?.endpoints ?? [];
  return first !== undefined && 'cause' in first.observation ? first.observation.cause : 'none';
};

describe('a certificate that has expired by the clock here', () => {
  test.each<[string, number | null, number, string]>([
    ['and is good by the server, an hour behind', -AN_HOUR, -60_000, 'clock-here'],
    ['and by that of the server too', -AN_HOUR, -2 * AN_HOUR, 'certificate-expired'],
    ['four minutes behind', -240_000, -60_000, 'certificate-expired'],
    ['and the server does not tell its time', null, -60_000, 'certificate-expired'],
  ])('%s: %s', (_what, ahead, validTo, cause) => {
    expect(causeOf([resultOf(expired(evidence(ahead, validTo)))])).toBe(cause);
  });

  test('is judged by the middle of the clocks of all that answer', () => {
    const odd = resultOf(expired(evidence(-AN_HOUR, -60_000)));
    const good = resultOf(fine(evidence(1_000, AN_HOUR)), 'dp01');
    const plain = resultOf(fine(evidence(0, AN_HOUR)), 'sup01');
    expect(causeOf([odd, good, plain])).toBe('certificate-expired');
    const late = resultOf(fine(evidence(-AN_HOUR, AN_HOUR)), 'dp01');
    expect(causeOf([odd, late, plain])).toBe('clock-here');
  });

  test('is not laid to the clock here by one of two that disagree', () => {
    const odd = resultOf(expired(evidence(-AN_HOUR, -60_000)));
    const fast = resultOf(expired(evidence(AN_HOUR, -60_000)));
    const good = resultOf(fine(evidence(0, AN_HOUR)), 'dp01');
    expect(causeOf([odd, good])).toBe('certificate-expired');
    expect(causeOf([fast, good])).toBe('certificate-expired');
  });

  test('is looked for by the clock of another where the own is not told', () => {
    const untold = {
      ...evidence(null, -60_000),
      localTime: HERE,
    };
    const other = resultOf(fine(evidence(-AN_HOUR, AN_HOUR)), 'dp01');
    expect(causeOf([resultOf(expired(untold)), other])).toBe('clock-here');
  });

  test.each([
    ['client', 'unhealthy'],
    ['site-server', 'inconclusive'],
  ] as const)('from the %s it is %s', (from, outcome) => {
    const observation = expired(evidence(-AN_HOUR, -60_000));
    const [result] = judged([resultOf(observation)], from);
    expect(result?.endpoints[0]?.observation).toMatchObject({ outcome, cause: 'clock-here' });
  });

  test('breaks what starts at the client, and says why', () => {
    const observation = expired(evidence(-AN_HOUR, -60_000));
    const { method, requirement } = judge({
      site: { communication: 'native', roles: { managementPoints: 'mp01' } },
      from: 'client',
      see: (check) => (check.kind === 'http' ? observation : 'open'),
    });
    expect(method('group-policy').here).toBe('breaks');
    const [endpoint] = requirement('group-policy/mp-https').endpoints;
    expect(endpoint?.observation).toMatchObject({ outcome: 'unhealthy', cause: 'clock-here' });
  });
});
