import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { MarkerSearch } from '../../../src/probe/http/content.ts';

const MARKER = '<MPList';

describe('a marker', () => {
  test.each(['utf8', 'utf16le'] as const)(
    'in %s is found, however the body is split',
    (encoding) => {
      fc.assert(
        fc.property(fc.string(), fc.array(fc.nat(40), { maxLength: 8 }), (before, cuts) => {
          const bytes = Buffer.from(`${before}${MARKER}>`, encoding);
          const search = new MarkerSearch(MARKER);
          const edges = [0, ...cuts.sort((one, other) => one - other), bytes.length];
          const isFound = edges.some((edge, index) =>
            search.feed(bytes.subarray(edge, Math.max(edge, edges[index + 1] ?? edge))),
          );
          expect(isFound).toBe(true);
        }),
      );
    },
  );

  test('that is not there is not found', () => {
    const search = new MarkerSearch(MARKER);
    expect(search.feed(Buffer.from('<MPLis'))).toBe(false);
    expect(search.feed(Buffer.from('<html>t'))).toBe(false);
  });
});
