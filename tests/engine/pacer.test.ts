import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { Pacer } from '../../src/engine/pacer.ts';

const NEVER = new AbortController().signal;

/** Begins something that notes one event, and tells when it was. */
const event = (pacer: Pacer, signal: AbortSignal = NEVER): Promise<number> =>
  pacer.turn(signal, () => {
    pacer.note();
    return Promise.resolve(performance.now());
  });

describe('a rate', () => {
  test('of none never waits', async () => {
    const pacer = new Pacer(null, () => 0);
    const all = Array.from({ length: 1000 }, () => event(pacer));
    expect(await Promise.all(all)).toHaveLength(1000);
  });

  test('is kept by those who ask at once, in the order of asking', async () => {
    const pacer = new Pacer(200);
    const times = await Promise.all(Array.from({ length: 20 }, () => event(pacer)));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(19 * 5 - 2);
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
            const owedBefore = Math.max(pacer.waitMs(), 0);
            for (let count = 0; count < events; count += 1) pacer.note();
            expect(pacer.waitMs()).toBeCloseTo(owedBefore + (events * 1000) / perSecond, 6);
          }
        },
      ),
    );
  });

  test('is not waited for after an interrupt', async () => {
    const controller = new AbortController();
    const pacer = new Pacer(0.001, () => 0);
    pacer.note();
    const waiting = [event(pacer, controller.signal), event(pacer, controller.signal)];
    controller.abort();
    expect(await Promise.all(waiting)).toHaveLength(2);
  });

  test('lets what goes on pass what is new', async () => {
    const pacer = new Pacer(1000);
    const order: string[] = [];
    const begin = (name: string) => (): Promise<void> => {
      pacer.note();
      order.push(name);
      return Promise.resolve();
    };
    await Promise.all([
      pacer.turn(NEVER, begin('new 1'), 'is-new'),
      pacer.turn(NEVER, begin('new 2'), 'is-new'),
      pacer.turn(NEVER, begin('goes on 1'), 'goes-on'),
      pacer.turn(NEVER, begin('goes on 2'), 'goes-on'),
    ]);
    expect(order).toEqual(['goes on 1', 'goes on 2', 'new 1', 'new 2']);
  });

  test('may be ahead by what a quiet time has left, and by no more', () => {
    let now = 10_000;
    const pacer = new Pacer(10, () => now, 3);
    for (let count = 0; count < 3; count += 1) pacer.note();
    expect(pacer.waitMs()).toBeLessThanOrEqual(0);
    pacer.note();
    expect(pacer.waitMs()).toBeCloseTo(100);
    now += 60_000;
    for (let count = 0; count < 4; count += 1) pacer.note();
    expect(pacer.waitMs()).toBeCloseTo(100);
  });

  test('goes on after what failed to begin', async () => {
    const pacer = new Pacer(1000);
    const failing = pacer.turn(NEVER, () => Promise.reject(new RangeError('broken')));
    await expect(failing).rejects.toThrow('broken');
    expect(await event(pacer)).toBeGreaterThan(0);
  });
});
