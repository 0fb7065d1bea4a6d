import { describe, expect, test } from '@jest/globals';
import type { Check } from '../../src/plan/check.ts';
import type {
  HttpEvidence,
  Observation,
  Outcome,
  TlsEvidence,
} from '../../src/probe/observation.ts';
import { httpEvidence, judge, observed, tlsEvidence } from '../support/observations.ts';
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

describe('a management point of another communication than was said', () => {
  const OURS = tlsEvidence({ issuer: 'CN=SMS Issuing', issuerTrust: 'unknown' });
  const SITE_ISSUED = tlsEvidence({ issuer: 'CN=SMS Issuing, OU=x', issuerTrust: 'site-issued' });
  const COMPANY = tlsEvidence({ issuer: 'CN=Contoso SMS Issuing', issuerTrust: 'trusted' });
  const DEMANDING = tlsEvidence({ ...COMPANY, clientCertificate: 'asked' });
  const over = (tls: TlsEvidence, content: HttpEvidence['content'] = 'found'): Observation =>
    observed('open', httpEvidence({ content, tls }));

  const warned = (
    communication: SiteWords['communication'],
    plain: Outcome | Observation,
    tls: Outcome | Observation,
    said: SiteWords = {},
  ) => {
    const site = {
      ...SITE,
      roles: { managementPoints: ['mp01'], distributionPoints: ['dp01'] },
      ...(communication === undefined ? {} : { communication }),
      ...said,
    };
    const { client } = judge({
      site,
      from: 'client',
      see: (check) => {
        if (check.kind !== 'http' || check.role !== 'management-point') return 'open';
        return check.tls ? tls : plain;
      },
    });
    return client.warnings.filter(({ code }) => code === 'communication-differs');
  };
  const ENHANCED = {
    code: 'communication-differs',
    host: 'mp01',
    said: 'https',
    seen: 'enhanced-http',
  };
  const HTTPS = {
    code: 'communication-differs',
    host: 'mp01',
    said: 'enhanced-http',
    seen: 'https',
  };

  test.each<
    [SiteWords['communication'], Outcome | Observation, Outcome | Observation, readonly object[]]
  >([
    ['https', 'open', over(OURS), [ENHANCED]],
    ['https', 'open', over(COMPANY), []],
    ['https', 'open', 'refused', []],
    ['enhanced-http', 'open', over(SITE_ISSUED), []],
    ['enhanced-http', FORBIDDEN, over(COMPANY), [HTTPS]],
    ['enhanced-http', 'refused', over(DEMANDING, 'missing'), [HTTPS]],
    ['enhanced-http', 'filtered', over(DEMANDING, 'missing'), [HTTPS]],
    // What a firewall may do is no word of the management point.
    ['enhanced-http', 'filtered', over(COMPANY), []],
    ['enhanced-http', 'filtered', over(DEMANDING), []],
    ['enhanced-http', FORBIDDEN, over(SITE_ISSUED), []],
    ['enhanced-http', FORBIDDEN, 'filtered', []],
    ['enhanced-http', 'open', over(DEMANDING, 'missing'), []],
    ['http', FORBIDDEN, over(COMPANY), []],
    // What nobody said can't differ.
    [undefined, FORBIDDEN, over(COMPANY), []],
  ])('%s: %j, %j', (communication, plain, tls, expected) => {
    expect(warned(communication, plain, tls)).toEqual(expected);
  });

  test('is a note: the verdicts are those of a site without it', () => {
    const verdicts = (tls: TlsEvidence): readonly unknown[] => {
      const { client } = judge({
        site: { ...SITE, communication: 'https' },
        from: 'client',
        see: (check) =>
          check.kind === 'http' && check.role === 'management-point' ? over(tls) : 'open',
      });
      return client.methods.map(({ method, verdict, here }) => [method, verdict, here]);
    };
    expect(verdicts(OURS)).toEqual(verdicts(COMPANY));
  });

  test('Configuration Manager 2007 issues no certificates itself', () => {
    const roles = { managementPoints: ['mp01'] };
    expect(warned('native', 'open', over(OURS), { product: 'cm2007', roles })).toEqual([]);
  });
});
