import type { RequirementId } from '../catalogue/flow.ts';
import type { Necessity, Vantage } from '../catalogue/vocabulary.ts';
import type { CheckResult, EndpointResult } from '../probe/result.ts';
import type { Target } from '../plan/bind.ts';
import { checkKey, targetsOf } from '../plan/checks.ts';
import type { Plan, Requirement } from '../plan/plan.ts';
import { asFarAsTold } from './communication.ts';
import { isOwn } from './strangers.ts';
import {
  type RequirementOutcome,
  STATUS_OF,
  type Status,
  type UnprobedOutcome,
  compareOutcomes,
} from './vocabulary.ts';

/** A requirement after the probes: its status, and every endpoint that was looked at. */
export interface JudgedRequirement {
  readonly id: RequirementId;
  readonly requirement: Requirement;
  readonly necessity: Necessity;
  readonly status: Status;
  readonly outcome: RequirementOutcome;
  /** In the plan's order; `outcome` is the best of theirs. */
  readonly endpoints: readonly EndpointResult[];
  /** Hosts of which none of the ports and addresses met the requirement. */
  readonly unmetHosts: readonly string[];
}

export type CheckResults = ReadonlyMap<string, CheckResult>;

/** Any host meets a requirement; any port or address of a host meets the host. */
export function judgeRequirement(
  requirement: Requirement,
  plan: Plan,
  from: Vantage,
  client: string | null,
  results: CheckResults,
  strangers: ReadonlySet<string>,
): JudgedRequirement {
  const { id, necessity } = requirement;
  const unprobed = unprobedOutcome(requirement, from);
  if (unprobed !== null) {
    return {
      id,
      requirement,
      necessity,
      status: STATUS_OF[unprobed],
      outcome: unprobed,
      endpoints: [],
      unmetHosts: [],
    };
  }
  const hosts = targetsOf(requirement, plan, client).map((target) =>
    judgeHost(
      target,
      results,
      (endpoint) => isOwn(endpoint, client, strangers),
      (endpoint) => asFarAsTold(endpoint, requirement, plan, results),
    ),
  );
  const outcome = best(hosts.map((host) => host.outcome));
  return {
    id,
    requirement,
    necessity,
    status: STATUS_OF[outcome],
    outcome,
    endpoints: hosts.flatMap(({ endpoints }) => endpoints),
    unmetHosts: hosts.filter((host) => STATUS_OF[host.outcome] === 'unmet').map(({ name }) => name),
  };
}

/** What a requirement is for every client of a run that sends nothing for it; null where it sends. */
export function unprobedOutcome(
  { destination, flow }: Pick<Requirement, 'destination' | 'flow'>,
  from: Vantage,
): UnprobedOutcome | null {
  if (destination.kind === 'not-named') return 'not-named';
  return flow.from === from ? null : 'not-checked';
}

interface JudgedHost {
  readonly name: string;
  readonly outcome: RequirementOutcome;
  readonly endpoints: readonly EndpointResult[];
}

function judgeHost(
  { host, checks }: Target,
  results: CheckResults,
  counts: (endpoint: EndpointResult) => boolean,
  believed: (endpoint: EndpointResult) => EndpointResult,
): JudgedHost {
  const endpoints = checks
    .flatMap((check) => results.get(checkKey(check))?.endpoints ?? [])
    .map(believed);
  return {
    name: host,
    outcome: best(endpoints.filter(counts).map(({ observation }) => observation.outcome)),
    endpoints,
  };
}

/** No endpoint at all is a check that was not done, never one that failed. */
function best(outcomes: readonly RequirementOutcome[]): RequirementOutcome {
  return [...outcomes].sort(compareOutcomes)[0] ?? 'error';
}
