import { describe, expect, test } from '@jest/globals';
import { untilAborted } from '../../src/engine/until-aborted.ts';

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const seen: T[] = [];
  for await (const item of items) seen.push(item);
  return seen;
}

describe('items until an interrupt', () => {
  test('are all of them where there is none', async () => {
    expect(await collect(untilAborted([1, 2, 3], new AbortController().signal))).toEqual([1, 2, 3]);
  });

  test('are none after it', async () => {
    expect(await collect(untilAborted([1, 2, 3], AbortSignal.abort()))).toEqual([]);
  });

  test('are those before it, though the source waits for ever', async () => {
    const controller = new AbortController();
    async function* source(): AsyncGenerator<number> {
      yield 1;
      setImmediate(() => controller.abort());
      await new Promise(() => {});
    }
    expect(await collect(untilAborted(source(), controller.signal))).toEqual([1]);
  });

  test('end their source when nobody reads on', async () => {
    let ended = 0;
    function* source(): Generator<number> {
      try {
        yield 1;
        yield 2;
      } finally {
        ended += 1;
      }
    }
    for await (const item of untilAborted(source(), new AbortController().signal)) {
      expect(item).toBe(1);
      break;
    }
    expect(ended).toBe(1);
  });

  test('fail as their source does', async () => {
    async function* source(): AsyncGenerator<number> {
      yield 1;
      throw new RangeError('broken');
    }
    await expect(collect(untilAborted(source(), new AbortController().signal))).rejects.toThrow(
      'broken',
    );
  });
});
