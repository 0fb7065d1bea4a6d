import type { Texts } from '../../text/texts.ts';
import type { ClientEntry } from '../model/report.ts';

/** By whose servers a client was judged; that it is in no boundary group is a warning. */
export function tellLocation(
  { location }: Pick<ClientEntry, 'location'>,
  { table }: Texts,
): readonly string[] {
  if (location === undefined) return [];
  const { groups, addresses } = location;
  if (addresses.length === 0) return [table.locationUnknown];
  return groups.length === 0 ? [] : [table.location(groups)];
}

/** A client's boundary groups, a line each: names may hold blanks and commas. */
export function boundaryGroupsOf({ location }: Pick<ClientEntry, 'location'>): string {
  return (location?.groups ?? []).join('\n');
}
