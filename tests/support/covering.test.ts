import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { covering } from './covering.ts';

test('a row a pair is as few as the longer side has', () => {
  const rows = ['a1', 'a2', 'a3', 'b1', 'b2', 'b3'];
  expect(covering(rows, (row) => Array.from(row))).toEqual({
    chosen: ['a1', 'a3', 'b2'],
    rest: ['a2', 'b1', 'b3'],
  });
});

test('every aspect of a table is chosen, and every row is in one part', () => {
  const row = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 3 });
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      const { chosen, rest } = covering(rows, (aspects) => aspects);
      expect(new Set(chosen.flat())).toEqual(new Set(rows.flat()));
      expect(new Set([...chosen, ...rest])).toEqual(new Set(rows));
      expect(chosen.length + rest.length).toBe(rows.length);
    }),
  );
});
