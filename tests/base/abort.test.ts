import { getEventListeners } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { offAbort, onAbort, pauseUnlessAborted } from '../../src/base/abort.ts';

describe('who waits for an interrupt', () => {
  test('is called once, with all others, by one listener of the signal', () => {
    const controller = new AbortController();
    const called: number[] = [];
    const listeners = Array.from({ length: 100 }, (_, index) => () => void called.push(index));
    for (const listener of [...listeners, ...listeners]) onAbort(controller.signal, listener);
    offAbort(controller.signal, listeners[0] ?? (() => {}));
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1);
    controller.abort();
    expect(called).toEqual(Array.from({ length: 99 }, (_, index) => index + 1));
  });

  test('is not called where it was before', () => {
    let calls = 0;
    onAbort(AbortSignal.abort(), () => {
      calls += 1;
    });
    offAbort(new AbortController().signal, () => {});
    expect(calls).toBe(0);
  });
});

describe('a pause', () => {
  test('ends with its time, and leaves no listener', async () => {
    await expect(pauseUnlessAborted(1, new AbortController().signal)).resolves.toBeUndefined();
  });

  test('ends with the interrupt, however many there are', async () => {
    const controller = new AbortController();
    const pauses = Array.from({ length: 50 }, () => pauseUnlessAborted(1e9, controller.signal));
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1);
    controller.abort();
    await Promise.all(pauses);
    await pauseUnlessAborted(1e9, controller.signal);
  });
});
