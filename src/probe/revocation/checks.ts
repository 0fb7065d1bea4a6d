import type { RevocationListCheck } from '../../plan/check.ts';
import { checkHost } from '../../site/host.ts';
import type { Observation, RevocationAddresses } from '../observation.ts';

/**
 * A check of each distinct address that certificates name; null if no certificate was seen.
 * @param seen of a server, at each of its addresses
 */
export function listChecks(seen: readonly Observation[]): readonly RevocationListCheck[] | null {
  const named = namedBy(seen);
  if (named.length === 0) return null;
  const checks = [
    ...named.flatMap(({ lists }) => lists.flatMap((url) => checkOf(url, 'list'))),
    ...named.flatMap(({ responders }) => responders.flatMap((url) => checkOf(url, 'responder'))),
  ];
  return [...new Map(checks.map((check) => [JSON.stringify(check), check])).values()];
}

/** Whether a certificate also names addresses that are not probed, such as LDAP's. */
export function namesOthers(seen: readonly Observation[]): boolean {
  return namedBy(seen).some(({ others }) => others === 'some');
}

function namedBy(seen: readonly Observation[]): readonly RevocationAddresses[] {
  return seen.flatMap(({ evidence }) => {
    const revocation = evidence.kind === 'http' ? (evidence.tls?.revocation ?? null) : null;
    return revocation === null ? [] : [revocation];
  });
}

function checkOf(text: string, asks: RevocationListCheck['asks']): readonly RevocationListCheck[] {
  const url = URL.parse(text);
  if (url === null) return [];
  const host = checkHost(url.hostname.replace(/^\[|\]$/g, ''));
  if ('problem' in host) return [];
  const port = url.port === '' ? 80 : Number(url.port);
  return [
    { kind: 'revocation-list', host: host.value, port, path: `${url.pathname}${url.search}`, asks },
  ];
}
