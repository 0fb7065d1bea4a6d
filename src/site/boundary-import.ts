import { z } from 'zod';
import { printable } from '../base/printable.ts';
import { checkBoundary } from './boundary.ts';
import { checkGroupName } from './group-name.ts';
import { keyOfGroupName } from './boundary-group-conflicts.ts';
import { keyOf } from './client-key.ts';
import { checkHost } from './host.ts';
import { LOCATED_ROLES, type LocatedRole } from './site.ts';

/** A boundary group as a site file has it. */
export interface ImportedGroup {
  readonly name: string;
  readonly boundaries: readonly string[];
  readonly managementPoints: readonly string[];
  readonly distributionPoints: readonly string[];
  readonly softwareUpdatePoints: readonly string[];
  readonly neighbours: readonly string[];
  readonly siteDefault: boolean;
}

/** What an export has and a site file has no key for; it is reported, not guessed at. */
export type NotImported =
  | {
      readonly what: 'boundary';
      /** `unreadable`: the value should be a range or prefix and is none. */
      readonly kind: 'ip-subnet' | 'active-directory-site' | 'vpn' | 'unreadable';
      readonly value: string;
      readonly groups: readonly string[];
    }
  /** A server that no role of the site names, so that it is not known what it serves. */
  | { readonly what: 'server'; readonly host: string; readonly groups: readonly string[] }
  /** Clients turn to the neighbour, but never to its servers of these roles. */
  | {
      readonly what: 'neighbour';
      readonly group: string;
      readonly neighbour: string;
      readonly roles: readonly StandInRole[];
    }
  | { readonly what: 'group'; readonly name: string };

export interface BoundaryImport {
  readonly groups: readonly ImportedGroup[];
  readonly notImported: readonly NotImported[];
}

const id = z.union([z.number(), z.string()]).transform(String);
/** PowerShell writes a list of one as its one entry. */
function rows<T extends z.ZodType>(row: T) {
  return z
    .preprocess(
      (said) => (Array.isArray(said) ? said : said === null || said === undefined ? [] : [said]),
      z.array(row),
    )
    .default([]);
}

/**
 * Roles whose servers stand in for others only where a relationship between groups allows it, and its
 * property that does. Management points have none: a group's own are only preferred.
 */
const STAND_IN_BY = {
  distributionPoints: 'FallbackDP',
  softwareUpdatePoints: 'FallbackSUP',
} as const satisfies Partial<Record<LocatedRole, string>>;
type StandInRole = keyof typeof STAND_IN_BY;
const STAND_INS: readonly StandInRole[] = ['distributionPoints', 'softwareUpdatePoints'];

/** SMS_BoundaryGroupRelationships: minutes until clients turn to another group; -1: never. */
const fallback = z.number().default(0);

const exported = z.object({
  SMS_Boundary: rows(z.object({ BoundaryID: id, BoundaryType: z.number(), Value: z.string() })),
  SMS_BoundaryGroup: rows(z.object({ GroupID: id, Name: z.string() })),
  SMS_BoundaryGroupMembers: rows(z.object({ BoundaryID: id, GroupID: id })),
  SMS_BoundaryGroupSiteSystems: rows(z.object({ GroupID: id, ServerNALPath: z.string() })),
  SMS_BoundaryGroupRelationships: rows(
    z.object({
      SourceGroupID: id,
      DestinationGroupID: id,
      FallbackDP: fallback,
      FallbackMP: fallback,
      FallbackSUP: fallback,
    }),
  ),
});

/** The values of SMS_Boundary's BoundaryType for boundaries that do not give addresses. */
const WITHOUT_ADDRESSES: Readonly<Record<number, 'ip-subnet' | 'active-directory-site' | 'vpn'>> = {
  0: 'ip-subnet',
  1: 'active-directory-site',
  4: 'vpn',
};

/** The group that Configuration Manager makes for every site. */
const SITE_DEFAULT = /^Default-Site-Boundary-Group</i;

/**
 * The boundary groups of an export of the five classes that hold them.
 * @param roles the servers that the site names, by role
 * @returns null where the value is no such export
 */
export function importBoundaryGroups(
  value: unknown,
  roles: Readonly<Record<LocatedRole, readonly string[]>>,
): BoundaryImport | null {
  const parsed = exported.safeParse(value);
  if (!parsed.success || parsed.data.SMS_BoundaryGroup.length === 0) return null;
  const { data } = parsed;
  const named = data.SMS_BoundaryGroup.filter(({ Name }) => 'value' in checkGroupName(Name));
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const { GroupID, Name } of named) {
    if (taken.has(keyOfGroupName(Name))) continue;
    taken.add(keyOfGroupName(Name));
    names.set(GroupID, Name);
  }
  const left = data.SMS_BoundaryGroup.filter(({ GroupID }) => !names.has(GroupID));
  const membersOf = pairs(data.SMS_BoundaryGroupMembers, 'GroupID', 'BoundaryID');
  const groupsOf = pairs(data.SMS_BoundaryGroupMembers, 'BoundaryID', 'GroupID');
  const boundaries = new Map(
    data.SMS_Boundary.map((boundary) => [boundary.BoundaryID, boundary] as const),
  );
  const usable = (boundary: string): readonly string[] => {
    const found = boundaries.get(boundary);
    const text = found === undefined ? null : usableValue(found);
    return text === null ? [] : [text];
  };
  const nameOf = (group: string): readonly string[] => {
    const name = names.get(group);
    return name === undefined ? [] : [name];
  };
  const serversOf = new Map<string, string[]>();
  for (const { GroupID, ServerNALPath } of data.SMS_BoundaryGroupSiteSystems) {
    const host = serverIn(ServerNALPath);
    if (host !== null) serversOf.set(GroupID, [...(serversOf.get(GroupID) ?? []), host]);
  }
  const rolesOf = (host: string): readonly LocatedRole[] =>
    LOCATED_ROLES.filter((role) => roles[role].some((known) => keyOf(known) === keyOf(host)));
  const inRole = (group: string, role: LocatedRole): readonly string[] =>
    unique((serversOf.get(group) ?? []).filter((host) => rolesOf(host).includes(role)));
  const fallbacks = data.SMS_BoundaryGroupRelationships.filter(
    ({ FallbackDP, FallbackMP, FallbackSUP }) =>
      [FallbackDP, FallbackMP, FallbackSUP].some((at) => at >= 0),
  ).map((relationship) => ({
    source: relationship.SourceGroupID,
    neighbour: relationship.DestinationGroupID,
    never: STAND_INS.filter(
      (role) =>
        relationship[STAND_IN_BY[role]] < 0 &&
        inRole(relationship.DestinationGroupID, role).length > 0,
    ),
  }));
  return {
    groups: [...names].map(([group, name]) => ({
      name,
      boundaries: unique((membersOf.get(group) ?? []).flatMap(usable)),
      managementPoints: inRole(group, 'managementPoints'),
      distributionPoints: inRole(group, 'distributionPoints'),
      softwareUpdatePoints: inRole(group, 'softwareUpdatePoints'),
      neighbours: unique(
        fallbacks
          .filter(({ source, never }) => source === group && never.length === 0)
          .flatMap(({ neighbour }) => nameOf(neighbour)),
      ),
      siteDefault: SITE_DEFAULT.test(name),
    })),
    notImported: [
      ...left.map(({ Name }): NotImported => ({ what: 'group', name: printable(Name) })),
      ...data.SMS_Boundary.filter((boundary) => usableValue(boundary) === null).map(
        ({ BoundaryID, BoundaryType, Value }): NotImported => ({
          what: 'boundary',
          kind: WITHOUT_ADDRESSES[BoundaryType] ?? 'unreadable',
          value: printable(Value),
          groups: unique((groupsOf.get(BoundaryID) ?? []).flatMap(nameOf)),
        }),
      ),
      ...fallbacks
        .filter(({ never }) => never.length > 0)
        .flatMap(({ source, neighbour, never: roles }) =>
          nameOf(source).flatMap((group) =>
            nameOf(neighbour).map((other): NotImported => ({
              what: 'neighbour',
              group,
              neighbour: other,
              roles,
            })),
          ),
        ),
      ...unique([...serversOf.values()].flat())
        .filter((host) => rolesOf(host).length === 0)
        .map((host): NotImported => ({
          what: 'server',
          host,
          groups: [...serversOf].flatMap(([group, hosts]) =>
            hosts.includes(host) ? nameOf(group) : [],
          ),
        })),
    ],
  };
}

function usableValue({
  BoundaryType,
  Value,
}: z.output<typeof exported>['SMS_Boundary'][number]): string | null {
  const text = Value.trim();
  return WITHOUT_ADDRESSES[BoundaryType] === undefined && 'value' in checkBoundary(text)
    ? text
    : null;
}

/** `["Display=\\dp01.contoso.com\"]MSWNET:["SMS_SITE=S01"]\\dp01.contoso.com\` */
function serverIn(path: string): string | null {
  const [, name = ''] = /\]\\\\([^\\\]]+)\\?$/.exec(path.trim()) ?? [];
  const host = checkHost(name.toLowerCase());
  return 'value' in host ? host.value : null;
}

function pairs<K extends string>(
  members: readonly Readonly<Record<K, string>>[],
  from: K,
  to: K,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const member of members) {
    const known = found.get(member[from]);
    if (known === undefined) found.set(member[from], [member[to]]);
    else known.push(member[to]);
  }
  return found;
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
