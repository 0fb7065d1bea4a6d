import type { Texts } from '../../text/texts.ts';
import type { ClientEntry } from '../model/report.ts';

/** By which servers a client was judged. A warning says if it is in no boundary group. */
export function tellLocation(
  { location }: Pick<ClientEntry, 'location'>,
  { table }: Texts,
): readonly string[] {
  if (location === undefined) return [];
  const { groups, addresses } = location;
  if (addresses.length === 0) return [table.locationUnknown];
  return groups.length === 0 ? [] : [table.location(groups)];
}

/** A client's boundary groups, one per line, because names may contain blanks and commas. */
export function boundaryGroupsOf({ location }: Pick<ClientEntry, 'location'>): string {
  return (location?.groups ?? []).join('\n');
}
