import { printable } from '../../site/printable.ts';
import { UsageError } from '../usage-error.ts';

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;
type Unit = keyof typeof UNITS;

/**
 * The moment that --since means: a duration before now, or a date or time by this machine's clock.
 * @param now milliseconds since 1970 UTC
 * @throws UsageError quoting what is neither
 */
export function sinceOf(text: string, now: number): number {
  const [, amount, unit] = /^(\d{1,6})([mhdw])$/.exec(text.trim()) ?? [];
  if (isUnit(unit)) return now - Number(amount) * UNITS[unit];
  const date = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})?)?$/.exec(
    text.trim(),
  );
  const [day = ''] = date ?? [];
  // A date alone would be read as UTC.
  const moment = Date.parse(day.length === 10 ? `${day}T00:00` : day.replace(' ', 'T'));
  if (!Number.isNaN(moment)) return moment;
  const shown = printable(text);
  throw new UsageError(({ diagnose }) => diagnose.errors.since(shown));
}

function isUnit(text: string | undefined): text is Unit {
  return text !== undefined && text in UNITS;
}
