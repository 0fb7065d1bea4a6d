import { expect, test } from '@jest/globals';
import { InOrder } from '../../src/cli/channels.ts';
import * as fc from 'fast-check';

test('whatever comes first, texts are written by their numbers', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 20 }), fc.infiniteStream(fc.nat()), async (count, keys) => {
      const numbers = Array.from({ length: count }, (_, index) => index);
      const shuffled = numbers
        .map((number) => ({ number, key: keys.next().value ?? 0 }))
        .toSorted((a, b) => a.key - b.key)
        .map(({ number }) => number);
      const written: string[] = [];
      const inOrder = new InOrder(async (text) => void written.push(text));
      for (const number of shuffled) await inOrder.add(number, () => String(number));
      expect(written).toEqual(numbers.map(String));
    }),
  );
});

test('nothing is rendered before its turn', async () => {
  const rendered: number[] = [];
  const inOrder = new InOrder(async () => {});
  const add = (number: number): Promise<void> =>
    inOrder.add(number, () => {
      rendered.push(number);
      return '';
    });
  await add(1);
  expect(rendered).toEqual([]);
  await add(0);
  expect(rendered).toEqual([0, 1]);
});
