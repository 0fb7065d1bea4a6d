import { expect, test } from '@jest/globals';
import { Turns } from '../../src/engine/turns.ts';

const nextTurn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

test('all begin in the order of asking, some in each turn', async () => {
  const turns = new Turns();
  const begun: number[] = [];
  for (let asker = 0; asker < 100; asker += 1) void turns.next().then(() => begun.push(asker));
  const counts: number[] = [];
  while (begun.length < 100) {
    await nextTurn();
    counts.push(begun.length);
  }
  expect(begun).toEqual([...begun.keys()]);
  expect(Math.max(...counts.map((count, turn) => count - (counts[turn - 1] ?? 0)))).toBeLessThan(
    65,
  );
  expect(counts.length).toBeGreaterThan(1);
});

test('who asks after a rest begins at once', async () => {
  const turns = new Turns();
  await turns.next();
  await nextTurn();
  await nextTurn();
  expect(await turns.next()).toBeUndefined();
});
