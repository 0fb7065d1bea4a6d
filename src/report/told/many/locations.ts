import { METHODS, type Method } from '../../../catalogue/vocabulary.ts';
import { EFFECTS, type Effect } from '../../../judge/vocabulary.ts';
import { type Page, titleOf } from '../page.ts';
import type { LocationSum, ObstacleThere } from './location-sums.ts';
import type { Sums } from './sums.ts';
import { type ToldVerdict, tellVerdicts } from './told.ts';

/** The state of a location. */
export interface ToldLocation {
  readonly name: string;
  readonly clients: number;
  /** The worst effect on clients there. `free`: all answer, and nothing obstructs them. */
  readonly worst: Effect | 'free' | 'no-answer';
  readonly methods: readonly { readonly method: Method; readonly told: readonly ToldVerdict[] }[];
  /** Empty where nothing that was seen is. */
  readonly inTheWay: readonly string[];
}

const MAX_OBSTACLES_SHOWN = 3;

/**
 * Each location with clients, the most blocked first; none if all clients are at one, which the
 * rest of the report describes.
 */
export function tellLocations({ locations }: Sums, page: Page): readonly ToldLocation[] {
  const { all } = locations;
  if (all.length < 2) return [];
  return all.toSorted(byNeed).map((sum) => tellLocation(sum, page));
}

function tellLocation(
  { name, clients, noAnswer, here, obstacles }: LocationSum,
  page: Page,
): ToldLocation {
  const { locations } = page.texts.many;
  const told = [...obstacles.values()].toSorted(
    (a, b) =>
      EFFECTS.indexOf(a.worst) - EFFECTS.indexOf(b.worst) ||
      b.clients - a.clients ||
      (a.id < b.id ? -1 : 1),
  );
  const more = told.length - MAX_OBSTACLES_SHOWN;
  return {
    name: locations.name(name),
    clients,
    worst: told[0]?.worst ?? (noAnswer > 0 ? 'no-answer' : 'free'),
    methods: METHODS.flatMap((method) => {
      const sums = here.get(method);
      // Flows that this end can't probe are mentioned once, in the summary.
      const isLookedAt = [...(sums?.keys() ?? [])].some(
        (each) => each !== 'not-applicable' && each !== 'not-looked-at',
      );
      return isLookedAt ? [{ method, told: tellVerdicts(sums, page) }] : [];
    }),
    inTheWay: [
      ...told.slice(0, MAX_OBSTACLES_SHOWN).map((obstacle) => tellThere(obstacle, page)),
      ...(more > 0 ? [locations.moreObstacles(more)] : []),
      ...(noAnswer > 0
        ? [page.texts.many[name.kind === 'unknown' ? 'noAddress' : 'noAnswer'](noAnswer)]
        : []),
    ],
  };
}

function tellThere({ id, outcome, cause, clients, servers }: ObstacleThere, page: Page): string {
  const { texts, head } = page;
  const row = head.catalogue[id];
  return texts.many.obstacle({
    title: titleOf(id, page),
    transport: row?.transport ?? 'tcp',
    ports: servers.size > 0 ? [] : (row?.ports ?? []),
    seen: [
      texts.outcomes[outcome],
      ...(cause === null ? [] : [texts.causes[cause]]),
      ...[...servers].toSorted(),
    ],
    clients,
    where: null,
  });
}

/** Where the most is blocked first, then where most clients are, then by name. */
function byNeed(one: LocationSum, other: LocationSum): number {
  for (const effect of EFFECTS) {
    const more = mostWith(effect, other) - mostWith(effect, one);
    if (more !== 0) return more;
  }
  return other.clients - one.clients || (nameOf(one) < nameOf(other) ? -1 : 1);
}

function mostWith(effect: Effect, { obstacles }: LocationSum): number {
  const counts = [...obstacles.values()].filter(({ worst }) => worst === effect);
  return Math.max(0, ...counts.map(({ clients }) => clients));
}

function nameOf({ name }: LocationSum): string {
  return name.kind === 'groups' ? name.groups.join('\n') : `\u{10ffff}${name.kind}`;
}
