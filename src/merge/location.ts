import type { ClientFacts } from '../judge/facts.ts';
import type { WarningCode } from '../judge/warning.ts';

type Located = Pick<ClientFacts, 'location'>;

/** Whether an entry says where its client is. */
export function knowsLocation({ location }: Located): boolean {
  return location !== undefined && location.addresses.length > 0;
}

/** Whether a warning is about where the client is. */
export function isOfLocation(code: WarningCode): boolean {
  return code === 'no-boundary-group' || code === 'boundary-group-without';
}

/** Whether two entries are of a client at one place, for all that is known. */
export function isAtOnePlace(one: Located, other: Located): boolean {
  if (!knowsLocation(one) || !knowsLocation(other)) return true;
  return one.location?.groups.join('\n') === other.location?.groups.join('\n');
}
