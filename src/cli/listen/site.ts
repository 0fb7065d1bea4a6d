import type { StandInRole } from '../../lab/stand-in/services.ts';
import type { Site } from '../../site/site.ts';
import { siteOf } from '../load-site.ts';
import { ENTRY_FLAGS } from '../site-flags.ts';
import type { ParsedArguments } from '../site-options.ts';
import type { Streams } from '../streams.ts';

/** The flag that names the hosts of a role, and those that a site has of them. */
const HOSTS_OF = {
  'management-point': { flag: 'mp', named: ({ roles }) => roles.managementPoints },
  'distribution-point': { flag: 'dp', named: ({ roles }) => roles.distributionPoints },
  'server-locator-point': { flag: 'slp', named: ({ roles }) => roles.serverLocatorPoints },
  'fallback-status-point': { flag: 'fsp', named: ({ roles }) => roles.fallbackStatusPoints },
  'software-update-point': { flag: 'sup', named: ({ roles }) => roles.softwareUpdatePoints },
  'source-server': null,
  client: null,
} as const satisfies Record<StandInRole, RoleHosts | null>;

interface RoleHosts {
  readonly flag: string;
  readonly named: (site: Site) => readonly { readonly host: string }[];
}

/** The names that the site gives these roles. */
export function hostsOf(roles: readonly StandInRole[], site: Site): readonly string[] {
  return roles.flatMap((role) => (HOSTS_OF[role]?.named(site) ?? []).map(({ host }) => host));
}

/**
 * The site that a command line describes, this computer being its server of each of `roles` that
 * has none yet.
 * @throws SiteError, UsageError
 */
export async function siteWith(
  roles: readonly StandInRole[],
  computer: string,
  parsed: ParsedArguments,
  streams: Streams,
): Promise<Site> {
  // They speak of hosts that may be added only below.
  const entryFlags = Object.keys(ENTRY_FLAGS);
  const bare = Object.fromEntries(
    Object.entries(parsed).filter(([name]) => !entryFlags.includes(name)),
  );
  const known = await siteOf(bare, streams);
  const added = roles.flatMap((role) => {
    const hosts = HOSTS_OF[role];
    return hosts === null || hosts.named(known).length > 0
      ? []
      : [[hosts.flag, [computer]] as const];
  });
  return siteOf({ ...parsed, ...Object.fromEntries(added) }, streams);
}
