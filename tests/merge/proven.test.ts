import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { VANTAGES, type Vantage } from '../../src/catalogue/vocabulary.ts';
import type { ClientFacts } from '../../src/judge/facts.ts';
import { failedOf, keepProven } from '../../src/merge/proven.ts';
import type { Check } from '../../src/plan/check.ts';
import { checkKey } from '../../src/plan/checks.ts';
import { MAPPER_NOT_OPEN, mapperEvidence, observed } from '../support/observations.ts';
import { type World, anyWorld, headOf, seenFrom } from './world.ts';

const CLIENT = 'pc001.contoso.com';

/** A later look at a world, in which some checks, or all, ended in errors of this machine. */
function withErrors(world: World, isError: (check: Check) => boolean): World {
  return {
    site: world.site,
    see: (check) => {
      if (isError(check)) return 'error';
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
    );
  });

  test('never turns a proven requirement unproven, nor hides what it proved itself', () => {
    fc.assert(
      fc.property(anyWorld, anyWorld, isError, side, (first, second, errors, end) => {
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
    );
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
