import { type RequirementId, isByHand, isOwnId } from '../catalogue/flow.ts';
import type { Necessity, Vantage } from '../catalogue/vocabulary.ts';
import type { CheckResults, EndpointResult } from '../probe/result.ts';
import type { Check } from '../plan/check.ts';
import type { BoundPlan, BoundRequirement, BoundTarget } from '../plan/checks.ts';
import type { Requirement } from '../plan/plan.ts';
import { asFarAsTold } from './communication.ts';
import { isOwn } from './strangers.ts';
import { atUpdatePort } from './update-ports.ts';
import {
  type RequirementOutcome,
  STATUS_OF,
  type Status,
  type UnprobedOutcome,
  bestOf,
} from './vocabulary.ts';

/** A requirement after the probes: its status, and every endpoint that was probed. */
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
  /** Servers of other locations, to turn to if none of the client's own works. */
  readonly fallbackHosts: readonly string[];
}

/**
 * Any host meets a requirement; any port or address of a host meets the host. An unmet host of
 * another location is listed only where the whole requirement is unmet.
 */
export function judgeRequirement(
  bound: BoundRequirement,
  ofClient: BoundPlan,
  results: CheckResults,
  strangers: ReadonlySet<string>,
): JudgedRequirement {
  const { requirement, targets } = bound;
  const { plan, from, client } = ofClient;
  const { id, necessity } = requirement;
  const isNotNeeded =
    requirement.destination.kind === 'not-needed' ||
    isOfOthersAlone(bound, ofClient, results, strangers);
  const unprobed = unprobedOutcome(requirement, from) ?? (isNotNeeded ? 'not-needed' : null);
  if (unprobed !== null) {
    return {
      id,
      requirement,
      necessity,
      status: STATUS_OF[unprobed],
      outcome: unprobed,
      endpoints: [],
      unmetHosts: [],
      fallbackHosts: [],
    };
  }
  const hosts = targets.map((target) =>
    judgeHost(
      target,
      results,
      (endpoint) =>
        isOwn(endpoint, client, strangers) ? atUpdatePort(endpoint, requirement, results) : null,
      (endpoint) => asFarAsTold(endpoint, requirement, plan, results),
    ),
  );
  const outcome = bestOf(hosts.map((host) => host.outcome));
  const isUnmet = STATUS_OF[outcome] === 'unmet';
  return {
    id,
    requirement,
    necessity,
    status: STATUS_OF[outcome],
    outcome,
    // Several certificates may lead to one list.
    endpoints: [...new Set(hosts.flatMap(({ endpoints }) => endpoints))],
    unmetHosts: [
      ...new Set(
        hosts
          .filter(({ isFallback }) => isUnmet || !isFallback)
          .filter((host) => STATUS_OF[host.outcome] === 'unmet')
          .flatMap(({ names }) => names),
      ),
    ],
    fallbackHosts: fallbackHostsOf(hosts),
  };
}

/**
 * Whether only servers of other locations need the flow (TLS of an update point, HTTP of a
 * distribution point), while one of the client's own works for the method without it.
 */
function isOfOthersAlone(
  { requirement, targets }: BoundRequirement,
  ofClient: BoundPlan,
  results: CheckResults,
  strangers: ReadonlySet<string>,
): boolean {
  if (targets.length === 0 || targets.some(({ isFallback }) => !isFallback)) return false;
  const withOwn = ofClient.requirements.flatMap((sibling) => {
    const own = sibling.targets.filter(({ isFallback }) => !isFallback).map(({ host }) => host);
    // The servers of a user's row may be others than those that clients are led to.
    return own.length > 0 &&
      !isOwnId(sibling.requirement.id) &&
      sibling.requirement.method === requirement.method &&
      sibling.requirement.flow.to === requirement.flow.to
      ? [{ own, sibling }]
      : [];
  });
  // If the method requires a flow, one that only helps can't replace it.
  const required = withOwn.filter(({ sibling }) => sibling.requirement.necessity === 'required');
  const siblings = (required.length > 0 ? required : withOwn).map(({ own, sibling }) => ({
    own,
    ...judgeRequirement(sibling, ofClient, results, strangers),
  }));
  const unmet = new Set(siblings.flatMap(({ unmetHosts }) => unmetHosts));
  return siblings.some(({ own }) => own.some((host) => !unmet.has(host)));
}

/** A host that one of the client's own servers' certificates names too is no fallback. */
function fallbackHostsOf(hosts: readonly JudgedHost[]): readonly string[] {
  const own = new Set(hosts.filter(({ isFallback }) => !isFallback).flatMap(({ names }) => names));
  const others = hosts.filter(({ isFallback }) => isFallback).flatMap(({ names }) => names);
  return [...new Set(others)].filter((host) => !own.has(host));
}

/**
 * The outcome of a requirement for which a run sends nothing, the same for every client; null if it
 * does send.
 */
export function unprobedOutcome(
  { destination, flow }: Pick<Requirement, 'destination' | 'flow'>,
  from: Vantage,
): UnprobedOutcome | null {
  if (destination.kind === 'not-named') return 'not-named';
  if (isByHand(flow)) return 'by-hand';
  return flow.from === from ? null : 'not-checked';
}

interface JudgedHost {
  /** The host's name; for a certificate or a domain, the names of the hosts that it leads to. */
  readonly names: readonly string[];
  readonly outcome: RequirementOutcome;
  readonly endpoints: readonly EndpointResult[];
  readonly isFallback: boolean;
}

function judgeHost(
  { host, checks, isFallback }: BoundTarget,
  results: CheckResults,
  countedAs: (endpoint: EndpointResult) => RequirementOutcome | null,
  believed: (endpoint: EndpointResult) => EndpointResult,
): JudgedHost {
  const endpoints = checks.flatMap(({ key }) => results.get(key)?.endpoints ?? []).map(believed);
  return {
    names: checks.some(({ check }) => leadsToOthers(check))
      ? endpoints.map((endpoint) => endpoint.host)
      : [host],
    outcome: bestOf(endpoints.map(countedAs).filter((outcome) => outcome !== null)),
    endpoints,
    isFallback,
  };
}

/** Whether the hosts to probe become known only by probing. */
function leadsToOthers({ kind }: Check): boolean {
  return kind === 'revocation' || kind === 'domain';
}
