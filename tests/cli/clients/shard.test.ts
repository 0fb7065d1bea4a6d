import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { Clients } from '../../../src/cli/clients.ts';
import { parseShard, shardOf } from '../../../src/cli/clients/shard.ts';

const names = fc.array(fc.stringMatching(/^[a-zA-Z][a-z0-9]{0,3}(\.contoso\.com\.?)?$/));

/** Those of a list that one machine looks at. */
function shareOf(list: readonly string[], index: number, of: number): readonly string[] {
  return [...new Clients(list, { index, of }).names()];
}

describe('shares', () => {
  test('are all clients, each in one of them, in the order of the list', () => {
    fc.assert(
      fc.property(names, fc.integer({ min: 1, max: 7 }), (list, of) => {
        const distinct = [...new Clients(list, null).names()];
        const shares = Array.from({ length: of }, (_none, index) => shareOf(list, index + 1, of));
        expect(shares.flat().toSorted()).toEqual(distinct.toSorted());
        for (const share of shares) {
          expect(share).toEqual(distinct.filter((name) => share.includes(name)));
        }
      }),
    );
  });

  test('of a client do not depend on the list, on case or on a dot at the end', () => {
    fc.assert(
      fc.property(names, names, (list, other) => {
        const alone = list.map((name) => shardOf(name.toLowerCase().replace(/\.$/, ''), 4));
        list.forEach((name, position) => {
          const index = alone[position] ?? 0;
          expect(shareOf([...other.filter((one) => one !== name), name], index, 4).length > 0).toBe(
            true,
          );
          expect(shareOf([name.toUpperCase()], index, 4)).toEqual([name.toUpperCase()]);
        });
      }),
    );
  });

  test('are those that are documented, for every release', () => {
    const digest = createHash('sha256').update('pc001.contoso.com').digest('hex');
    expect(shardOf('pc001.contoso.com', 1000)).toBe((parseInt(digest.slice(0, 8), 16) % 1000) + 1);
    expect(['pc001', 'pc002', 'pc003', '10.0.0.7'].map((key) => shardOf(key, 4))).toEqual([
      3, 3, 2, 4,
    ]);
  });

  test('are of about the same size', () => {
    const list = Array.from({ length: 4_000 }, (_none, index) => `pc${index}.contoso.com`);
    for (const index of [1, 2, 3, 4]) {
      expect(Math.abs(shareOf(list, index, 4).length - 1_000)).toBeLessThan(100);
    }
  });
});

describe('--shard', () => {
  test('is one of N', () => {
    expect([parseShard('1/4'), parseShard('4/4')]).toEqual([
      { index: 1, of: 4 },
      { index: 4, of: 4 },
    ]);
  });

  test.each(['', '1', '0/4', '5/4', '1/0', '-1/4', '1/4/2', '1.5/4', '1/1025', 'a/b', '1 / 4'])(
    'is refused as %j',
    (text) => {
      expect(() => parseShard(text)).toThrow(`--shard: "${text}" is not I/N`);
    },
  );
});
