import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { Pacer } from '../../src/engine/pacer.ts';

const NEVER = new AbortController().signal;

describe('a rate', () => {
  test('of none never waits', async () => {
    const pacer = new Pacer(null, () => 0);
    for (let count = 0; count < 1000; count += 1) pacer.note();
    expect(await pacer.turn(NEVER)).toBeUndefined();
  });

  test('is waited for by the real clock', async () => {
    const pacer = new Pacer(1000);
    const startedAt = performance.now();
    for (let count = 0; count < 20; count += 1) {
      await pacer.turn(NEVER);
      pacer.note();
    }
    await pacer.turn(NEVER);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(19.9);
  });

  test('is kept on average, whatever was noted when', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ waitMs: fc.nat(50), events: fc.integer({ min: 1, max: 8 }) }), {
          maxLength: 40,
        }),
        fc.integer({ min: 1, max: 1000 }),
        (steps, perSecond) => {
          let now = 0;
          const pacer = new Pacer(perSecond, () => now);
          for (const { waitMs, events } of steps) {
            now += waitMs;
            const owedBefore = Math.max(pacer.owedMs(), 0);
            for (let count = 0; count < events; count += 1) pacer.note();
            expect(pacer.owedMs()).toBeCloseTo(owedBefore + (events * 1000) / perSecond, 6);
          }
        },
      ),
    );
  });

  test('is not waited for after an interrupt', async () => {
    const controller = new AbortController();
    const pacer = new Pacer(0.001, () => 0);
    pacer.note();
    const waiting = pacer.turn(controller.signal);
    controller.abort();
    expect(await waiting).toBeUndefined();
  });
});
