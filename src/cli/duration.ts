import { UsageError } from './usage-error.ts';

const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;
type Unit = keyof typeof UNITS;
const MIN_MS = 50;
const MOST = { '10m': 600_000, '24h': 86_400_000 } as const;

/**
 * Milliseconds of `3s`, `500ms`, `1.5s`, `2m`, `1h`.
 * @param most the longest that is allowed, as it is said
 * @throws UsageError naming the option and quoting the value
 */
export function parseDuration(
  text: string,
  option: string,
  most: keyof typeof MOST = '10m',
): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text.trim()) ?? [];
  const milliseconds = isUnit(unit) ? Math.round(Number(amount) * UNITS[unit]) : Number.NaN;
  if (!(milliseconds >= MIN_MS && milliseconds <= MOST[most])) {
    throw new UsageError(({ errors }) => errors.duration(option, text, most));
  }
  return milliseconds;
}

function isUnit(text: string | undefined): text is Unit {
  return text !== undefined && text in UNITS;
}
