import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  changeOfAll,
  changeOfMethod,
  changeOfRequirement,
  changeOfVerdict,
} from '../../src/diff/classify.ts';
import type { SeenRequirement } from '../../src/diff/model.ts';
import { VERDICTS, type Verdict } from '../../src/judge/vocabulary.ts';

describe('of a verdict', () => {
  test.each<[Verdict, Verdict, string | null]>([
    ['works', 'works', null],
    ['works', 'degraded', 'worse'],
    ['works', 'breaks', 'worse'],
    ['degraded', 'breaks', 'worse'],
    ['unproven', 'breaks', 'worse'],
    ['works', 'unproven', 'other'],
    ['degraded', 'unproven', 'other'],
    ['breaks', 'unproven', 'better'],
    ['unproven', 'works', 'better'],
    ['unproven', 'degraded', 'better'],
    ['breaks', 'degraded', 'better'],
    ['degraded', 'works', 'better'],
    ['breaks', 'not-applicable', 'other'],
    ['not-applicable', 'breaks', 'other'],
  ])('%s → %s is %s', (before, after, change) => {
    expect(changeOfVerdict({ old: before, new: after })).toBe(change);
  });

  test('what is better one way is not better the other way', () => {
    const verdict = fc.constantFrom(...VERDICTS);
    fc.assert(
      fc.property(verdict, verdict, (one, other) => {
        const there = changeOfVerdict({ old: one, new: other });
        const back = changeOfVerdict({ old: other, new: one });
        expect(there === 'better' && back === 'better').toBe(false);
        expect(there === 'worse' && back === 'worse').toBe(false);
        expect(there === null).toBe(one === other);
      }),
    );
  });
});

describe('of a method', () => {
  const same: { readonly old: Verdict; readonly new: Verdict } = {
    old: 'unproven',
    new: 'unproven',
  };

  const BROKEN: typeof same = { old: 'breaks', new: 'breaks' };

  test('where the verdict is the same, what was looked at decides', () => {
    const here = { old: 'works', new: 'degraded' } as const;
    expect(changeOfMethod({ verdict: same, here }, [], [])).toBe('worse');
  });

  test('where both are the same, what stands in its way', () => {
    const broken = { verdict: BROKEN, here: BROKEN };
    expect(changeOfMethod(broken, [], [{ change: 'better' }, { change: 'worse' }])).toBe('worse');
    expect(changeOfMethod(broken, [], [{ change: 'better' }])).toBe('better');
    expect(changeOfMethod(broken, [], [{ change: 'other' }])).toBeNull();
  });

  test('what broke it is mended', () => {
    const pair = {
      verdict: { old: 'breaks', new: 'unproven' },
      here: { old: 'breaks', new: 'works' },
    } as const;
    expect(changeOfMethod(pair, [{ status: 'met' }], [])).toBe('better');
    expect(changeOfMethod(pair, [{ status: 'met' }, { status: 'unproven' }], [])).toBe('other');
  });
});

describe('of a requirement', () => {
  const seen = (part: Partial<SeenRequirement>): SeenRequirement => ({
    status: 'met',
    outcome: 'open',
    cause: null,
    unmetHosts: [],
    ...part,
  });
  const unmet = seen({ status: 'unmet', outcome: 'filtered', unmetHosts: ['a'] });
  const unproven = seen({ status: 'unproven', outcome: 'error' });

  test.each<[string, SeenRequirement, SeenRequirement, string | null]>([
    ['the same', unmet, unmet, null],
    ['met', unmet, seen({}), 'better'],
    ['unmet', seen({}), unmet, 'worse'],
    ['unmet, unproven before', unproven, unmet, 'worse'],
    ['unproven', seen({}), unproven, 'other'],
    ['unmet in another way', unmet, { ...unmet, outcome: 'refused' }, 'other'],
    ['unmet for another cause', unmet, { ...unmet, cause: 'not-http' }, 'other'],
    ['one of its servers less', seen({}), seen({ unmetHosts: ['a'] }), 'worse'],
    [
      'one of its servers more',
      seen({ unmetHosts: ['a', 'b'] }),
      seen({ unmetHosts: ['b'] }),
      'better',
    ],
    ['another server less', seen({ unmetHosts: ['a'] }), seen({ unmetHosts: ['b'] }), 'other'],
  ])('%s', (_what, before, after, change) => {
    expect(changeOfRequirement({ old: before, new: after }, 'required')).toBe(change);
  });
});

test('what is only documented makes nothing worse', () => {
  const seen = { status: 'met', outcome: 'open', cause: null, unmetHosts: [] } as const;
  const unmet = { ...seen, status: 'unmet', outcome: 'refused' } as const;
  expect(changeOfRequirement({ old: seen, new: unmet }, 'documented')).toBe('other');
});

test('of a client the worst counts, then what is better', () => {
  expect(changeOfAll(['better', 'other', 'worse'])).toBe('worse');
  expect(changeOfAll(['other', 'better'])).toBe('better');
  expect(changeOfAll(['other'])).toBe('other');
  expect(changeOfAll([])).toBe('other');
});
