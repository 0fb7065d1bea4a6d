import { openerIn } from '../catalogue/ends.ts';
import type { RequirementId } from '../catalogue/flow.ts';
import type { ClientFacts } from '../judge/facts.ts';
import type { HeadFacts } from '../report/model/report.ts';
import { hasNoAddress } from '../report/told/absence.ts';
import { changeOfAll } from './classify.ts';
import type { ChangedClient, ClientDiff } from './model.ts';

/** Changes that do not count as worse. */
export const IGNORED = ['no-answer'] as const;
export type Ignored = (typeof IGNORED)[number];

/**
 * The same, where a client that is off now is not worse for it: a laptop at home tells nothing of the
 * network. A name that lost its address is, and so is what the client told of its own way.
 * @param after the client in the new report
 * @param head of the new report
 */
export function ignoringNoAnswer(
  diff: ClientDiff | null,
  after: Pick<ClientFacts, 'requirements'>,
  { catalogue }: Pick<HeadFacts, 'catalogue'>,
): ClientDiff | null {
  if (diff === null || !isCompared(diff) || diff.change !== 'worse') return diff;
  const stopped = diff.answered.new === false && diff.answered.old !== false;
  if (!stopped || hasNoAddress(after)) return diff;
  const isTowardsClient = (id: RequirementId): boolean => openerIn(catalogue, id) === 'site-server';
  const requirements = diff.requirements.map((each) =>
    each.change === 'worse' && isTowardsClient(each.id)
      ? { ...each, change: 'other' as const }
      : each,
  );
  const worse = requirements.filter(({ change }) => change === 'worse').map(({ id }) => id);
  const methods = diff.methods.map((each) =>
    each.change === 'worse' &&
    each.because.some(isTowardsClient) &&
    !each.because.some((id) => worse.includes(id))
      ? { ...each, change: 'other' as const }
      : each,
  );
  const { audit = [] } = diff;
  const change = changeOfAll([...methods, ...audit].map((each) => each.change));
  return { ...diff, change, methods, requirements };
}

function isCompared(diff: ClientDiff): diff is ChangedClient {
  return 'answered' in diff;
}
