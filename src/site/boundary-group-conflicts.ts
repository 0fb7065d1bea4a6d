import { keyOf } from './client-key.ts';
import type { SiteProblem } from './problem.ts';
import type { SiteInput } from './schema.ts';
import { LOCATED_ROLES, type LocatedRole } from './site.ts';
import type { Path } from './source-document.ts';

type GroupInput = NonNullable<SiteInput['boundaryGroups']>[number];

interface GroupConflict {
  readonly path: Path;
  readonly problem: SiteProblem;
}

/** In the console, names that differ only in case are the same name. */
export function keyOfGroupName(name: string): string {
  return name.toLowerCase();
}

/**
 * Contradictions in a site's boundary groups. A server that the roles do not name is a mistake: it
 * has no port to probe, and clients would be judged without it.
 */
export function boundaryGroupConflicts({
  product,
  roles,
  boundaryGroups = [],
}: SiteInput): readonly GroupConflict[] {
  const [first] = boundaryGroups;
  if (first === undefined) return [];
  const ofOtherProduct: readonly GroupConflict[] =
    product === 'cm2007'
      ? [
          {
            path: ['boundaryGroups'],
            problem: { code: 'boundary-groups-of-other-product', product },
          },
        ]
      : [];
  const names = boundaryGroups.map(({ name }) => keyOfGroupName(name));
  const known = new Set(names);
  const hosts = (role: LocatedRole): ReadonlySet<string> =>
    new Set((roles?.[role] ?? []).map(({ host }) => keyOf(host.host)));
  const named = LOCATED_ROLES.map((role) => ({ role, known: hosts(role) }));
  const siteDefault = boundaryGroups.findIndex((group) => group.siteDefault === true);
  return [
    ...ofOtherProduct,
    ...boundaryGroups.flatMap((group, index) => [
      ...(names.indexOf(keyOfGroupName(group.name)) === index
        ? []
        : [at(index, ['name'], { code: 'boundary-group-twice', group: group.name })]),
      ...(group.siteDefault === true && index !== siteDefault
        ? [at(index, ['siteDefault'], { code: 'several-site-defaults', group: group.name })]
        : []),
      ...unknownNeighbours(group, index, known),
      ...named.flatMap((ofRole) => serversOfNoRole(group, index, ofRole)),
    ]),
  ];
}

function unknownNeighbours(
  { name, neighbours = [] }: GroupInput,
  index: number,
  known: ReadonlySet<string>,
): readonly GroupConflict[] {
  return neighbours.flatMap((neighbour, place) =>
    known.has(keyOfGroupName(neighbour))
      ? []
      : [at(index, ['neighbours', place], { code: 'unknown-neighbour', group: name, neighbour })],
  );
}

/** Servers that the site's roles do not name. */
function serversOfNoRole(
  group: GroupInput,
  index: number,
  { role, known }: { readonly role: LocatedRole; readonly known: ReadonlySet<string> },
): readonly GroupConflict[] {
  return (group[role] ?? []).flatMap((host, place) =>
    known.has(keyOf(host))
      ? []
      : [at(index, [role, place], { code: 'server-of-no-role', group: group.name, host, role })],
  );
}

function at(index: number, path: Path, problem: SiteProblem): GroupConflict {
  return { path: ['boundaryGroups', index, ...path], problem };
}
