import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { VANTAGES, type Vantage } from '../../src/catalogue/vocabulary.ts';
import type { ClientFacts } from '../../src/judge/facts.ts';
import { failedOf, keepProven } from '../../src/merge/proven.ts';
import type { Check } from '../../src/plan/check.ts';
import type { Outcome } from '../../src/probe/observation.ts';
import { checkKey } from '../../src/plan/checks.ts';
import {
  MAPPER_NOT_OPEN,
  type SeenAddress,
  type Sight,
  mapperEvidence,
  observed,
  smbEvidence,
} from '../support/observations.ts';
import { type World, anyWorld, headOf, seenFrom } from './world.ts';
import { runs } from '../support/long.ts';

const CLIENT = 'pc001.contoso.com';

/** A later look at a world, in which some checks, or all, ended in errors of this machine. */
function withErrors(world: World, isError: (check: Check) => boolean): World {
  return {
    site: world.site,
    see: (check) => {
      if (isError(check)) {
        return world.see(check) === 'unresolved'
          ? [{ address: null, observation: observed('error') }]
          : 'error';
      }
      const isBehindMapper = check.kind === 'rpc-dynamic';
      return isBehindMapper && isError({ kind: 'rpc-endpoint-mapper', host: check.host, port: 135 })
        ? MAPPER_NOT_OPEN
        : world.see(check);
    },
  };
}

const some = fc
  .array(fc.boolean(), { minLength: 5, maxLength: 5 })
  .map((errors) => (check: Check): boolean => {
    const sum = Buffer.from(checkKey(check)).reduce((total, byte) => total + byte, 0);
    return errors[sum % errors.length] ?? false;
  });
const isError = fc.oneof(
  fc.constant(() => true),
  some,
);
const side = fc.constantFrom<Vantage>(...VANTAGES);

function joined(end: Vantage, earlier: World, later: World): Record<string, ClientFacts> {
  const head = headOf(later, end);
  const before = seenFrom(end, earlier, CLIENT);
  const last = seenFrom(end, later, CLIENT);
  return { before, last, whole: keepProven(last, before, end, [end], head) };
}

const statuses = (facts: ClientFacts | undefined): ReadonlyMap<string, string> =>
  new Map((facts?.requirements ?? []).map(({ id, status }) => [id, status]));

describe('a later look that ended in errors', () => {
  test('at some flows or all leaves the same world as it was proven', () => {
    fc.assert(
      fc.property(anyWorld, isError, side, (world, errors, end) => {
        const { before, whole } = joined(end, world, withErrors(world, errors));
        expect(statuses(whole)).toEqual(statuses(before));
        expect(whole?.methods).toEqual(before?.methods);
      }),
      // What an update point's two pairs of ports say of each other meets seldom.
      { numRuns: runs(500) },
    );
  });

  test('never turns a proven requirement unproven, nor hides what it proved itself', () => {
    fc.assert(
      fc.property(anyWorld, anyWorld, isError, side, (world, second, errors, end) => {
        // A name that led nowhere, and leads somewhere now, is another host.
        const first: World = {
          site: world.site,
          see: (check) => (world.see(check) === 'unresolved' ? 'refused' : world.see(check)),
        };
        const later = withErrors({ ...second, site: first.site }, errors);
        const { before, last, whole } = joined(end, first, later);
        const [were, are] = [statuses(before), statuses(whole)];
        const requirements = last?.requirements ?? [];
        const failed = requirements.filter(
          ({ id, outcome, unmetHosts }) =>
            outcome === 'error' &&
            were.get(id) !== 'unproven' &&
            // A server that was open may have been found blocked since.
            unmetHosts.length === 0,
        );
        const proven = requirements.filter(({ status }) => status !== 'unproven');
        expect(failed.filter(({ id }) => are.get(id) === 'unproven')).toEqual([]);
        expect(proven.filter(({ id }) => are.get(id) === 'unproven')).toEqual([]);
        const met = proven.filter(({ status }) => status === 'met');
        expect(met.filter(({ id }) => are.get(id) !== 'met')).toEqual([]);
      }),
      { numRuns: runs(100) },
    );
  });

  test('takes nothing from an entry that proved no more', () => {
    fc.assert(
      fc.property(anyWorld, side, (world, end) => {
        const { last, whole } = joined(
          end,
          withErrors(world, () => true),
          world,
        );
        expect(whole).toBe(last);
      }),
      { numRuns: runs(100) },
    );
  });
});

describe('what was proven of another computer proves nothing', () => {
  const site = { roles: { managementPoints: ['mp01', 'mp02'] } };
  const at = (address: string | null, outcome: Outcome): readonly SeenAddress[] => [
    { address, observation: observed(outcome) },
  ];
  const statusesOf = (
    end: Vantage,
    earlier: Sight,
    later: Sight,
  ): readonly (string | undefined)[] => {
    const whole = statuses(
      joined(
        end,
        { site, see: () => earlier },
        { site, see: (check) => (check.kind === 'icmp' ? at('10.0.0.9', 'open') : later) },
      ).whole,
    );
    return [whole.get('client-push/smb'), whole.get('manual/mp-http')];
  };

  test.each<[string, Sight, Sight, string]>([
    ['a client of another address', at('10.0.0.7', 'open'), at('10.0.0.9', 'error'), 'unproven'],
    ['one that was blocked', at('10.0.0.7', 'refused'), at('10.0.0.9', 'error'), 'unproven'],
    ['a name that led nowhere then', at(null, 'unresolved'), at('10.0.0.9', 'error'), 'unproven'],
    ['one of another family', at('2001:db8::7', 'open'), at('10.0.0.9', 'error'), 'unproven'],
    ['the same address', at('10.0.0.9', 'open'), at('10.0.0.9', 'error'), 'met'],
  ])('%s', (_what, earlier, later, status) => {
    expect(statusesOf('site-server', earlier, later)[0]).toBe(status);
  });

  test.each<[string, Sight, Sight, string]>([
    ['a server of another address', at('10.0.0.7', 'open'), at('10.0.0.9', 'error'), 'unproven'],
    [
      'one of which an address is the same',
      at('10.0.0.7', 'open'),
      [...at('10.0.0.9', 'error'), ...at('10.0.0.7', 'error')],
      'met',
    ],
    ['one whose name could not be looked up now', at('10.0.0.7', 'open'), at(null, 'error'), 'met'],
  ])('%s', (_what, earlier, later, status) => {
    expect(statusesOf('client', earlier, later)[1]).toBe(status);
  });

  test('and what it was warned of goes with it', () => {
    const lost: Sight = [
      { address: '10.0.0.7', observation: observed('open', smbEvidence({ protocol: 'smb1' })) },
    ];
    const { before, whole } = joined(
      'site-server',
      { site, see: (check) => (check.kind === 'smb' ? lost : 'open') },
      { site, see: () => at('10.0.0.9', 'error') },
    );
    expect(before?.warnings.map(({ code }) => code)).toContain('smb1-only');
    expect(whole?.warnings).toEqual([]);
  });

  test('while of two servers the one that stayed is as it was proven', () => {
    const look = (mp02: Sight, mp01: Outcome): World => ({
      site,
      see: ({ host }) => (host === 'mp02' ? mp02 : mp01),
    });
    const { whole } = joined(
      'client',
      look(at('10.0.0.8', 'refused'), 'open'),
      look(at('10.0.0.9', 'error'), 'error'),
    );
    const found = whole?.requirements.find(({ id }) => id === 'manual/mp-http');
    expect([found?.status, found?.unmetHosts]).toEqual(['met', []]);
    expect(found?.endpoints.map(({ address }) => address)).toEqual(['10.0.0.7', '10.0.0.9']);
  });
});

describe('of warnings of an earlier look', () => {
  const site = { roles: { managementPoints: ['mp01'] } };
  const translated: World = {
    site,
    see: (check) =>
      check.kind === 'rpc-endpoint-mapper'
        ? observed('open', mapperEvidence({ bindings: ['192.0.2.1'] }))
        : 'open',
  };
  const push = (facts: ClientFacts | undefined): string | undefined =>
    facts?.methods.find(({ method }) => method === 'client-push')?.here;

  test('that of a flow which now ended in an error stays', () => {
    const later = withErrors({ site, see: () => 'open' }, ({ kind }) => kind !== 'smb');
    const { before, whole } = joined('site-server', translated, later);
    expect([push(before), push(whole)]).toEqual(['degraded', 'degraded']);
  });

  test('that of a flow which was looked at anew goes', () => {
    const later = withErrors({ site, see: () => 'open' }, ({ kind }) => kind === 'smb');
    const { whole } = joined('site-server', translated, later);
    expect([push(whole), whole?.warnings]).toEqual(['works', []]);
  });
});

test('of an update point’s two pairs of ports the one counts at which its service answers over TLS', () => {
  const site = {
    communication: 'native' as const,
    roles: { softwareUpdatePoints: ['sup01'] },
  };
  const see = (tls: Outcome): World => ({
    site,
    see: (check) => {
      if (check.kind !== 'http') return 'open';
      if (check.tls) return check.port === 443 ? tls : 'wrong-service';
      return check.port === 80 ? 'wrong-service' : 'open';
    },
  });
  const { before, last, whole } = joined('client', see('open'), see('error'));
  const id = 'software-update-point/sup-http';
  expect([before, last, whole].map((each) => statuses(each).get(id))).toEqual([
    'unmet',
    'met',
    'unmet',
  ]);
  expect(whole?.methods).toEqual(before?.methods);
});

test('of two servers the one that was found blocked last stays so, and the other as it was', () => {
  const site = { roles: { managementPoints: ['mp01', 'mp02'] } };
  const look = (mp01: 'open' | 'refused', mp02: 'open' | 'refused' | 'error'): World => ({
    site,
    see: ({ host }) => (host === 'mp01' ? mp01 : host === 'mp02' ? mp02 : 'open'),
  });
  const mp = (earlier: World, later: World): unknown => {
    const { whole } = joined('client', earlier, later);
    const found = whole?.requirements.find(({ id }) => id === 'manual/mp-http');
    return [found?.status, found?.outcome, found?.unmetHosts];
  };
  const later = look('refused', 'error');
  expect(mp(look('open', 'open'), later)).toEqual(['met', 'open', ['mp01']]);
  expect(mp(look('open', 'refused'), later)).toEqual(['unmet', 'refused', ['mp01', 'mp02']]);
  expect(mp(look('open', 'refused'), look('open', 'error'))).toEqual(['met', 'open', ['mp02']]);
});

test('dynamic ports that a mapper did not tell have failed only where the mapper failed', () => {
  const see = (mapper: 'error' | 'filtered'): readonly string[] => {
    const world: World = {
      site: { roles: { managementPoints: ['mp01'] } },
      see: ({ kind }) =>
        kind === 'rpc-endpoint-mapper' ? mapper : kind === 'rpc-dynamic' ? MAPPER_NOT_OPEN : 'open',
    };
    const seen = seenFrom('site-server', world, CLIENT);
    return failedOf(seen, 'site-server', headOf(world, 'site-server')).map(
      ({ requirement }) => requirement.id,
    );
  };
  expect(see('error')).toContain('client-push/rpc-dynamic');
  expect(see('filtered')).toEqual([]);
});
