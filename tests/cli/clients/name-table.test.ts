import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { NameTable } from '../../../src/cli/clients/name-table.ts';

describe('a table of names', () => {
  test('knows what a Map knows', () => {
    const name = fc.oneof(
      fc.constantFrom('', 'a', 'b', 'pc1'),
      fc.stringMatching(/^[a-z0-9.-]{1,4}$/),
      fc.integer({ min: 250, max: 255 }).map((length) => 'x'.repeat(length)),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.integer({ min: 0, max: 255 }))), (entries) => {
        const table = new NameTable();
        const map = new Map<string, number>();
        for (const [each, mark] of entries) {
          expect(table.get(each)).toBe(map.get(each));
          table.set(each, mark);
          map.set(each, mark);
          expect(table.size).toBe(map.size);
        }
        for (const [each, mark] of map) expect(table.get(each)).toBe(mark);
      }),
    );
  });

  test('grows over many pages', () => {
    const table = new NameTable();
    const nameOf = (index: number): string => `pc${index}.${'x'.repeat(index % 200)}`;
    const COUNT = 50_000;
    for (let index = 0; index < COUNT; index += 1) table.set(nameOf(index), index % 256);
    expect(table.size).toBe(COUNT);
    const wrong = Array.from({ length: COUNT }, (_none, index) => index).filter(
      (index) => table.get(nameOf(index)) !== index % 256,
    );
    expect(wrong).toEqual([]);
    expect(table.get('pc1')).toBeUndefined();
  });

  test('refuses what it can’t hold', () => {
    expect(() => new NameTable().set('x'.repeat(256), 0)).toThrow(RangeError);
  });
});
