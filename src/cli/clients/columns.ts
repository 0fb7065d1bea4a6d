import { printable } from '../../base/printable.ts';
import { UsageError } from '../usage-error.ts';

/** Usual headings of the column with the full name, as `normalize` leaves them. */
const FULL_NAMES: ReadonlySet<string> = new Set([
  'dnshostname',
  'fqdn',
  'fullyqualifieddomainname',
  'resourcenames',
  'dnsname',
]);

const SHORT_NAMES: ReadonlySet<string> = new Set([
  'name',
  'computername',
  'computer',
  'devicename',
  'hostname',
  'netbiosname',
  'machinename',
]);

/** In the console's list of devices this column says yes or no. */
const LAST_RESORT = 'client';

const MAX_TOLD = 20;

/** Whether a line of one cell is a heading; narrow, for `client-0` is a computer. */
export function isOnlyHeading(line: string): boolean {
  return isKnown(line.toLowerCase().replaceAll(/["\s]/g, ''));
}

/** Whether a cell names a column that may hold the computer's name. */
export function isHeading(cell: string): boolean {
  return isKnown(normalize(cell));
}

function isKnown(heading: string): boolean {
  return FULL_NAMES.has(heading) || SHORT_NAMES.has(heading) || heading === LAST_RESORT;
}

/**
 * Where the name stands: the first of these columns whose cell is not empty.
 * @param said the heading that --column gives, null where it is not given
 * @throws UsageError where there is none
 */
export function columnsOf(
  headings: readonly string[],
  said: string | null,
  where: string,
): readonly number[] {
  if (said !== null) {
    const wanted = said.trim().toLowerCase();
    const index = headings.findIndex((heading) => heading.trim().toLowerCase() === wanted);
    if (index !== -1) return [index];
    throw new UsageError(({ errors }) =>
      errors.list.noSuchColumn(where, printable(said), told(headings)),
    );
  }
  const find = (isIt: (heading: string) => boolean): number =>
    headings.findIndex((heading) => isIt(normalize(heading)));
  const found = [
    find((heading) => FULL_NAMES.has(heading)),
    find((heading) => SHORT_NAMES.has(heading)),
  ].filter((index) => index !== -1);
  const columns = found.length > 0 ? found : [find((heading) => heading === LAST_RESORT)];
  if (!columns.includes(-1)) return columns;
  throw new UsageError(({ errors }) => `${where}: ${errors.list.noNameColumn(told(headings))}`);
}

/** Headings as they are quoted. */
function told(headings: readonly string[]): string {
  const some = headings.slice(0, MAX_TOLD).map((heading) => `"${printable(heading.trim())}"`);
  return `${some.join(', ')}${headings.length > MAX_TOLD ? ', …' : ''}`;
}

/** Headings as a console writes them, or as a query of the site's database does: Netbios_Name0. */
function normalize(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/["\s_-]/g, '')
    .replace(/0$/, '');
}
