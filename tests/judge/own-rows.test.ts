import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { isOwnId } from '../../src/catalogue/flow.ts';
import type { OwnProof, OwnRow } from '../../src/catalogue/own.ts';
import { METHODS, type Method, VANTAGES, isOwnMethod } from '../../src/catalogue/vocabulary.ts';
import { factsOf } from '../../src/judge/facts.ts';
import { EMPTY_SUMMARY, addToSummary } from '../../src/judge/summary.ts';
import { OBSERVED_OUTCOMES } from '../../src/judge/vocabulary.ts';
import { checkKey, checksFor } from '../../src/plan/checks.ts';
import { buildHead } from '../../src/report/model/build.ts';
import { TOOL } from '../../src/run/tool.ts';
import { EN } from '../../src/text/en/index.ts';
import { type Scene, type See, judge, observed, smbEvidence } from '../support/observations.ts';

const SITE = {
  product: 'current-branch',
  roles: {
    managementPoints: ['mp01.contoso.com'],
    distributionPoints: ['dp01.contoso.com', 'dp02.contoso.com'],
    softwareUpdatePoints: ['sup01.contoso.com'],
  },
  install: { manual: { runFrom: String.raw`\\files01\ccm` } },
};

const WORDS = { title: 'a row', purpose: '', symptom: '', fix: '', source: 'a test' };

const port = fc.constantFrom(445, 135, 2701, 80);
const proof: fc.Arbitrary<Pick<OwnRow, 'proof' | 'transport'>> = fc.oneof(
  fc.constant({ proof: { kind: 'icmp' }, transport: 'icmp' } as const),
  fc.record({
    transport: fc.constant('tcp' as const),
    proof: fc.record<Extract<OwnProof, { kind: 'service' }>>({
      kind: fc.constant('service'),
      service: fc.constantFrom('tcp', 'smb', 'ldap'),
      port,
    }),
  }),
  fc.record({
    transport: fc.constant('udp' as const),
    proof: fc.record<Extract<OwnProof, { kind: 'by-hand' }>>({
      kind: fc.constant('by-hand'),
      port,
    }),
  }),
);
const ends: fc.Arbitrary<Pick<OwnRow, 'from' | 'to' | 'named'>> = fc.constantFrom(
  { from: 'site-server', to: 'client', named: null },
  { from: 'client', to: 'management-point', named: null },
  { from: 'client', to: 'distribution-point', named: null },
  { from: 'client', to: 'distribution-point', named: ['dp01.contoso.com', 'pxe01.contoso.com'] },
);
/** One of ours may have rows besides. */
const methods = fc.constantFrom<readonly Method[]>(
  ['own-one'],
  ['own-two', 'own-one'],
  ['manual'],
  ['manual', 'own-one'],
);
const row: fc.Arbitrary<OwnRow> = fc
  .tuple(
    proof,
    ends,
    methods,
    fc.constantFrom('required' as const, 'helpful' as const, 'documented' as const),
    fc.nat(5),
  )
  .map(([how, where, of, necessity, number]) => ({
    name: `own-${number}`,
    methods: of,
    products: ['current-branch'],
    ...how,
    ...where,
    when: ['always'],
    necessity,
    words: WORDS,
  }));
const rows = fc.uniqueArray(row, { selector: ({ name }) => name, minLength: 1, maxLength: 6 });

/** What SMB shows weighs on client push. */
const BAD_SMB = smbEvidence({ protocol: 'smb1', dialect: 'NT LM 0.12' });

/** An outcome for each check, by its key; SMB that nobody of ours asks for is of the worst kind. */
const sights: fc.Arbitrary<See> = fc
  .func(fc.constantFrom(...OBSERVED_OUTCOMES))
  .map((outcomeOf): See => (check) => {
    const outcome = outcomeOf(checkKey(check));
    return check.kind === 'smb' && outcome === 'open' && check.identity === 'may-differ'
      ? observed(outcome, BAD_SMB)
      : outcome;
  });

const scene = fc.record<Pick<Scene, 'from' | 'see'>>({
  from: fc.constantFrom(...VANTAGES),
  see: sights,
});

describe('rows of a user', () => {
  test('change nothing of a method that they are not for', () => {
    fc.assert(
      fc.property(scene, rows, (seen, own) => {
        const without = judge({ ...seen, site: SITE });
        const beside = judge({ ...seen, site: SITE, rows: own });
        const named = new Set(own.flatMap((each) => each.methods));
        for (const method of METHODS.filter((each) => !named.has(each))) {
          // Another way to install may have got a row, and so another verdict.
          const { alternatives: _before, ...before } = without.method(method);
          const { alternatives, ...after } = beside.method(method);
          expect(after).toEqual(before);
          expect(alternatives.filter(isOwnMethod)).toEqual([]);
        }
        expect(beside.client.warnings).toEqual(without.client.warnings);
      }),
    );
  });

  test('make nobody ready to install, and nobody unready', () => {
    const apart = rows.map((all) => all.map((each): OwnRow => ({ ...each, methods: ['own-one'] })));
    fc.assert(
      fc.property(scene, apart, (seen, own) => {
        const countsOf = (rowsOf: readonly OwnRow[]): readonly number[] => {
          const site = {
            ...SITE,
            expect: { smb: 'closed', 'mp-http': 'closed' },
          };
          const { plan, client } = judge({ ...seen, site, rows: rowsOf });
          const head = buildHead(plan, seen.from, '2026-01-01T00:00:00.000Z', TOOL, EN);
          const { readyClients, settledClients } = addToSummary(
            EMPTY_SUMMARY,
            factsOf(client),
            head,
          );
          return [readyClients, settledClients];
        };
        expect(countsOf(own)).toEqual(countsOf([]));
      }),
    );
  });

  test('are asked nothing where only somebody can tell', () => {
    fc.assert(
      fc.property(rows, fc.constantFrom(...VANTAGES), (all, from) => {
        const own = all.map((each): OwnRow => ({
          ...each,
          transport: 'udp',
          proof: { kind: 'by-hand', port: 69 },
        }));
        const { plan: without } = judge({ from, site: SITE });
        const { plan, client } = judge({ from, site: SITE, rows: own });
        expect(checksFor(plan, from, 'pc001')).toEqual(checksFor(without, from, 'pc001'));
        const looked = client.requirements.filter(({ id }) => isOwnId(id));
        expect(looked.length).toBeGreaterThan(0);
        for (const { outcome, status, endpoints } of looked) {
          expect([outcome, status, endpoints]).toEqual(['by-hand', 'unproven', []]);
        }
      }),
    );
  });
});

describe('what a row of UDP does to its method', () => {
  const BY_HAND: OwnRow = {
    name: 'own-binl',
    methods: ['own-pxe'],
    products: ['current-branch'],
    from: 'client',
    to: 'distribution-point',
    transport: 'udp',
    proof: { kind: 'by-hand', port: 4011 },
    named: null,
    when: ['always'],
    necessity: 'required',
    words: WORDS,
  };
  const judged = (changes: Partial<OwnRow>, ...more: readonly OwnRow[]) =>
    judge({ from: 'client', site: SITE, rows: [{ ...BY_HAND, ...changes }, ...more] });

  test('required, it is neither works nor breaks, and no end has to prove it', () => {
    expect(judged({}).method('own-pxe')).toMatchObject({
      verdict: 'unproven',
      here: 'not-applicable',
      unproven: ['own-pxe/own-binl'],
      brokenBy: [],
    });
  });

  test.each(['helpful', 'documented'] as const)('%s and alone, it proves nothing', (necessity) => {
    const { verdict, here, unproven } = judged({ necessity }).method('own-pxe');
    expect([verdict, here, unproven]).toEqual(['unproven', 'not-applicable', ['own-pxe/own-binl']]);
  });

  test.each(['helpful', 'documented'] as const)('%s, it weighs nothing in ours', (necessity) => {
    const { verdict, here } = judged({ necessity, methods: ['manual'] }).method('manual');
    expect([verdict, here]).toEqual(['works', 'works']);
  });

  test('not needed in this site, nothing of it can be judged', () => {
    const { verdict, notApplicable } = judged({ when: ['clients-on-internet'] }).method('own-pxe');
    expect([verdict, notApplicable?.code]).toEqual(['not-applicable', 'no-row-needed']);
  });

  test('beside what can be looked at, that is judged', () => {
    const tcp: OwnRow = {
      ...BY_HAND,
      name: 'own-tcp',
      transport: 'tcp',
      proof: { kind: 'service', service: 'tcp', port: 8005 },
    };
    const { verdict, here } = judged({}, tcp).method('own-pxe');
    expect([verdict, here]).toEqual(['unproven', 'works']);
  });

  test('in a method of ours, what the end can prove goes without it', () => {
    const { verdict, here } = judged({ methods: ['manual'] }).method('manual');
    expect([verdict, here]).toEqual(['unproven', 'works']);
  });
});
