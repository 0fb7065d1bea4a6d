import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { judge } from '../support/observations.ts';
import { METHODS } from '../../src/catalogue/vocabulary.ts';
import { factsOf } from '../../src/judge/facts.ts';
import { VERDICTS } from '../../src/judge/vocabulary.ts';
import {
  type EntryPlace,
  contradictions,
  endedOf,
  stands,
  verdictsCode,
} from '../../src/merge/decide.ts';
import { runs } from '../support/long.ts';

const place = fc.record<EntryPlace>({
  run: fc.nat(3),
  place: fc.nat(3),
  ended: fc.constantFrom('whole', 'unchecked', 'interrupted'),
});

/** Whether what stands at one place is one entry. */
function areEntries(entries: readonly EntryPlace[]): boolean {
  const places = new Set(entries.map(({ run, place: at }) => `${run} ${at}`));
  return places.size === new Set(entries.map((entry) => JSON.stringify(entry))).size;
}

test('an entry of errors alone proves nothing', () => {
  const seen = (see: 'open' | 'error'): EntryPlace['ended'] =>
    endedOf(factsOf(judge({ from: 'site-server', see: () => see }).client));
  expect([seen('open'), seen('error')]).toEqual(['whole', 'unchecked']);
});

describe('of two entries about a client', () => {
  test.each<[string, EntryPlace, EntryPlace]>([
    ['the newer run', { run: 2, place: 1, ended: 'whole' }, { run: 1, place: 9, ended: 'whole' }],
    [
      'within a run the later one',
      { run: 1, place: 9, ended: 'whole' },
      { run: 1, place: 1, ended: 'whole' },
    ],
    [
      'the whole one, even of an older run',
      { run: 1, place: 1, ended: 'whole' },
      { run: 2, place: 9, ended: 'interrupted' },
    ],
    [
      'the newer one of errors alone: what an older one proved is taken into it',
      { run: 2, place: 1, ended: 'unchecked' },
      { run: 1, place: 9, ended: 'whole' },
    ],
    [
      'one of errors alone, even of an older run',
      { run: 1, place: 1, ended: 'unchecked' },
      { run: 2, place: 9, ended: 'interrupted' },
    ],
    [
      'of two that were interrupted the newer',
      { run: 2, place: 1, ended: 'interrupted' },
      { run: 1, place: 1, ended: 'interrupted' },
    ],
  ])('%s stands', (_what, winner, loser) => {
    expect([stands(winner, loser), stands(loser, winner)]).toEqual([true, false]);
  });

  test('one stands, whichever comes first', () => {
    fc.assert(
      fc.property(place, place, (a, b) => {
        fc.pre(areEntries([a, b]));
        const same = JSON.stringify(a) === JSON.stringify(b);
        expect([stands(a, b), stands(b, a)].filter(Boolean)).toHaveLength(same ? 0 : 1);
      }),
      { numRuns: runs(100) },
    );
  });

  test('of three the same one stands in any order', () => {
    fc.assert(
      fc.property(place, place, place, (a, b, c) => {
        fc.pre(areEntries([a, b, c]));
        const winner = (...entries: readonly EntryPlace[]): EntryPlace =>
          entries.reduce((known, entry) => (stands(entry, known) ? entry : known));
        expect(winner(a, b, c)).toEqual(winner(c, b, a));
        expect(winner(b, a, c)).toEqual(winner(c, a, b));
      }),
      { numRuns: runs(100) },
    );
  });
});

describe('verdicts as a number', () => {
  const verdicts = fc
    .subarray([...METHODS], { minLength: 1 })
    .chain((methods) =>
      fc.tuple(
        ...methods.map((method) =>
          fc.constantFrom(...VERDICTS).map((verdict) => ({ method, verdict })),
        ),
      ),
    );

  test('tell on which methods two entries differ', () => {
    fc.assert(
      fc.property(verdicts, verdicts, (a, b) => {
        const differing = METHODS.filter(
          (method) =>
            a.find((entry) => entry.method === method)?.verdict !==
            b.find((entry) => entry.method === method)?.verdict,
        );
        expect(contradictions(verdictsCode(a), verdictsCode(b))).toEqual(differing);
      }),
      { numRuns: runs(100) },
    );
  });

  test('are above 0 and take two bytes at most', () => {
    fc.assert(
      fc.property(verdicts, (entries) => {
        const code = verdictsCode(entries);
        expect(code).toBeGreaterThan(0);
        expect(code).toBeLessThan(65_536);
      }),
      { numRuns: runs(100) },
    );
  });
});
