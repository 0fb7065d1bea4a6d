import { isOwnId } from '../catalogue/flow.ts';
import type { Role } from '../catalogue/vocabulary.ts';
import type { MethodRequirement } from './method.ts';
import { STATUS_OF, bestOf } from './vocabulary.ts';

/**
 * A method's requirements, as they weigh together. Servers of other locations stand in where none of a
 * client's own does, also where they ask for other flows than those: a distribution point over HTTP for
 * one that serves SMB alone, an update point without TLS for one with it. What is blocked at the
 * client's own servers then makes the method worse, and does not break it.
 */
export function asCarriedElsewhere(
  requirements: readonly MethodRequirement[],
): readonly MethodRequirement[] {
  if (requirements.every(({ fallbackHosts = [] }) => fallbackHosts.length === 0)) {
    return requirements;
  }
  return requirements.map((requirement) =>
    isCarriedElsewhere(requirement, requirements)
      ? { ...requirement, necessity: 'helpful' }
      : requirement,
  );
}

function isCarriedElsewhere(broken: MethodRequirement, all: readonly MethodRequirement[]): boolean {
  if (broken.necessity !== 'required' || broken.status !== 'unmet') return false;
  // The servers of a user's row may be others than those that clients are led to.
  if (isOwnId(broken.id)) return false;
  const others = all.filter(
    (other) =>
      other !== broken && other.necessity !== 'documented' && roleOf(other) === roleOf(broken),
  );
  const elsewhere = new Set(others.flatMap(({ fallbackHosts = [] }) => fallbackHosts));
  return [...elsewhere]
    .filter((host) => !looksAt(broken, host))
    .some((host) => {
      const asked = others.filter(({ fallbackHosts = [] }) => fallbackHosts.includes(host));
      // Of a server of which nothing is required, what only helps elsewhere is all that there is.
      const required = asked.filter(({ necessity }) => necessity === 'required');
      return (required.length > 0 ? required : asked).every((each) => carries(each, host));
    });
}

/**
 * Whether a server does what is asked of it. Where that is not proven, it counts as long as the
 * requirement tells it: the method is then no more proven than that.
 */
function carries({ endpoints, status, necessity }: MethodRequirement, host: string): boolean {
  const seen = endpoints.filter((endpoint) => endpoint.host === host);
  switch (STATUS_OF[bestOf(seen.map(outcomeAt))]) {
    case 'met':
      return true;
    case 'unproven':
      return necessity === 'required' && status === 'unproven';
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
