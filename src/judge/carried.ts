import { isOwnId } from '../catalogue/flow.ts';
import type { Necessity, Role } from '../catalogue/vocabulary.ts';
import type { MethodRequirement } from './method.ts';
import { STATUS_OF, bestOf } from './vocabulary.ts';

/**
 * A method's requirements, weighed anew where servers of other locations stand in for the client's
 * own. They stand in if none of the client's own servers works, even by other flows: a distribution
 * point over HTTP for one that serves SMB alone, an update point without TLS for one with it. What
 * is blocked at the client's own servers then degrades the method instead of breaking it. Unproven
 * flows of the server that stands in become required, so that the method is unproven too.
 */
export function asCarriedElsewhere(
  requirements: readonly MethodRequirement[],
): readonly MethodRequirement[] {
  if (requirements.every(({ fallbackHosts = [] }) => fallbackHosts.length === 0)) {
    return requirements;
  }
  const changed = new Map<MethodRequirement, Necessity>();
  for (const requirement of requirements) {
    const carriers = carriersOf(requirement, requirements);
    if (carriers === null) continue;
    changed.set(requirement, 'helpful');
    for (const each of carriers) if (each.status === 'unproven') changed.set(each, 'required');
  }
  return requirements.map((requirement) => {
    const necessity = changed.get(requirement);
    return necessity === undefined ? requirement : { ...requirement, necessity };
  });
}

/** The flows of a server that stands in for those of a broken one; null where there is none. */
function carriersOf(
  broken: MethodRequirement,
  all: readonly MethodRequirement[],
): readonly MethodRequirement[] | null {
  if (broken.necessity !== 'required' || broken.status !== 'unmet') return null;
  // The servers of a user's row may be others than those that clients are led to.
  if (isOwnId(broken.id)) return null;
  const others = all.filter(
    (other) =>
      other !== broken && other.necessity !== 'documented' && roleOf(other) === roleOf(broken),
  );
  const elsewhere = new Set(others.flatMap(({ fallbackHosts = [] }) => fallbackHosts));
  const carriers = [...elsewhere]
    .filter((host) => !looksAt(broken, host))
    .map((host) => ({ host, flows: flowsAsked(host, others) }))
    .filter(({ host, flows }) => flows.length > 0 && flows.every((each) => carries(each, host)));
  const proven = carriers.find(({ flows }) => flows.every(({ status }) => status === 'met'));
  return (proven ?? carriers[0])?.flows ?? null;
}

/**
 * The flows that a server which stands in has to carry: the required ones of the port tables or, if
 * none of these is required, all of them. Required rows of a user come on top.
 */
function flowsAsked(
  host: string,
  others: readonly MethodRequirement[],
): readonly MethodRequirement[] {
  const asked = others.filter(({ fallbackHosts = [] }) => fallbackHosts.includes(host));
  const tabled = asked.filter(({ id }) => !isOwnId(id));
  const required = asked.filter(({ necessity }) => necessity === 'required');
  if (tabled.length === 0) return [];
  return tabled.some((each) => required.includes(each)) ? required : [...tabled, ...required];
}

/**
 * Whether a server carries a flow. An unproven one counts where the requirement itself is unproven,
 * for the method then can't become more proven than it is.
 */
function carries({ endpoints, status }: MethodRequirement, host: string): boolean {
  const seen = endpoints.filter((endpoint) => endpoint.host === host);
  switch (STATUS_OF[bestOf(seen.map(outcomeAt))]) {
    case 'met':
      return true;
    case 'unproven':
      return status === 'unproven';
    case 'unmet':
      return false;
  }
}

function looksAt({ endpoints }: MethodRequirement, host: string): boolean {
  return endpoints.some((endpoint) => endpoint.host === host);
}

function outcomeAt(
  endpoint: MethodRequirement['endpoints'][number],
): Parameters<typeof bestOf>[0][number] {
  return 'outcome' in endpoint ? endpoint.outcome : endpoint.observation.outcome;
}

function roleOf({ requirement }: MethodRequirement): Role {
  return requirement.flow.to;
}
