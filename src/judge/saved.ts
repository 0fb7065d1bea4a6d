import type { RequirementId } from '../catalogue/flow.ts';
import type { Method, Necessity, Role, Vantage } from '../catalogue/vocabulary.ts';
import {
  type ClientFacts,
  type MethodFacts,
  type RequirementFacts,
  type RunFacts,
  type UnknownFacts,
  methodFacts,
  necessityAt,
} from './facts.ts';
import { type MethodRequirement, judgeMethods } from './method.ts';
import type { Verdict } from './vocabulary.ts';

/** What verdicts need to know of a run; a report's head has it. */
export interface VerdictRun extends Pick<RunFacts, 'site' | 'methods'> {
  readonly catalogue: Readonly<
    Partial<
      Record<
        RequirementId,
        {
          readonly method: Method;
          readonly necessity: Necessity;
          readonly from: Vantage;
          readonly to: Role;
        }
      >
    >
  >;
}

/**
 * The methods of a client, judged from what was saved of its requirements and warnings.
 * @param vantages the ends that were looked from
 */
export function judgeSaved(
  {
    requirements,
    warnings,
    unknown = [],
  }: Pick<ClientFacts, 'requirements' | 'warnings' | 'unknown'>,
  { methods, site, catalogue }: VerdictRun,
  vantages: readonly Vantage[],
): readonly MethodFacts[] {
  const weighed = requirements.flatMap((saved) => weighedOf(saved, catalogue));
  const said = warnings.map(({ facts }) => facts);
  return judgeMethods(methods, weighed, said, site.product, vantages)
    .map(methodFacts)
    .map((method) => withUnknown(method, unknown));
}

/** A requirement that this version does not know may decide anything, so at best the verdict is unproven. */
function withUnknown(judged: MethodFacts, all: readonly UnknownFacts[]): MethodFacts {
  const unknown = all
    .filter(({ id, status }) => id.startsWith(`${judged.method}/`) && status !== 'met')
    .map(({ id }) => id);
  if (unknown.length === 0 || judged.verdict === 'not-applicable') return judged;
  return {
    ...judged,
    verdict: unprovenAtBest(judged.verdict),
    here: unprovenAtBest(judged.here),
    unknown,
  };
}

function unprovenAtBest(verdict: Verdict): Verdict {
  return verdict === 'works' || verdict === 'degraded' ? 'unproven' : verdict;
}

function weighedOf(
  saved: RequirementFacts,
  catalogue: VerdictRun['catalogue'],
): readonly MethodRequirement[] {
  const { id, status, outcome, unmetHosts, fallbackHosts = [], endpoints } = saved;
  const row = catalogue[id];
  if (row === undefined) return [];
  const { method, from, to } = row;
  const necessity = necessityAt(saved, row);
  const requirement = { method, flow: { from, to } };
  return [{ id, necessity, status, outcome, unmetHosts, fallbackHosts, endpoints, requirement }];
}
