import { isOwnFlow } from '../catalogue/flow.ts';
import { groupBy } from '../base/group-by.ts';
import type { JudgedRequirement } from './requirement.ts';
import { STATUS_OF, bestOf } from './vocabulary.ts';
import type { Warning } from './warning.ts';

/**
 * Servers that DNS names for a service of the domain and that do not offer it, while others do.
 * Windows goes to those, so no method suffers.
 */
export function brokenRecords(requirements: readonly JudgedRequirement[]): readonly Warning[] {
  const found = requirements
    .filter(({ requirement, status }) => requirement.flow.hosts === 'domain' && status === 'met')
    .flatMap(({ requirement: { flow }, endpoints }) =>
      [...groupBy(endpoints, ({ host }) => host)].flatMap(([host, those]): Warning[] => {
        const outcome = bestOf(those.map(({ observation }) => observation.outcome));
        const best = those.find(({ observation }) => observation.outcome === outcome);
        return !isOwnFlow(flow) && best !== undefined && STATUS_OF[outcome] === 'unmet'
          ? [
              {
                code: 'service-record',
                host,
                flow: flow.name,
                outcome: best.observation.outcome,
              },
            ]
          : [];
      }),
    );
  return [...new Map(found.map((warning) => [JSON.stringify(warning), warning])).values()];
}
