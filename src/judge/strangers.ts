import type { EndpointResult } from '../probe/result.ts';
import type { CheckResults } from './requirement.ts';

/**
 * Addresses of a name at which another computer answered, where the name has others too: a stale
 * record beside a good one. What the stranger offers proves nothing for the client. Where a name
 * leads to strangers alone, its SMB requirement tells, and the others are judged as they were seen.
 */
export function strangersOf(client: string, results: CheckResults): ReadonlySet<string> {
  const identified = [...results.values()]
    .filter(({ check }) => check.kind === 'smb' && check.identity === 'must-match')
    .flatMap(({ endpoints }) => endpoints)
    .filter(({ host }) => host === client);
  const isStranger = ({ observation }: EndpointResult): boolean =>
    observation.outcome === 'wrong-host';
  if (identified.every(isStranger)) return new Set();
  return new Set(
    identified.filter(isStranger).flatMap(({ address }) => (address === null ? [] : [address])),
  );
}

/** Whether an endpoint is the client's own, as far as is known. */
export function isOwn(
  { host, address }: EndpointResult,
  client: string | null,
  strangers: ReadonlySet<string>,
): boolean {
  return host !== client || address === null || !strangers.has(address);
}
