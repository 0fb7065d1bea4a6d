import { getEventListeners } from 'node:events';
import { expect, test } from '@jest/globals';
import { NameQueries } from '../../src/discover/names.ts';

test('64 look-ups at once have one listener to the interrupt', async () => {
  const { signal } = new AbortController();
  const names = new NameQueries(null, 60_000, signal);
  const looking = Array.from({ length: 64 }, () => names.addresses('localhost'));
  expect(getEventListeners(signal, 'abort')).toHaveLength(1);
  const found = await Promise.all(looking);
  expect(new Set(found.map(({ kind }) => kind))).toEqual(new Set(['answered']));
});

test('an interrupt ends a look-up', async () => {
  const controller = new AbortController();
  const looking = new NameQueries(null, 60_000, controller.signal).addresses('localhost');
  controller.abort();
  expect(await looking).toEqual({ kind: 'failed', code: 'ETIMEDOUT' });
});
