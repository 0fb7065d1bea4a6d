import { describe, expect, test } from '@jest/globals';
import type { Check } from '../../src/plan/check.ts';
import type { Observation, Outcome } from '../../src/probe/observation.ts';
import { httpEvidence, judge, observed } from '../support/observations.ts';
import type { SiteWords } from '../support/sites.ts';

const SITE: SiteWords = {
  product: 'current-branch',
  roles: { managementPoints: ['mp01', 'mp02'], distributionPoints: ['mp01'] },
  install: { manual: { runFrom: 'local' } },
};

const FORBIDDEN = observed('unhealthy', httpEvidence({ status: 403, content: 'missing' }));

/** What is seen of management points by host, over HTTP and over HTTPS; the rest is open. */
function seen(plain: Readonly<Record<string, Outcome | Observation>>, tls: Outcome) {
  return (check: Check): Outcome | Observation => {
    if (check.kind !== 'http' || check.role !== 'management-point') return 'open';
    return check.tls ? tls : (plain[check.host] ?? 'open');
  };
}

describe('a communication that nobody told', () => {
  const told = (
    site: SiteWords,
    plain: Readonly<Record<string, Outcome | Observation>>,
    tls: Outcome = 'open',
  ): readonly unknown[] => {
    const { client, method, requirement } = judge({ site, from: 'client', see: seen(plain, tls) });
    const { outcome, endpoints, unmetHosts } = requirement('manual/mp-http');
    const causes = endpoints.map(({ observation }) =>
      'cause' in observation ? observation.cause : null,
    );
    expect(client.methods.length).toBe(5);
    return [method('manual').here, outcome, unmetHosts, causes];
  };
  const DOUBT = 'communication-not-told';

  test.each<[string, Observation | Outcome]>([
    ['refused', 'refused'],
    ['forbidden', FORBIDDEN],
  ])('%s over HTTP, open over HTTPS: it may be HTTPS', (_what, plain) => {
    expect(told(SITE, { mp01: plain, mp02: plain })).toEqual([
      'unproven',
      'inconclusive',
      [],
      [DOUBT, DOUBT],
    ]);
    expect(told(SITE, { mp01: plain })).toEqual(['works', 'open', [], [DOUBT, null]]);
  });

  test.each<[string, SiteWords, Outcome | Observation, Outcome]>([
    ['told', { ...SITE, communication: 'enhanced-http' }, 'refused', 'open'],
    ['no answer over HTTP', SITE, 'filtered', 'open'],
    ['closed over HTTPS too', SITE, 'refused', 'refused'],
    [
      "a filter's 403",
      SITE,
      { ...observed('wrong-service', httpEvidence({ status: 403 })) },
      'open',
    ],
  ])('%s: it breaks', (_what, site, plain, tls) => {
    const [here, outcome, unmet] = told(site, { mp01: plain, mp02: plain }, tls);
    expect([here, unmet]).toEqual(['breaks', ['mp01', 'mp02']]);
    expect(['refused', 'filtered', 'wrong-service']).toContain(outcome);
  });

  test('mixed mode is not in doubt: its HTTPS is another site', () => {
    const site = { ...SITE, product: 'cm2007' };
    expect(told(site, { mp01: 'refused', mp02: 'refused' })[0]).toBe('breaks');
  });
});
