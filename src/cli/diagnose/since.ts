import type { Since } from '../../diagnose/time.ts';
import { printable } from '../../base/printable.ts';
import { UsageError } from '../usage-error.ts';

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;
type Unit = keyof typeof UNITS;

/**
 * The value of --since: a duration before now, a time with its offset, or a date or time by the
 * log's own clock, as its times are shown.
 * @param now milliseconds since 1970 UTC
 * @throws UsageError quoting what is neither
 */
export function sinceOf(text: string, now: number): Since {
  const [, amount, unit] = /^(\d{1,6})([mhdw])$/.exec(text.trim()) ?? [];
  if (isUnit(unit)) return { utc: now - Number(amount) * UNITS[unit] };
  const [, day = '', clock = '00:00', offset] =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(Z|[+-]\d{2}:\d{2})?)?$/.exec(
      text.trim(),
    ) ?? [];
  const moment = Date.parse(`${day}T${clock}${offset ?? 'Z'}`);
  if (!Number.isNaN(moment)) return offset === undefined ? { clock: moment } : { utc: moment };
  const shown = printable(text);
  throw new UsageError(({ diagnose }) => diagnose.errors.since(shown));
}

function isUnit(text: string | undefined): text is Unit {
  return text !== undefined && text in UNITS;
}
