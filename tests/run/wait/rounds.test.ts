import { describe, expect, test } from '@jest/globals';
import type { RunEvent } from '../../../src/engine/events.ts';
import type { ClientFacts } from '../../../src/judge/facts.ts';
import { type NumberedLook, type Pending, RepeatedLooks } from '../../../src/run/wait/rounds.ts';
import { QuickClock } from './clock.ts';

/** A client that is as it should be after so many looks. */
interface Slow extends Pending {
  readonly looks: number;
}

function factsOf(client: string, looks: number): ClientFacts {
  return {
    client: `${client} ${looks}`,
    answered: true,
    methods: [],
    requirements: [],
    warnings: [],
  };
}

function lookAt(index: number, needs: number, looks: number): NumberedLook<Slow> {
  const client = `pc${index}`;
  const awaited = [
    { flow: 'smb', host: client, port: 445, outcome: 'refused' },
  ] as const satisfies Pending['awaited'];
  return {
    index,
    client,
    facts: factsOf(client, looks),
    pending: looks >= needs ? null : { looks, awaited },
  };
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

interface Run {
  readonly rounds: RepeatedLooks<Slow>;
  readonly settled: readonly string[];
  readonly asked: readonly (readonly string[])[];
  readonly events: readonly RunEvent[];
  readonly failure: unknown;
}

/** @param needs after how many looks each client is as it should be */
async function wait(
  needs: readonly number[],
  waitMs: number,
  {
    clock = new QuickClock(),
    controller = new AbortController(),
    onLook = (): void => {},
    firstLookMs = 0,
  } = {},
): Promise<Run> {
  const asked: string[][] = [];
  const events: RunEvent[] = [];
  const rounds = new RepeatedLooks<Slow>({
    waitMs,
    clock,
    signal: controller.signal,
    listener: (event) => void events.push(event),
    async *again(clients) {
      const names: string[] = [];
      asked.push(names);
      for (const { index, client, pending } of clients) {
        names.push(client);
        onLook();
        clock.pass(10);
        yield lookAt(index, needs[index] ?? 0, (pending?.looks ?? 0) + 1);
      }
    },
  });
  const settled: string[] = [];
  let failure: unknown = null;
  try {
    const first = needs.map((need, index) => lookAt(index, need, 1));
    clock.pass(firstLookMs);
    for await (const { facts } of rounds.settle(each(first))) settled.push(facts.client);
  } catch (thrown) {
    failure = thrown;
  }
  return { rounds, settled, asked, events, failure };
}

describe('a run that waits', () => {
  test('pauses not at all where nothing is to be waited for', async () => {
    const clock = new QuickClock();
    const { settled, rounds } = await wait([1, 1], 60_000, { clock });
    expect(settled).toEqual(['pc0 1', 'pc1 1']);
    expect(clock.pauses).toEqual([]);
    expect(rounds.waited).toEqual({ rounds: 0, ms: 0 });
  });

  test('passes each client on as it settles, and asks the others alone', async () => {
    const clock = new QuickClock();
    const { settled, asked, rounds } = await wait([1, 3, 1, 2], 60_000, { clock });
    expect(settled).toEqual(['pc0 1', 'pc2 1', 'pc3 2', 'pc1 3']);
    expect(asked).toEqual([['pc1', 'pc3'], ['pc1']]);
    expect(clock.pauses).toEqual([1000, 2000]);
    expect(rounds.waited).toEqual({ rounds: 2, ms: 3030 });
  });

  test('ends when the time is over, with what was seen last', async () => {
    const clock = new QuickClock();
    const { settled, rounds } = await wait([1, Infinity, Infinity], 4000, { clock });
    expect(settled).toEqual(['pc0 1', 'pc1 4', 'pc2 4']);
    // The looks take their time too.
    expect(clock.pauses).toEqual([1000, 2000, 960]);
    expect(rounds.waited.rounds).toBe(3);
  });

  test('counts the time of the first look too', async () => {
    const clock = new QuickClock();
    const { rounds } = await wait([Infinity], 4000, { clock, firstLookMs: 3500 });
    expect(clock.pauses).toEqual([500]);
    expect(rounds.waited).toEqual({ rounds: 1, ms: 510 });
  });

  test('tells before each pause what is waited for, and how long', async () => {
    const { events } = await wait([Infinity, Infinity], 2000);
    const next = { flow: 'smb', host: 'pc0', port: 445, outcome: 'refused' };
    expect(events).toEqual([
      { type: 'waiting', clients: 2, next, others: 1, leftMs: 2000 },
      { type: 'waiting', clients: 2, next, others: 1, leftMs: 980 },
    ]);
  });

  test('ends at once where the user interrupts a pause', async () => {
    const controller = new AbortController();
    const clock = new QuickClock((pauses) => {
      if (pauses === 2) controller.abort();
    });
    const { settled, asked } = await wait([1, Infinity], 60_000, { clock, controller });
    expect(settled).toEqual(['pc0 1', 'pc1 2']);
    expect(asked).toEqual([['pc1']]);
  });

  test('looks no more once it was interrupted in a look', async () => {
    const controller = new AbortController();
    const { settled, asked, events } = await wait([Infinity], 60_000, {
      controller,
      onLook: () => controller.abort(),
    });
    expect([settled, asked]).toEqual([['pc0 2'], [['pc0']]]);
    expect(events).toHaveLength(1);
  });

  test('passes on what is known where looking fails, and then the failure', async () => {
    let looks = 0;
    const { settled, failure } = await wait([Infinity, Infinity, 1], 60_000, {
      onLook: () => {
        looks += 1;
        if (looks === 2) throw new RangeError('a thread has ended');
      },
    });
    expect(settled).toEqual(['pc2 1', 'pc0 2', 'pc1 1']);
    expect(String(failure)).toBe('RangeError: a thread has ended');
  });
});
