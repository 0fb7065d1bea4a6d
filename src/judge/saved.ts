import type { RequirementId } from '../catalogue/flow.ts';
import type { Method, Necessity, Vantage } from '../catalogue/vocabulary.ts';
import {
  type ClientFacts,
  type MethodFacts,
  type RequirementFacts,
  type RunFacts,
  methodFacts,
} from './facts.ts';
import { type MethodRequirement, judgeMethods } from './method.ts';

/** What a report's head says of its run that verdicts are made from. */
export interface SavedRun extends Pick<RunFacts, 'site' | 'methods'> {
  readonly catalogue: Readonly<
    Partial<
      Record<
        RequirementId,
        { readonly method: Method; readonly necessity: Necessity; readonly from: Vantage }
      >
    >
  >;
}

/**
 * The methods of a client, judged from what was saved of its requirements and warnings.
 * @param vantages the ends that were looked from
 */
export function judgeSaved(
  { requirements, warnings }: Pick<ClientFacts, 'requirements' | 'warnings'>,
  { methods, site, catalogue }: SavedRun,
  vantages: readonly Vantage[],
): readonly MethodFacts[] {
  const weighed = requirements.flatMap((saved) => weighedOf(saved, catalogue));
  const said = warnings.map(({ facts }) => facts);
  return judgeMethods(methods, weighed, said, site.product, vantages).map(methodFacts);
}

function weighedOf(
  { id, status, unmetHosts }: RequirementFacts,
  catalogue: SavedRun['catalogue'],
): readonly MethodRequirement[] {
  const row = catalogue[id];
  if (row === undefined) return [];
  const { method, necessity, from } = row;
  return [{ id, necessity, status, unmetHosts, requirement: { method, flow: { from } } }];
}
