import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { METHODS } from '../../src/catalogue/vocabulary.ts';
import type { Verdict } from '../../src/judge/vocabulary.ts';
import type { Check } from '../../src/plan/check.ts';
import { checkKey, checksFor } from '../../src/plan/checks.ts';
import { makePlan } from '../../src/plan/plan.ts';
import type { Outcome } from '../../src/probe/observation.ts';
import { type Scene, judge, observed, smbEvidence } from '../support/observations.ts';
import { anySite, siteOf } from '../support/sites.ts';
import { runs } from '../support/long.ts';

const SITE = {
  roles: { managementPoints: ['mp01'], fallbackStatusPoints: ['fsp01'] },
  install: { manual: { runFrom: String.raw`\\files01\ccm` } },
};

/** Everything is open but what `bad` names by kind, host or host:port. */
function except(bad: Readonly<Record<string, Outcome>>) {
  return (check: Check): Outcome =>
    bad[`${check.host}:${'port' in check ? check.port : ''}`] ??
    bad[check.host] ??
    bad[check.kind] ??
    'open';
}

describe("client push from the site server, in the contract's order", () => {
  test.each<[string, Readonly<Record<string, Outcome>>, Verdict, Verdict, string[], string[]]>([
    ['everything open', {}, 'unproven', 'works', [], []],
    ['SMB filtered', { smb: 'filtered' }, 'breaks', 'breaks', ['client-push/smb'], []],
    [
      'two unmet',
      { icmp: 'filtered', 'rpc-endpoint-mapper': 'refused' },
      'breaks',
      'breaks',
      ['client-push/icmp', 'client-push/rpc-endpoint-mapper'],
      [],
    ],
    [
      'unmet outranks unproven',
      { smb: 'refused', 'rpc-dynamic': 'inconclusive' },
      'breaks',
      'breaks',
      ['client-push/smb'],
      ['client-push/rpc-dynamic'],
    ],
    [
      'unproven',
      { 'rpc-dynamic': 'inconclusive' },
      'unproven',
      'unproven',
      [],
      ['client-push/rpc-dynamic'],
    ],
    [
      'a failure of this machine',
      { icmp: 'error' },
      'unproven',
      'unproven',
      [],
      ['client-push/icmp'],
    ],
    [
      'a documented flow unmet',
      { 'rpc-endpoint-mapper-udp': 'refused' },
      'unproven',
      'works',
      [],
      [],
    ],
  ])('%s', (_what, bad, verdict, here, brokenBy, unprovenHere) => {
    const { method } = judge({ site: SITE, from: 'site-server', see: except(bad) });
    expect(method('client-push')).toMatchObject({ verdict, here, brokenBy, degradedBy: [] });
    expect(method('client-push').unproven).toEqual([...unprovenHere, 'client-push/mp-http']);
  });
});

describe('manual installation from the client', () => {
  test.each<[string, Readonly<Record<string, Outcome>>, Verdict, string[], string[], string[]]>([
    ['everything open', {}, 'works', [], [], []],
    ['a helpful flow unmet', { fsp01: 'filtered' }, 'degraded', [], ['manual/fsp-http'], []],
    ['a helpful flow unproven', { fsp01: 'error' }, 'works', [], [], []],
    [
      'broken outranks degraded, which is told all the same',
      { fsp01: 'filtered', mp01: 'refused' },
      'breaks',
      ['manual/mp-http'],
      ['manual/fsp-http'],
      [],
    ],
    [
      'unproven outranks degraded',
      { fsp01: 'filtered', files01: 'error' },
      'unproven',
      [],
      ['manual/fsp-http'],
      ['manual/share-smb'],
    ],
  ])('%s', (_what, bad, verdict, brokenBy, degradedBy, unproven) => {
    const { method } = judge({ site: SITE, from: 'client', see: except(bad) });
    const expected = { verdict, here: verdict, brokenBy, degradedBy, unproven };
    expect(method('manual')).toMatchObject(expected);
  });
});

describe('one of several servers', () => {
  const site = {
    roles: { managementPoints: ['mp01', 'mp02'], fallbackStatusPoints: ['f1', 'f2'] },
    install: { manual: { runFrom: 'local' } },
  };

  test.each<[string, Readonly<Record<string, Outcome>>, Verdict, string[]]>([
    ['unmet: degraded', { mp02: 'refused' }, 'degraded', ['manual/mp-http']],
    ['of a helpful flow', { f1: 'refused' }, 'degraded', ['manual/fsp-http']],
    [
      'of a helpful flow that is else unproven',
      { f1: 'refused', f2: 'error' },
      'degraded',
      ['manual/fsp-http'],
    ],
    [
      'of a required flow that is else unproven',
      { mp01: 'refused', mp02: 'error' },
      'unproven',
      ['manual/mp-http'],
    ],
    ['unproven: nothing is known to be worse', { mp02: 'error' }, 'works', []],
    ['all unmet: broken, not degraded', { mp01: 'refused', mp02: 'refused' }, 'breaks', []],
  ])('%s', (_what, bad, verdict, degradedBy) => {
    const { method } = judge({ site, from: 'client', see: except(bad) });
    expect(method('manual')).toMatchObject({ verdict, degradedBy });
  });

  test('of a documented flow changes nothing', () => {
    const { method } = judge({
      site: { product: 'current-branch' },
      from: 'site-server',
      see: except({ icmp: 'filtered', 'rpc-endpoint-mapper-udp': 'filtered' }),
    });
    expect(method('client-push')).toMatchObject({ here: 'works', degradedBy: [], brokenBy: [] });
  });
});

describe('what this vantage cannot prove', () => {
  test('from the site server, only client push has anything to prove', () => {
    const { client } = judge({ site: SITE, from: 'site-server' });
    expect(client.methods.map(({ method, verdict, here }) => [method, verdict, here])).toEqual([
      ['client-push', 'unproven', 'works'],
      ['software-update-point', 'not-applicable', 'not-applicable'],
      ['group-policy', 'unproven', 'not-applicable'],
      ['manual', 'unproven', 'not-applicable'],
      ['software-distribution', 'not-applicable', 'not-applicable'],
    ]);
  });

  test('from the client, client push is proven for its own half', () => {
    const { method } = judge({ site: SITE, from: 'client' });
    expect(method('client-push')).toMatchObject({
      verdict: 'unproven',
      here: 'works',
      unproven: [
        'client-push/icmp',
        'client-push/smb',
        'client-push/rpc-endpoint-mapper',
        'client-push/rpc-dynamic',
      ],
    });
    const broken = judge({ site: SITE, from: 'client', see: except({ mp01: 'refused' }) });
    expect(broken.method('client-push')).toMatchObject({ verdict: 'breaks', here: 'breaks' });
  });

  test('a server that nobody named is unproven from the client', () => {
    const { method } = judge({ from: 'client' });
    expect(method('group-policy')).toMatchObject({
      verdict: 'unproven',
      here: 'unproven',
      unproven: ['group-policy/mp-http', 'group-policy/package-smb'],
    });
  });
});

describe('methods that cannot apply', () => {
  const notApplicable = (words: Scene['site']): string[] =>
    judge({ site: words ?? {}, from: 'client' })
      .client.methods.filter(({ verdict }) => verdict === 'not-applicable')
      .map(({ method, notApplicable: reason }) => `${method}: ${reason?.code}`);

  test.each<[Scene['site'], string[]]>([
    [
      {},
      [
        'software-update-point: no-software-update-point',
        'software-distribution: no-distribution-point',
      ],
    ],
    [{ roles: { softwareUpdatePoints: 'u', distributionPoints: 'd' } }, []],
    [
      {
        clients: { membership: 'workgroup' },
        roles: { softwareUpdatePoints: 'u', distributionPoints: 'd' },
      },
      ['group-policy: workgroup-has-no-group-policy'],
    ],
    [
      {
        product: 'current-branch',
        clients: { membership: 'workgroup' },
        roles: { softwareUpdatePoints: 'u', distributionPoints: 'd' },
      },
      ['client-push: workgroup-has-no-client-push', 'group-policy: workgroup-has-no-group-policy'],
    ],
  ])('%j', (words, methods) => {
    expect(notApplicable(words)).toEqual(methods);
  });
});

describe('alternatives', () => {
  const site = {
    roles: {
      managementPoints: ['mp01'],
      softwareUpdatePoints: ['sup01'],
      fallbackStatusPoints: ['fsp01'],
      distributionPoints: ['dp01'],
    },
    install: {
      manual: { runFrom: String.raw`\\files01\ccm` },
      groupPolicy: { package: 'local' },
    },
  };

  test('from the site server: what is not known to break', () => {
    const { method } = judge({ site, from: 'site-server', see: except({ smb: 'filtered' }) });
    expect(method('client-push').alternatives).toEqual([
      'software-update-point',
      'group-policy',
      'manual',
    ]);
    expect(method('manual').alternatives).toEqual([]);
  });

  test('works before degraded before unproven, broken never, software distribution never', () => {
    const { method } = judge({
      site: {
        ...site,
        roles: { ...site.roles, managementPoints: ['mp01', 'mp02'] },
        install: { ...site.install, groupPolicy: { package: String.raw`\\gone\gpo` } },
      },
      from: 'client',
      see: except({ files01: 'filtered', gone: 'error', sup01: 'open' }),
    });
    expect(method('manual')).toMatchObject({
      verdict: 'breaks',
      alternatives: ['software-update-point', 'client-push', 'group-policy'],
    });
    expect(method('software-distribution').verdict).toBe('works');
  });

  test('works before degraded, and of equals the first', () => {
    const { method } = judge({
      site: { ...site, roles: { ...site.roles, softwareUpdatePoints: ['sup01', 'sup02'] } },
      from: 'client',
      see: except({ files01: 'filtered', sup02: 'refused' }),
    });
    expect(method('manual').alternatives).toEqual([
      'group-policy',
      'software-update-point',
      'client-push',
    ]);
    const equal = judge({ site, from: 'client', see: except({ files01: 'filtered' }) });
    expect(equal.method('manual').alternatives).toEqual([
      'software-update-point',
      'group-policy',
      'client-push',
    ]);
  });

  test('none where everything breaks, and none for a method that does not apply', () => {
    const { method } = judge({
      site: { roles: { managementPoints: ['mp01'] } },
      from: 'client',
      see: () => 'refused',
    });
    expect(method('client-push')).toMatchObject({ verdict: 'breaks', alternatives: [] });
    expect(method('group-policy').verdict).toBe('breaks');
    expect(method('software-update-point').alternatives).toEqual([]);
  });
});

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
/** From good to bad; what is not applicable is not on the scale. */
const GOODNESS: readonly Verdict[] = ['works', 'degraded', 'unproven', 'breaks'];
const STEPS = [['open'], ['inconclusive', 'error'], OUTCOMES.slice(1, 9)] as const;
const anyVantage = fc.constantFrom('site-server', 'client');

/** What an update point answers over TLS tells besides which of its HTTP ports counts. */
function isOfPair(check: Check): boolean {
  return check.kind === 'http' && check.tls && check.role === 'software-update-point';
}

/** An outcome for each check, picked by its key from random numbers. */
function pickedBy(salt: number) {
  return (check: Check): Outcome => {
    let hash = salt;
    for (const character of checkKey(check)) {
      hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) | 0;
    }
    return OUTCOMES[Math.abs(hash) % OUTCOMES.length] ?? 'open';
  };
}

describe('whatever the site and whatever is seen', () => {
  test('here never breaks when the verdict does not, and both follow their lists', () => {
    fc.assert(
      fc.property(anySite, anyVantage, fc.nat(), (site, from, salt) => {
        const { client } = judge({ site, from, see: pickedBy(salt) });
        expect(client.methods.map(({ method }) => method)).toEqual(METHODS);
        for (const {
          verdict,
          here,
          brokenBy,
          degradedBy,
          unproven,
          alternatives,
        } of client.methods) {
          expect(here === 'breaks').toBe(verdict === 'breaks');
          expect(brokenBy.length > 0).toBe(verdict === 'breaks');
          expect(unproven.length > 0 || !['unproven'].includes(verdict)).toBe(true);
          expect(verdict === 'works' ? [...unproven, ...degradedBy] : []).toEqual([]);
          expect(verdict === 'breaks' ? [] : alternatives).toEqual([]);
          expect(brokenBy.filter((id) => degradedBy.includes(id) || unproven.includes(id))).toEqual(
            [],
          );
        }
      }),
      { numRuns: runs(300) },
    );
  });

  test('a worse outcome never gives a better verdict', () => {
    fc.assert(
      fc.property(
        anySite,
        anyVantage,
        fc.nat(),
        fc.nat(),
        fc.nat(),
        (words, from, salt, which, step) => {
          const see = pickedBy(salt);
          const checks = checksFor(makePlan(siteOf(words)), from, 'pc001.contoso.com').filter(
            (check) => !isOfPair(check),
          );
          const changed = checks[which % Math.max(1, checks.length)];
          if (changed === undefined) return;
          const before = see(changed);
          const level = STEPS.findIndex((outcomes) =>
            outcomes.some((outcome) => outcome === before),
          );
          const worse = STEPS.slice(level + 1).flat();
          const after = worse[step % Math.max(1, worse.length)];
          if (after === undefined) return;
          const key = checkKey(changed);
          const better = judge({ site: words, from, see });
          const lower = judge({
            site: words,
            from,
            see: (check) => (checkKey(check) === key ? after : see(check)),
          });
          for (const [index, { verdict, here }] of better.client.methods.entries()) {
            const now = lower.client.methods[index];
            for (const [was, is] of [
              [verdict, now?.verdict],
              [here, now?.here],
            ] as const) {
              expect(is === 'not-applicable').toBe(was === 'not-applicable');
              expect(GOODNESS.indexOf(is ?? 'works')).toBeGreaterThanOrEqual(GOODNESS.indexOf(was));
            }
          }
        },
      ),
      { numRuns: runs(500) },
    );
  });

  test('a documented flow never changes a verdict', () => {
    fc.assert(
      fc.property(anySite, fc.nat(), fc.constantFrom(...OUTCOMES), (site, salt, outcome) => {
        const see = pickedBy(salt);
        const product = siteOf(site).product;
        const documented = (check: Check): boolean =>
          check.kind === 'rpc-endpoint-mapper-udp' ||
          (check.kind === 'icmp' && product === 'current-branch');
        const verdicts = (other: Outcome): unknown =>
          judge({
            site,
            from: 'site-server',
            see: (check) => (documented(check) ? other : see(check)),
          }).client.methods;
        expect(verdicts(outcome)).toEqual(verdicts('open'));
      }),
      { numRuns: runs(100) },
    );
  });

  test("what this machine could not do is never reported as the network's", () => {
    fc.assert(
      fc.property(anySite, anyVantage, (site, from) => {
        const { client } = judge({ site, from, see: () => 'error' });
        for (const { verdict, brokenBy, degradedBy } of client.methods) {
          expect(verdict).not.toBe('breaks');
          expect([...brokenBy, ...degradedBy]).toEqual([]);
        }
      }),
      { numRuns: runs(100) },
    );
  });
});

describe('warnings that degrade client push', () => {
  test('it and nothing else', () => {
    const { method, client } = judge({
      site: { ...SITE, product: 'current-branch' },
      from: 'site-server',
      see: (check) =>
        check.kind === 'smb'
          ? observed('open', smbEvidence({ protocol: 'smb1', dialect: 'NT LM 0.12' }))
          : 'open',
    });
    expect(client.warnings.map(({ code }) => code)).toEqual(['smb1-only']);
    expect(method('client-push')).toMatchObject({ here: 'degraded', degradedBy: [] });
    expect(method('manual').here).toBe('not-applicable');
  });

  test('a broken push stays broken', () => {
    const { method } = judge({
      site: { ...SITE, product: 'current-branch' },
      from: 'site-server',
      see: (check) =>
        check.kind === 'smb' ? observed('open', smbEvidence({ protocol: 'smb1' })) : 'refused',
    });
    expect(method('client-push').here).toBe('breaks');
  });
});
