import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { placesBefore } from '../../src/base/places-before.ts';

test('the places before the first that no longer holds, in as many questions as halving takes', () => {
  fc.assert(
    fc.property(fc.nat({ max: 5000 }), fc.nat({ max: 5000 }), (one, other) => {
      const [first, count] = [Math.min(one, other), Math.max(one, other)];
      let asked = 0;
      const found = placesBefore(count, (place) => {
        asked += 1;
        return place < first;
      });
      expect(found).toBe(first);
      expect(asked).toBeLessThanOrEqual(Math.ceil(Math.log2(count + 1)));
    }),
  );
});
