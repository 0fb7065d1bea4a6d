import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { checkHost } from '../site/host.ts';
import type { Machine } from '../self/program.ts';

/**
 * The domain of this machine, from the registry, its full name, the user's logon or its resolver's
 * search list; null where none of them has it.
 * @param registered the domain in the registry
 */
export function ownDomain(
  { platform, env }: Machine,
  registered: string | null,
  name = hostname(),
  resolverFile = '/etc/resolv.conf',
): string | null {
  const found = [
    registered,
    name.includes('.') ? name.slice(name.indexOf('.') + 1) : null,
    platform === 'win32' ? (env['USERDNSDOMAIN'] ?? null) : searchDomain(resolverFile),
  ];
  const domain = found.find((said) => said !== null && said !== '' && 'value' in checkHost(said));
  return domain?.toLowerCase().replace(/\.$/u, '') ?? null;
}

/**
 * resolv.conf(5): the last `search` or `domain` line counts, and its first domain is searched
 * first.
 */
function searchDomain(file: string): string | null {
  try {
    const lines = readFileSync(file, 'utf8').matchAll(/^(?:search|domain)\s+(\S+)/gmu);
    return [...lines].at(-1)?.[1] ?? null;
  } catch {
    return null;
  }
}
