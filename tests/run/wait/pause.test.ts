import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { SYSTEM_CLOCK, nextPauseMs } from '../../../src/run/wait/pause.ts';

describe('the pause before the next look', () => {
  test('grows from 1 s to 30 s', () => {
    const pauses = [0, 1, 2, 3, 4, 5, 6, 1000].map((count) => nextPauseMs(count, 3_600_000));
    expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  test.each([
    [0, 300, 300],
    [5, 12_000, 12_000],
    [0, 0.5, 0.5],
    [0, 0, null],
    [3, -20, null],
    [0, Number.NaN, null],
    [2, Infinity, 4000],
  ])('after %d pauses with %d ms left is %p', (count, leftMs, pauseMs) => {
    expect(nextPauseMs(count, leftMs)).toBe(pauseMs);
  });

  test('never goes beyond the end, and the last look comes there', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 86_400_000 }), (waitMs) => {
        let at = 0;
        let pauses = 0;
        for (;;) {
          const pauseMs = nextPauseMs(pauses, waitMs - at);
          // A pause of nothing would never end.
          if (pauseMs === null || pauseMs <= 0) break;
          at += pauseMs;
          pauses += 1;
        }
        expect(nextPauseMs(pauses, waitMs - at)).toBeNull();
        expect(at).toBe(waitMs);
      }),
    );
  });

  test('ends at once, and without a failure, where the user interrupts', async () => {
    const controller = new AbortController();
    const paused = SYSTEM_CLOCK.pause(3_600_000, controller.signal);
    controller.abort();
    await expect(paused).resolves.toBeUndefined();
    await expect(SYSTEM_CLOCK.pause(3_600_000, controller.signal)).resolves.toBeUndefined();
  });
});
