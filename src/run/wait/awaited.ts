import type { Vantage } from '../../catalogue/vocabulary.ts';
import type { Awaited } from '../../engine/events.ts';
import type { JudgedRequirement } from '../../judge/requirement.ts';

/** How long a run goes on with a client: until nothing breaks, or until all is proven that can be. */
export type Patience = 'until-nothing-breaks' | 'until-proven';

/** What of a client is worth waiting for, each place once; none where it is as good as it can get. */
export function awaitedOf(
  requirements: readonly JudgedRequirement[],
  from: Vantage,
  patience: Patience,
): readonly Awaited[] {
  const places = requirements
    .filter(({ requirement }) => requirement.flow.from === from)
    .filter((judged) => isAwaited(judged, patience))
    .map(decidingEndpoint)
    .filter((place) => place !== null);
  return [...new Map(places.map((place) => [JSON.stringify(place), place])).values()];
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
 * Where this machine failed, as with a name server that is not up yet, nothing is known to be
 * unbroken. Echo requests are apart: who may not send them now may not a minute later.
 */
function mayBreak({ outcome, requirement }: JudgedRequirement): boolean {
  return outcome === 'error' && requirement.flow.transport !== 'icmp';
}

/** The endpoint that decided; null where nothing was sent, so that no wait will change it. */
function decidingEndpoint({ endpoints, outcome, requirement }: JudgedRequirement): Awaited | null {
  const decided =
    endpoints.find(({ observation }) => observation.outcome === outcome) ?? endpoints[0];
  if (decided === undefined) return null;
  const { host, port, observation } = decided;
  return { flow: requirement.flow.name, host, port, outcome: observation.outcome };
}
