import { describe, expect, test } from '@jest/globals';
import { Limits, type ProbeResource } from '../../src/engine/limits.ts';
import { lookupsAtOnce } from '../../src/engine/lookup-queue.ts';

const nextTurn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

/** Begins so many that none of them ends, and counts those under way when nothing moves any more. */
async function mostAtOnce(limits: Limits, need: ProbeResource, count: number): Promise<number> {
  let running = 0;
  for (let one = 0; one < count; one += 1) {
    void limits.run('127.0.0.1', need, () => {
      running += 1;
      return new Promise(() => {});
    });
  }
  for (let turn = 0; turn < count; turn += 1) await nextTurn();
  return running;
}

describe('under way at once', () => {
  test.each<[number, ProbeResource, number, number]>([
    [40, 'socket', 100, 40],
    [1, 'socket', 10, 1],
    [4096, 'process', 100, 32],
    [8, 'process', 100, 8],
    [1, 'nothing', 100, 100],
  ])(
    'with a concurrency of %d, needing a %s: of %d are %d',
    async (most, need, count, expected) => {
      expect(await mostAtOnce(new Limits(most, 1), need, count)).toBe(expected);
    },
  );

  test('are fewer after a shortage, and never fewer than a few', async () => {
    const limits = new Limits(64, 1);
    limits.spare();
    expect(await mostAtOnce(limits, 'socket', 100)).toBe(32);
    const least = new Limits(10, 1);
    least.spare();
    expect(await mostAtOnce(least, 'socket', 100)).toBe(8);
  });

  test('are more again when a shortage has passed, and never more than wanted', async () => {
    let now = 0;
    const limits = new Limits(40, 1, () => now);
    let running = 0;
    const endless = (): Promise<void> => {
      running += 1;
      return new Promise(() => {});
    };
    const counts: number[] = [];
    limits.spare();
    for (let asked = 0; asked < 100; asked += 1) void limits.run('127.0.0.1', 'socket', endless);
    for (const at of [0, 1000, 10_000, 11_000, 20_000]) {
      now = at;
      await limits.run('127.0.0.1', 'nothing', () => Promise.resolve());
      for (let turn = 0; turn < 20; turn += 1) await nextTurn();
      counts.push(running);
    }
    expect(counts).toEqual([20, 20, 40, 40, 40]);
  });

  test('one shortage that many tell is one', async () => {
    const limits = new Limits(64, 1);
    for (let told = 0; told < 10; told += 1) limits.spare();
    expect(await mostAtOnce(limits, 'socket', 100)).toBe(32);
  });
});

test.each([
  [undefined, 2],
  ['4', 2],
  ['32', 16],
  ['1', 1],
  ['0', 1],
  ['many', 2],
  ['', 2],
])('of %j threads the look-ups at once are %d', (size, expected) => {
  expect(lookupsAtOnce(1, size)).toBe(expected);
});
