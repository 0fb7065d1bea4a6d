import { describe, expect, test } from '@jest/globals';
import { addressMark, haveNothingInCommon } from '../../src/merge/addresses.ts';
import { factsOf } from '../../src/judge/facts.ts';
import type { SeenAddress } from '../support/observations.ts';
import { judge, observed } from '../support/observations.ts';

const at = (...addresses: readonly string[]): readonly SeenAddress[] =>
  addresses.map((address) => ({ address, observation: observed('open') }));

describe('the number for where a client was found', () => {
  const mark = (see: readonly SeenAddress[]): number =>
    addressMark(factsOf(judge({ from: 'site-server', see: () => see }).client));

  test('is that of its addresses, in whichever order', () => {
    const [first, second] = ['10.0.0.7', 'fe80::7'];
    expect(mark(at(first, second))).toBe(mark(at(second, first)));
    expect(mark(at(first))).not.toBe(mark(at(second)));
    expect(mark(at(first))).toBeGreaterThan(0);
  });

  test('is 0 where its name led nowhere', () => {
    expect(mark([{ address: null, observation: observed('error') }])).toBe(0);
  });
});

test.each<[readonly string[], readonly string[], boolean]>([
  [['10.0.0.7'], ['10.0.0.9'], true],
  [['10.0.0.7'], ['10.0.0.9', '10.0.0.7'], false],
  [['10.0.0.7'], ['fe80::7'], false],
  [['10.0.0.7', 'fe80::7'], ['fe80::9'], true],
  [[], ['10.0.0.7'], false],
])('%j and %j: two computers is %s', (some, others, areTwo) => {
  expect(haveNothingInCommon(some, others)).toBe(areTwo);
});
