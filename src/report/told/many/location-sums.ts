import { type RequirementId, flowNameOf } from '../../../catalogue/flow.ts';
import type { Method } from '../../../catalogue/vocabulary.ts';
import { EFFECTS, type Effect, type RequirementOutcome } from '../../../judge/vocabulary.ts';
import type { Cause } from '../../../probe/observation.ts';
import type { LocationName } from '../../../text/many.ts';
import type { ClientEntry } from '../../model/report.ts';
import { whereOf } from '../page.ts';
import { valueIn } from './client-group.ts';
import { ownCopy } from './first-names.ts';
import type { Obstacle } from './obstacles.ts';
import { type Looked, type VerdictSum, countVerdict, lookedOf } from './verdict-sums.ts';

/** An obstacle at a location. */
export interface ObstacleThere {
  readonly id: RequirementId;
  readonly outcome: RequirementOutcome;
  readonly cause: Cause | null;
  worst: Effect;
  clients: number;
  /** The first servers at which it was seen. */
  readonly servers: Set<string>;
}

export interface LocationSum {
  readonly name: LocationName;
  clients: number;
  /** How many of the clients did not answer at all. */
  noAnswer: number;
  /** Over the flows that this end can prove. */
  readonly here: Map<Method, Map<Looked, VerdictSum>>;
  readonly obstacles: Map<string, ObstacleThere>;
}

/** Sites have hundreds of boundary groups, but clients are in few combinations of them. */
const MAX_LOCATIONS = 1024;
/** A bound for memory: with more kinds in one place, the place is not the cause. */
const MAX_OBSTACLES = 16;
const MAX_SERVERS = 3;

/** Counts clients by location; memory grows only with the number of locations. */
export class LocationSums {
  readonly #sums = new Map<string, LocationSum>();

  /** In the order of their first clients. */
  get all(): readonly LocationSum[] {
    return [...this.#sums.values()];
  }

  /** @param obstacles of this client, as far as they count; a client of a site without groups is none */
  add(entry: ClientEntry, obstacles: readonly Obstacle[]): void {
    const { location, client, methods, answered } = entry;
    if (location === undefined) return;
    const sum = this.#sumOf(location);
    sum.clients += 1;
    if (answered === false) sum.noAnswer += 1;
    for (const { method, verdict, here, readiness } of methods) {
      countVerdict(sum.here, method, lookedOf({ verdict, here, readiness }), answered === false);
    }
    for (const { id, outcome, cause, effects, endpoints } of obstacles) {
      const key = `${flowNameOf(id)} ${outcome} ${cause ?? ''}`;
      if (sum.obstacles.size >= MAX_OBSTACLES && !sum.obstacles.has(key)) continue;
      const there = valueIn(sum.obstacles, key, (): ObstacleThere => ({
        id,
        outcome,
        cause,
        worst: 'unproven',
        clients: 0,
        servers: new Set(),
      }));
      there.clients += 1;
      for (const effect of effects.values()) there.worst = worse(there.worst, effect);
      for (const endpoint of endpoints) {
        if (endpoint.host === client || there.servers.size >= MAX_SERVERS) continue;
        there.servers.add(ownCopy(whereOf(endpoint)));
      }
    }
  }

  #sumOf(location: NonNullable<ClientEntry['location']>): LocationSum {
    const key = keyOf(location);
    const known = this.#sums.get(key);
    if (known !== undefined) return known;
    const isCounted = this.#sums.size < MAX_LOCATIONS;
    return valueIn(this.#sums, isCounted ? key : OTHERS, () => ({
      name: isCounted ? nameOf(location) : { kind: 'others' },
      clients: 0,
      noAnswer: 0,
      here: new Map<Method, Map<Looked, VerdictSum>>(),
      obstacles: new Map<string, ObstacleThere>(),
    }));
  }
}

/** No boundary group's name has a line feed. */
const [OUTSIDE, UNKNOWN, OTHERS] = ['\noutside', '\nunknown', '\nothers'];

function keyOf({ groups, addresses }: NonNullable<ClientEntry['location']>): string {
  if (groups.length > 0) return groups.join('\n');
  return addresses.length > 0 ? OUTSIDE : UNKNOWN;
}

function nameOf({ groups, addresses }: NonNullable<ClientEntry['location']>): LocationName {
  if (groups.length > 0) return { kind: 'groups', groups: groups.map(ownCopy) };
  return { kind: addresses.length > 0 ? 'outside' : 'unknown' };
}

function worse(known: Effect, other: Effect): Effect {
  return EFFECTS.indexOf(other) < EFFECTS.indexOf(known) ? other : known;
}
