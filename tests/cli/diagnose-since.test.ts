import { describe, expect, test } from '@jest/globals';
import { sinceOf } from '../../src/cli/diagnose/since.ts';
import { UsageError } from '../../src/cli/usage-error.ts';

const NOW = Date.UTC(2026, 0, 31, 12);

describe('--since', () => {
  test.each([
    ['90m', 90 * 60_000],
    ['12h', 12 * 3_600_000],
    ['7d', 7 * 86_400_000],
    ['2w', 14 * 86_400_000],
  ])('%s before now', (text, milliseconds) => {
    expect(sinceOf(text, NOW)).toEqual({ utc: NOW - milliseconds });
  });

  test.each([
    ['2026-01-31', Date.UTC(2026, 0, 31)],
    ['2026-01-31T08:30', Date.UTC(2026, 0, 31, 8, 30)],
    ['2026-01-31 08:30:15', Date.UTC(2026, 0, 31, 8, 30, 15)],
  ])("%s by the log's clock, whatever this machine's is", (text, clock) => {
    expect(sinceOf(text, NOW)).toEqual({ clock });
  });

  test.each([
    ['2026-01-31T08:30Z', Date.UTC(2026, 0, 31, 8, 30)],
    ['2026-01-31T08:30+09:00', Date.UTC(2026, 0, 30, 23, 30)],
  ])('%s as it says', (text, utc) => {
    expect(sinceOf(text, NOW)).toEqual({ utc });
  });

  test.each(['', '5', '5s', '-1d', '1.5h', 'today', '2026-13-01', '31.01.2026', '2026-01-31T8'])(
    '%j is neither',
    (text) => {
      expect(() => sinceOf(text, NOW)).toThrow(UsageError);
    },
  );
});
