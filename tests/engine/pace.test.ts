import { describe, expect, test } from '@jest/globals';
import { LocalNetworks } from '../../src/engine/local-networks.ts';
import { Pace } from '../../src/engine/pace.ts';

const NETWORKS = (): LocalNetworks => new LocalNetworks(['10.3.0.7/16', 'fd00:3::7/64']);
const MANY = 1000;

/** How long the next connection to each address waits, after many to the first. */
function waits(pace: Pace, [noisy, ...others]: readonly string[]): readonly ('waits' | 'free')[] {
  const pacer = pace.pacerFor(noisy ?? '');
  for (let count = 0; count < MANY; count += 1) pacer.note();
  return others.map((address) => (pace.pacerFor(address).waitMs() > 0 ? 'waits' : 'free'));
}

describe('where nobody sets a rate, connections wait', () => {
  test('that leave the local networks, for each other', () => {
    const pace = new Pace('outside', 1, NETWORKS());
    expect(waits(pace, ['10.4.0.1', '10.9.9.9', 'fd00:9::1', '203.0.113.5'])).toEqual([
      'waits',
      'waits',
      'waits',
    ]);
  });

  test('and no others do', () => {
    const pace = new Pace('outside', 1, NETWORKS());
    expect(waits(pace, ['10.4.0.1', '10.3.200.1', 'fd00:3::9', '127.0.0.2', '::1'])).toEqual(
      Array.from({ length: 4 }, () => 'free'),
    );
    expect(waits(pace, ['10.3.0.9', '10.3.0.9'])).toEqual(['free']);
  });

  test('300 begin in a second, shared by the threads', () => {
    const [whole, half] = [1, 2].map((threads) => {
      const pacer = new Pace('outside', threads, NETWORKS()).pacerFor('10.4.0.1');
      for (let count = 0; count < MANY; count += 1) pacer.note();
      return pacer.waitMs() / 1000;
    });
    // 30 of them need not wait.
    expect(whole).toBeCloseTo((MANY - 30) / 300, 0);
    expect(half).toBeCloseTo((MANY - 15) / 150, 0);
  });
});

test('a rate that somebody sets is one for all connections', () => {
  const pace = new Pace(100, 1, NETWORKS());
  expect(waits(pace, ['127.0.0.2', '10.3.0.9', '10.4.0.1'])).toEqual(['waits', 'waits']);
});

test('without a limit none waits', () => {
  const pace = new Pace(null, 1, NETWORKS());
  expect(waits(pace, ['10.4.0.1', '10.4.0.1', '127.0.0.1'])).toEqual(['free', 'free']);
});
