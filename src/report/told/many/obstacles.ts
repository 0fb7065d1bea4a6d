import { type RequirementId, flowNameOf } from '../../../catalogue/flow.ts';
import type { Method } from '../../../catalogue/vocabulary.ts';
import {
  type Effect,
  type RequirementOutcome,
  UNPROBED_OUTCOMES,
} from '../../../judge/vocabulary.ts';
import type { Cause } from '../../../probe/observation.ts';
import type { ClientEntry, EndpointEntry, RequirementEntry } from '../../model/report.ts';

/** What stands in the way of one client, at one flow. */
export interface Obstacle {
  /** Equal for all clients with the same obstacle, whatever the method. */
  readonly key: string;
  /** The first of the requirements that it fails. */
  readonly id: RequirementId;
  readonly outcome: RequirementOutcome;
  readonly cause: Cause | null;
  /** The error code where this machine failed. */
  readonly code: string | null;
  readonly effects: ReadonlyMap<Method, Effect>;
  /** Where it was seen. */
  readonly endpoints: readonly EndpointEntry[];
}

/**
 * What breaks a client's methods, degrades them, or could not be proven though this is the right
 * end.
 */
export function obstaclesOf(entry: ClientEntry): readonly Obstacle[] {
  const found = new Map<string, Obstacle & { effects: Map<Method, Effect> }>();
  for (const method of entry.methods) {
    for (const [id, effect] of effectsOn(method)) {
      const requirement = entry.requirements.find((candidate) => candidate.id === id);
      if (requirement === undefined) continue;
      const seen = seenAt(requirement);
      if (isKnownBeforehand(seen.outcome)) continue;
      // The names of SMB and of RPC tell one thing: that it is another computer.
      const what = seen.outcome === 'wrong-host' ? '' : flowNameOf(id);
      const key = [what, seen.outcome, seen.cause ?? '', seen.code ?? ''].join(' ');
      const known = found.get(key);
      if (known === undefined) {
        found.set(key, { key, id, ...seen, effects: new Map([[method.method, effect]]) });
      } else known.effects.set(method.method, effect);
    }
  }
  return [...found.values()];
}

function effectsOn({
  here,
  brokenBy,
  degradedBy,
  unproven,
}: ClientEntry['methods'][number]): readonly (readonly [RequirementId, Effect])[] {
  return [
    ...brokenBy.map((id) => [id, 'breaks'] as const),
    ...degradedBy.map((id) => [id, 'degraded'] as const),
    // For a method that breaks, what could not be proven does not matter.
    ...(here === 'unproven' ? unproven.map((id) => [id, 'unproven'] as const) : []),
  ];
}

/** Nobody had to look for it. */
function isKnownBeforehand(outcome: RequirementOutcome): boolean {
  return UNPROBED_OUTCOMES.some((unprobed) => unprobed === outcome);
}

type Seen = Pick<Obstacle, 'outcome' | 'cause' | 'code' | 'endpoints'>;

function seenAt(requirement: RequirementEntry): Seen {
  const endpoints =
    requirement.status === 'met'
      ? requirement.endpoints.filter(({ host }) => requirement.unmetHosts.includes(host))
      : requirement.endpoints.filter(({ outcome }) => outcome === requirement.outcome);
  const [first] = endpoints;
  const outcome = first?.outcome ?? requirement.outcome;
  return {
    outcome,
    cause: first?.cause ?? null,
    code: outcome === 'error' ? (first?.code ?? null) : null,
    endpoints,
  };
}
