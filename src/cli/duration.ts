import { UsageError } from './usage-error.ts';

const UNITS = { ms: 1, s: 1000, m: 60_000 } as const;
type Unit = keyof typeof UNITS;
const MIN_MS = 50;
const MAX_MS = 600_000;

/**
 * Milliseconds of `3s`, `500ms`, `1.5s`, `2m`.
 * @throws UsageError naming the option and quoting the value
 */
export function parseDuration(text: string, option: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(ms|s|m)$/.exec(text.trim()) ?? [];
  const milliseconds = isUnit(unit) ? Math.round(Number(amount) * UNITS[unit]) : Number.NaN;
  if (!(milliseconds >= MIN_MS && milliseconds <= MAX_MS)) {
    throw new UsageError(
      `${option}: "${text}" is not a duration from 50ms to 10m, such as 3s or 500ms`,
    );
  }
  return milliseconds;
}

function isUnit(text: string | undefined): text is Unit {
  return text !== undefined && text in UNITS;
}
