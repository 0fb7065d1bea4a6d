import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { mapConcurrently } from '../../src/engine/map-concurrently.ts';

/** Work that ends when the test says so. */
function stage() {
  const waiting = new Map<number, () => void>();
  const begun: number[] = [];
  const work = (item: number): Promise<string> => {
    begun.push(item);
    return new Promise((resolve) => {
      waiting.set(item, () => {
        waiting.delete(item);
        resolve(`r${item}`);
      });
    });
  };
  return { work, begun, waiting, finish: (item: number) => waiting.get(item)?.() };
}

/** Lets everything that is ready run. */
const settle = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

async function collect<T>(results: AsyncIterable<T>, into: T[] = []): Promise<T[]> {
  for await (const result of results) into.push(result);
  return into;
}

describe('results', () => {
  test('come in the order of the items', async () => {
    const { work, finish } = stage();
    const seen: string[] = [];
    const done = collect(mapConcurrently([1, 2, 3], 3, 'input', work), seen);
    await settle();
    finish(3);
    finish(2);
    await settle();
    expect(seen).toEqual([]);
    finish(1);
    expect(await done).toEqual(['r1', 'r2', 'r3']);
  });

  test('come as they finish', async () => {
    const { work, finish } = stage();
    const seen: string[] = [];
    const done = collect(mapConcurrently([1, 2, 3], 3, 'completion', work), seen);
    await settle();
    finish(3);
    await settle();
    expect(seen).toEqual(['r3']);
    finish(1);
    await settle();
    finish(2);
    expect(await done).toEqual(['r3', 'r1', 'r2']);
  });

  test.each(['input', 'completion'] as const)('of nothing are none (%s)', async (order) => {
    expect(await collect(mapConcurrently([], 3, order, () => Promise.resolve(1)))).toEqual([]);
  });
});

describe('slots', () => {
  test('the next item begins when one is free, and none is taken before', async () => {
    const { work, begun, finish } = stage();
    const taken: number[] = [];
    async function* items(): AsyncGenerator<number> {
      for (let item = 1; item <= 4; item += 1) {
        taken.push(item);
        yield item;
      }
    }
    const done = collect(mapConcurrently(items(), 2, 'completion', work));
    await settle();
    expect(begun).toEqual([1, 2]);
    expect(taken).toEqual([1, 2]);
    finish(2);
    await settle();
    expect(begun).toEqual([1, 2, 3]);
    for (const item of [1, 3]) finish(item);
    await settle();
    finish(4);
    expect((await done).toSorted()).toEqual(['r1', 'r2', 'r3', 'r4']);
  });

  test.each(['input', 'completion'] as const)(
    'are never exceeded, and nothing is lost (%s)',
    async (order) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 20 }),
          fc.integer({ min: 1, max: 5 }),
          async (delays, width) => {
            let running = 0;
            let most = 0;
            const items = delays.map((turns, index) => ({ turns, index }));
            const results = await collect(
              mapConcurrently(items, width, order, async ({ turns, index }) => {
                running += 1;
                most = Math.max(most, running);
                for (let turn = 0; turn < turns; turn += 1) await settle();
                running -= 1;
                return index;
              }),
            );
            expect(most).toBeLessThanOrEqual(width);
            expect(most).toBe(Math.min(width, items.length));
            const sorted = order === 'input' ? results : results.toSorted((a, b) => a - b);
            expect(sorted).toEqual(items.map(({ index }) => index));
          },
        ),
        { numRuns: 50 },
      );
    },
  );
});

test.each(['input', 'completion'] as const)(
  'a failure of the work is not swallowed (%s)',
  async (order) => {
    const failing = mapConcurrently([1], 2, order, () => Promise.reject(new RangeError('broken')));
    await expect(collect(failing)).rejects.toThrow('broken');
  },
);

describe('items whose work only waits', () => {
  /** Work whose sleep the test decides. */
  function sleepers(mostAsleep: number) {
    const sleeps: ((isAsleep: boolean) => void)[] = [];
    const ends: (() => void)[] = [];
    const done = collect(
      mapConcurrently(
        [0, 1, 2, 3, 4, 5],
        2,
        'completion',
        (item, sleep) =>
          new Promise<number>((resolve) => {
            sleeps[item] = sleep;
            ends[item] = (): void => resolve(item);
          }),
        mostAsleep,
      ),
    );
    return { sleeps, ends, done };
  }

  test('let others begin, as many as are allowed', async () => {
    const { sleeps, ends, done } = sleepers(2);
    await settle();
    expect(sleeps).toHaveLength(2);
    sleeps[0]?.(true);
    await settle();
    expect(sleeps).toHaveLength(3);
    sleeps[1]?.(true);
    sleeps[2]?.(true);
    await settle();
    expect(sleeps).toHaveLength(4);
    for (let item = 0; item < 6; item += 1) {
      ends[item]?.();
      await settle();
    }
    expect(await done).toHaveLength(6);
  });

  test('count again when they wake', async () => {
    const { sleeps, ends, done } = sleepers(2);
    await settle();
    sleeps[0]?.(true);
    await settle();
    sleeps[0]?.(false);
    ends[1]?.();
    await settle();
    expect(sleeps).toHaveLength(3);
    for (let item = 0; item < 6; item += 1) {
      ends[item]?.();
      await settle();
    }
    expect(await done).toHaveLength(6);
  });

  test('and end asleep do not count for ever', async () => {
    const { sleeps, ends, done } = sleepers(1);
    await settle();
    sleeps[0]?.(true);
    await settle();
    ends[0]?.();
    await settle();
    expect(sleeps).toHaveLength(3);
    for (let item = 1; item < 6; item += 1) {
      ends[item]?.();
      await settle();
    }
    expect(await done).toHaveLength(6);
  });
});
