import type { Check } from '../plan/check.ts';
import type { CheckResults, EndpointResult } from '../probe/result.ts';

/**
 * Addresses of a name at which another computer answered, by SMB or by its object resolver, while
 * the name has others too: a stale record beside a good one. Whatever the stranger offers proves
 * nothing for the client. If a name leads only to strangers, the requirement that revealed them
 * says so, and the others are judged by what was seen.
 */
export function strangersOf(client: string, results: CheckResults): ReadonlySet<string> {
  const identified = [...results.values()]
    .filter(({ check }) => tellsIdentity(check))
    .flatMap(({ endpoints }) => endpoints)
    .filter(({ host }) => host === client);
  const strangers = new Set(
    identified
      .filter(({ observation }) => observation.outcome === 'wrong-host')
      .flatMap(({ address }) => (address === null ? [] : [address])),
  );
  const isAlone = identified.every(({ address }) => address === null || strangers.has(address));
  return isAlone ? new Set() : strangers;
}

/** Whether the answer to a check includes the computer's own name. */
function tellsIdentity(check: Check): boolean {
  switch (check.kind) {
    case 'smb':
      return check.identity === 'must-match';
    case 'rpc-endpoint-mapper':
      return true;
    case 'icmp':
    case 'rpc-endpoint-mapper-udp':
    case 'rpc-dynamic':
    case 'http':
    case 'tcp':
    case 'revocation':
    case 'revocation-list':
    case 'domain':
    case 'dns':
    case 'kerberos':
    case 'ldap':
      return false;
  }
}

/** Whether an endpoint is the client's own, as far as is known. */
export function isOwn(
  { host, address }: EndpointResult,
  client: string | null,
  strangers: ReadonlySet<string>,
): boolean {
  return host !== client || address === null || !strangers.has(address);
}
