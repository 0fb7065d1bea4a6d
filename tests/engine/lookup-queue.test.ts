import { afterEach, describe, expect, jest, test } from '@jest/globals';
import pLimit from 'p-limit';
import { LookupQueue } from '../../src/engine/lookup-queue.ts';
import type { Resolution } from '../../src/engine/resolve.ts';

const AMPLE_MS = 20_000;
/** As many look-ups without an answer, one after the other, as make a resolver dead. */
const IN_A_ROW = 8;

const FOUND: Resolution = { kind: 'addresses', addresses: ['10.0.0.7'] };
const NO_ADDRESS: Resolution = { kind: 'unresolved', code: 'ENOTFOUND' };
const error = (code: string): Resolution => ({ kind: 'error', code });

/** A resolver whose look-ups end when the test says so. */
class Desk {
  readonly queue: LookupQueue;
  /** Names in the order in which their look-up began. */
  readonly begun: string[] = [];
  readonly controller = new AbortController();
  #now = 0;
  readonly #ends = new Map<string, (resolution: Resolution) => void>();

  constructor(atOnce: number, timeoutMs = AMPLE_MS, retries = 0) {
    desks.push(this);
    this.queue = new LookupQueue(
      pLimit(atOnce),
      timeoutMs,
      this.controller.signal,
      (host) =>
        new Promise((resolve) => {
          this.begun.push(host);
          this.#ends.set(host, resolve);
        }),
      retries,
      () => this.#now,
    );
  }

  /** Asks for names; what they are told so far is in the list, by name. */
  ask(...hosts: readonly string[]): Map<string, Resolution> {
    const told = new Map<string, Resolution>();
    for (const host of hosts) {
      void this.queue.ask(host).then((resolution) => told.set(host, resolution));
    }
    return told;
  }

  /** @param tookMs how long the look-up took; a resolver's silence takes its time */
  async end(
    host: string,
    resolution: Resolution,
    tookMs = resolution.kind === 'error' ? 2000 : 10,
  ): Promise<void> {
    const end = this.#ends.get(host);
    this.#now += tookMs;
    if (end === undefined) throw new Error(`${host} is not looked up`);
    end(resolution);
    await settled();
  }
}

/** Lets everything that is ready run. */
const settled = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

const names = (count: number): string[] =>
  Array.from({ length: count }, (_none, index) => `pc${index}`);

const desks: Desk[] = [];

afterEach(() => {
  jest.useRealTimers();
  // Their timers would keep the process.
  for (const { controller } of desks.splice(0)) controller.abort();
});

describe('look-ups', () => {
  test('begin as the limit allows, in the order in which they were asked for', async () => {
    const desk = new Desk(2);
    const told = desk.ask(...names(4));
    await settled();
    expect(desk.begun).toEqual(['pc0', 'pc1']);
    await desk.end('pc1', FOUND);
    expect(desk.begun).toEqual(['pc0', 'pc1', 'pc2']);
    expect(told).toEqual(new Map([['pc1', FOUND]]));
  });

  test.each([FOUND, NO_ADDRESS, error('EAI_AGAIN')])('tell what came: %j', async (resolution) => {
    const desk = new Desk(1);
    const told = desk.ask('pc0');
    await settled();
    await desk.end('pc0', resolution);
    expect(told.get('pc0')).toEqual(resolution);
  });

  test('that take too long are told of, and begin no other before they end', async () => {
    const desk = new Desk(1, 5);
    expect(await desk.queue.ask('pc0')).toEqual(error('ETIMEDOUT'));
    const told = desk.ask('pc1');
    await settled();
    expect(desk.begun).toEqual(['pc0']);
    await desk.end('pc0', FOUND);
    expect(desk.begun).toEqual(['pc0', 'pc1']);
    await desk.end('pc1', FOUND);
    expect(told.get('pc1')).toEqual(FOUND);
  });
});

describe('a resolver that does not answer', () => {
  /** Ends the look-ups of the first `count` names, one after the other. */
  async function endAll(desk: Desk, count: number, resolution: Resolution): Promise<void> {
    for (const host of names(count)) await desk.end(host, resolution);
  }

  test('is taken for dead in the end, and whoever waits is told so without a look-up', async () => {
    const desk = new Desk(2);
    const told = desk.ask(...names(12));
    await settled();
    await endAll(desk, IN_A_ROW - 1, error('EAI_AGAIN'));
    expect(told.size).toBe(IN_A_ROW - 1);
    await desk.end('pc7', error('EAI_AGAIN'));
    // The look-up that is under way may still be answered.
    expect(desk.begun).toEqual(names(9));
    expect([...told.keys()].toSorted()).toEqual(
      names(12)
        .filter((host) => host !== 'pc8')
        .toSorted(),
    );
    for (const resolution of told.values()) expect(resolution).toEqual(error('EAI_AGAIN'));
    await desk.end('pc8', FOUND);
    expect(told.get('pc8')).toEqual(FOUND);
  });

  test('is asked again, and one more silence is enough', async () => {
    const desk = new Desk(1);
    desk.ask(...names(IN_A_ROW));
    await settled();
    await endAll(desk, IN_A_ROW, error('EAI_AGAIN'));
    const told = desk.ask('later', 'last');
    await settled();
    expect(desk.begun.at(-1)).toBe('later');
    await desk.end('later', error('EAI_AGAIN'));
    expect(told.get('last')).toEqual(error('EAI_AGAIN'));
    expect(desk.begun.at(-1)).toBe('later');
  });

  test.each([
    ['an address', FOUND],
    ['that there is none', NO_ADDRESS],
  ])('lives as soon as it tells %s', async (_what, answer) => {
    const desk = new Desk(1);
    const told = desk.ask(...names(2 * IN_A_ROW));
    await settled();
    await endAll(desk, IN_A_ROW - 1, error('EAI_AGAIN'));
    await desk.end('pc7', answer);
    for (const host of names(2 * IN_A_ROW - 1).slice(IN_A_ROW)) {
      await desk.end(host, error('EAI_AGAIN'));
    }
    expect(told.has('pc15')).toBe(false);
    expect(desk.begun.at(-1)).toBe('pc15');
  });

  test('lives where it says quickly that it fails', async () => {
    const desk = new Desk(1);
    const told = desk.ask(...names(4 * IN_A_ROW));
    await settled();
    for (const host of names(4 * IN_A_ROW - 1)) await desk.end(host, error('EAI_AGAIN'), 5);
    expect(told.size).toBe(4 * IN_A_ROW - 1);
    expect(desk.begun.at(-1)).toBe(`pc${4 * IN_A_ROW - 1}`);
  });

  test('counts once what was too late and then fails', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
    const desk = new Desk(IN_A_ROW / 2);
    const late = names(IN_A_ROW / 2);
    const asked = late.map((host) => desk.queue.ask(host));
    await settled();
    jest.advanceTimersByTime(AMPLE_MS);
    await Promise.all(asked);
    const waiting = desk.ask('a', 'b', 'c', 'd', 'last');
    for (const host of late) await desk.end(host, error('EAI_AGAIN'));
    // Counted twice, they would be enough to tell the last so without a look-up.
    expect(waiting).toEqual(new Map());
  });
});

describe('look-ups that keep all threads', () => {
  async function allLate(atOnce: number): Promise<Desk> {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
    const desk = new Desk(atOnce);
    desk.ask(...names(atOnce));
    await settled();
    jest.advanceTimersByTime(AMPLE_MS);
    await settled();
    return desk;
  }

  test('are waited for as long again; then who waits, and who asks, is told so', async () => {
    const desk = await allLate(2);
    const waiting = desk.ask('a', 'b');
    jest.advanceTimersByTime(AMPLE_MS - 1);
    await settled();
    expect(waiting).toEqual(new Map());
    jest.advanceTimersByTime(1);
    await settled();
    expect([...waiting.values()]).toEqual([error('EAI_AGAIN'), error('EAI_AGAIN')]);
    expect(await desk.queue.ask('c')).toEqual(error('EAI_AGAIN'));
    expect(desk.begun).toEqual(['pc0', 'pc1']);
  });

  test("stand in nobody's way once one of them ends", async () => {
    const desk = await allLate(2);
    jest.advanceTimersByTime(AMPLE_MS);
    await desk.end('pc1', error('EAI_AGAIN'));
    const told = desk.ask('a');
    await settled();
    await desk.end('a', FOUND);
    expect(told.get('a')).toEqual(FOUND);
  });

  test('are not all while one can still be looked up', async () => {
    const desk = await allLate(1);
    await desk.end('pc0', FOUND);
    const told = desk.ask('a', 'b');
    await settled();
    jest.advanceTimersByTime(AMPLE_MS - 1);
    await settled();
    expect(told).toEqual(new Map());
  });
});

describe('a name that alone gets no answer', () => {
  test('is asked for again while others are answered', async () => {
    const desk = new Desk(2, AMPLE_MS, 1);
    const told = desk.ask('lost', 'pc0');
    await settled();
    await desk.end('pc0', FOUND);
    await desk.end('lost', error('EAI_AGAIN'));
    expect(desk.begun).toEqual(['lost', 'pc0', 'lost']);
    expect(told.has('lost')).toBe(false);
    await desk.end('lost', FOUND);
    expect(told.get('lost')).toEqual(FOUND);
  });

  test('is asked for again after another was answered', async () => {
    const desk = new Desk(1, AMPLE_MS, 1);
    const told = desk.ask('pc0', 'lost');
    await settled();
    await desk.end('pc0', NO_ADDRESS);
    await desk.end('lost', error('EAI_AGAIN'));
    await desk.end('lost', error('EAI_AGAIN'));
    expect(desk.begun).toEqual(['pc0', 'lost', 'lost']);
    expect(told.get('lost')).toEqual(error('EAI_AGAIN'));
  });

  test('has the whole time again', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
    const desk = new Desk(1, AMPLE_MS, 1);
    const told = desk.ask('pc0', 'lost');
    await settled();
    await desk.end('pc0', FOUND);
    jest.advanceTimersByTime(AMPLE_MS - 1);
    await desk.end('lost', error('EAI_AGAIN'));
    jest.advanceTimersByTime(AMPLE_MS - 1);
    await settled();
    expect(told.has('lost')).toBe(false);
    jest.advanceTimersByTime(1);
    await settled();
    expect(told.get('lost')).toEqual(error('ETIMEDOUT'));
  });

  test.each([
    ['nobody is answered', 1, error('EAI_AGAIN')],
    ['no retries are wanted', 0, FOUND],
  ])('is told of at once where %s', async (_what, retries, other) => {
    const desk = new Desk(2, AMPLE_MS, retries);
    const told = desk.ask('lost', 'pc0');
    await settled();
    await desk.end('pc0', other);
    await desk.end('lost', error('EAI_AGAIN'));
    expect(told.get('lost')).toEqual(error('EAI_AGAIN'));
    expect(desk.begun).toEqual(['lost', 'pc0']);
  });

  test('is told of at once where the resolver says quickly that it fails', async () => {
    const desk = new Desk(1, AMPLE_MS, 1);
    const told = desk.ask('pc0', 'failing');
    await settled();
    await desk.end('pc0', FOUND);
    await desk.end('failing', error('EAI_AGAIN'), 5);
    expect(told.get('failing')).toEqual(error('EAI_AGAIN'));
  });
});

describe('an interrupt', () => {
  test('tells everybody at once, and begins no other look-up', async () => {
    const desk = new Desk(1);
    const told = desk.ask('pc0', 'pc1');
    await settled();
    desk.controller.abort();
    await settled();
    expect([...told.values()]).toEqual([error('ABORT_ERR'), error('ABORT_ERR')]);
    await desk.end('pc0', FOUND);
    expect(desk.begun).toEqual(['pc0']);
    expect(await desk.queue.ask('pc2')).toEqual(error('ABORT_ERR'));
    expect(desk.begun).toEqual(['pc0']);
  });
});
