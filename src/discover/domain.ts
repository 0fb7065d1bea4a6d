import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { checkHost } from '../site/host.ts';
import type { Machine } from '../self/program.ts';

/**
 * The domain that this machine is in: of its own full name, of the user's logon, or that its
 * resolver searches first. null where nothing tells.
 * @param registered what the registry says
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

/** resolv.conf(5): the last of `search` and `domain` counts, and its first word comes first. */
function searchDomain(file: string): string | null {
  try {
    const lines = readFileSync(file, 'utf8').matchAll(/^(?:search|domain)\s+(\S+)/gmu);
    return [...lines].at(-1)?.[1] ?? null;
  } catch {
    return null;
  }
}
