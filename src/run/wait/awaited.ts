import type { Vantage } from '../../catalogue/vocabulary.ts';
import type { Awaited } from '../../engine/events.ts';
import type { JudgedRequirement } from '../../judge/requirement.ts';

/**
 * How long a run repeats checks: until no required flow is broken, or until everything is proven
 * that can be.
 */
export type Patience = 'until-nothing-breaks' | 'until-proven';

/**
 * The endpoints of a client that are worth waiting for, each once; none where waiting can't help.
 */
export function awaitedOf(
  requirements: readonly JudgedRequirement[],
  from: Vantage,
  patience: Patience,
): readonly Awaited[] {
  const awaited = requirements
    .filter(({ requirement }) => requirement.flow.from === from)
    .filter((judged) => isAwaited(judged, patience))
    .map(decidingEndpoint)
    .filter((endpoint) => endpoint !== null);
  return [...new Map(awaited.map((endpoint) => [JSON.stringify(endpoint), endpoint])).values()];
}

function isAwaited(judged: JudgedRequirement, patience: Patience): boolean {
  if (judged.necessity !== 'required') return false;
  switch (judged.status) {
    case 'met':
      return false;
    case 'unmet':
      return true;
    case 'unproven':
      return patience === 'until-proven' || mayBreak(judged);
  }
}

/**
 * Whether a flow may be broken; also if this machine failed, for example because its name server is
 * not up yet. Echo requests are an exception: a missing permission to send them will not appear.
 */
function mayBreak({ outcome, requirement }: JudgedRequirement): boolean {
  return outcome === 'error' && requirement.flow.transport !== 'icmp';
}

/** The endpoint that decided the outcome; null where nothing was sent, and waiting can't help. */
function decidingEndpoint({ endpoints, outcome, requirement }: JudgedRequirement): Awaited | null {
  const decided =
    endpoints.find(({ observation }) => observation.outcome === outcome) ?? endpoints[0];
  if (decided === undefined) return null;
  const { host, port, observation } = decided;
  return { flow: requirement.flow.name, host, port, outcome: observation.outcome };
}
