import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ClientIndex } from '../../src/saved/client-index.ts';
import { type EntryPlace, stands } from '../../src/merge/decide.ts';
import { runs } from '../support/long.ts';

interface Noted extends EntryPlace {
  readonly name: string;
}

const NAMES = [
  'pc1',
  'PC1',
  'pc1.contoso.com',
  'pc2',
  '10.0.0.7',
  'büro-7',
  'x'.repeat(255),
  'x'.repeat(600),
];
const noted = fc.uniqueArray(
  fc.record<Noted>({
    name: fc.constantFrom(...NAMES),
    run: fc.nat(2),
    place: fc.integer({ min: 0, max: 2 ** 40 }),
    ended: fc.constantFrom('whole', 'interrupted'),
  }),
  { selector: ({ run, place }) => `${run} ${place}`, maxLength: 30 },
);

test('an index of clients knows what a Map knows', () => {
  fc.assert(
    fc.property(noted, (entries) => {
      const index = new ClientIndex();
      const known = new Map<string, Noted>();
      for (const entry of entries) {
        index.note(entry.name, entry);
        const before = known.get(entry.name.toLowerCase());
        if (before === undefined || stands(entry, before))
          known.set(entry.name.toLowerCase(), entry);
      }
      for (const entry of entries) {
        const winner = known.get(entry.name.toLowerCase());
        expect(index.standingOf(entry.name, entry)).toBe(winner === entry ? 'stands' : 'not');
      }
      expect(index.superseded).toBe(entries.length - known.size);
      expect(index.standingOf('pc3', { run: 0, place: 0 })).toBe('unknown');
    }),
    { numRuns: runs(100) },
  );
});

describe('contradictions', () => {
  const entry = (client: string, verdict: 'works' | 'breaks') => ({
    client,
    methods: [
      {
        method: 'client-push' as const,
        verdict,
        here: verdict,
        brokenBy: [],
        degradedBy: [],
        unproven: [],
        alternatives: [],
      },
    ],
  });
  const index = new ClientIndex();
  for (const [name, run] of [
    ['pc1', 0],
    ['pc1', 1],
    ['pc1', 2],
    ['pc2', 0],
    ['pc2', 1],
    ['pc3', 0],
  ] as const) {
    index.note(name, { run, place: 0, ended: 'whole' });
  }

  test('are told once a client, and only where there are several entries', () => {
    expect(index.compare(entry('pc1', 'works'))).toEqual([]);
    expect(index.compare(entry('PC1', 'breaks'))).toEqual(['client-push']);
    expect(index.compare(entry('pc1', 'breaks'))).toEqual([]);
    expect(index.compare(entry('pc2', 'works'))).toEqual([]);
    expect(index.compare(entry('pc2', 'works'))).toEqual([]);
    expect(index.compare(entry('pc3', 'works'))).toEqual([]);
    expect(index.compare(entry('pc4', 'works'))).toEqual([]);
  });

  test('leave the standing as it is', () => {
    expect(index.standingOf('pc1', { run: 2, place: 0 })).toBe('stands');
    expect(index.superseded).toBe(3);
  });
});

test('of an entry that stands no more it is known where it found its client', () => {
  const index = new ClientIndex();
  const ended = 'whole';
  index.note('pc1', { run: 1, place: 0, ended }, 11);
  index.note('pc1', { run: 2, place: 0, ended }, 22);
  index.note('pc1', { run: 0, place: 0, ended }, 33);
  expect(index.earlierOf('pc1')).toEqual([
    { run: 1, place: 0, addresses: 11 },
    { run: 0, place: 0, addresses: 33 },
  ]);
});

test('many clients', () => {
  const index = new ClientIndex();
  for (let number = 0; number < 50_000; number += 1) {
    index.note(`pc${number}`, { run: number % 7, place: number * 1_000_000, ended: 'whole' });
  }
  const wrong = Array.from({ length: 50_000 }, (_, number) =>
    index.standingOf(`pc${number}`, { run: number % 7, place: number * 1_000_000 }),
  ).filter((standing) => standing !== 'stands');
  expect(wrong).toEqual([]);
});
