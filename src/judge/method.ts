import type { RequirementId } from '../catalogue/flow.ts';
import {
  type Method,
  type Product,
  type Role,
  type Vantage,
  isOwnMethod,
} from '../catalogue/vocabulary.ts';
import type { MethodPlan } from '../plan/plan.ts';
import type { Reason } from '../plan/reason.ts';
import { asCarriedElsewhere } from './carried.ts';
import type { JudgedRequirement } from './requirement.ts';
import type { RequirementOutcome, Verdict } from './vocabulary.ts';
import { type Warning, weighsOn } from './warning.ts';

export interface JudgedMethod {
  readonly method: Method;
  readonly verdict: Verdict;
  /** The verdict as far as this vantage can prove it. */
  readonly here: Verdict;
  readonly notApplicable: Reason | null;
  readonly brokenBy: readonly RequirementId[];
  readonly degradedBy: readonly RequirementId[];
  readonly unproven: readonly RequirementId[];
  /** For a method that breaks: the applicable methods that do not, best first. */
  readonly alternatives: readonly Method[];
}

/** What a method's verdict is made from; a saved report has it too. */
export interface MethodRequirement extends Pick<
  JudgedRequirement,
  'id' | 'necessity' | 'status' | 'outcome' | 'unmetHosts'
> {
  readonly fallbackHosts?: readonly string[];
  /** The endpoints that were probed. */
  readonly endpoints: readonly ({ readonly host: string } & (
    | { readonly outcome: RequirementOutcome }
    | { readonly observation: { readonly outcome: RequirementOutcome } }
  ))[];
  readonly requirement: {
    readonly method: Method;
    readonly flow: { readonly from: Vantage; readonly to: Role };
  };
}

/**
 * Judges each method from its requirements, then names alternatives for those that break.
 * @param vantages the ends that were looked from
 */
export function judgeMethods(
  methods: readonly MethodPlan[],
  requirements: readonly MethodRequirement[],
  warnings: readonly Warning[],
  product: Product,
  vantages: readonly Vantage[],
): readonly JudgedMethod[] {
  const judged = methods.map((plan) =>
    judgeMethod(
      plan,
      asCarriedElsewhere(
        requirements.filter(({ requirement }) => requirement.method === plan.method),
      ),
      warnings,
      product,
      vantages,
    ),
  );
  return judged.map((method) =>
    method.verdict === 'breaks' && !isOwnMethod(method.method)
      ? { ...method, alternatives: alternativesTo(method, judged) }
      : method,
  );
}

function judgeMethod(
  { method, notApplicable }: MethodPlan,
  requirements: readonly MethodRequirement[],
  warnings: readonly Warning[],
  product: Product,
  vantages: readonly Vantage[],
): JudgedMethod {
  const provable = requirements.filter(
    ({ requirement, outcome }) => vantages.includes(requirement.flow.from) && outcome !== 'by-hand',
  );
  // A method of the tables always requires some flow; a user's own may require none.
  const isUntold = (judged: readonly MethodRequirement[]): boolean =>
    isOwnMethod(method) && judged.every(({ status }) => status === 'unproven');
  const judge = (judged: readonly MethodRequirement[]): Verdict => {
    if (isUntold(judged)) return 'unproven';
    const weighed = judged.filter(({ necessity }) => necessity !== 'documented');
    const warned = warnings.some((warning) => weighsOn(warning, method, weighed, product));
    return verdictOf(judged, warned);
  };
  const inapplicable = notApplicable !== null;
  return {
    method,
    notApplicable,
    verdict: inapplicable ? 'not-applicable' : judge(requirements),
    here: inapplicable || provable.length === 0 ? 'not-applicable' : judge(provable),
    brokenBy: idsOf(requirements.filter(breaks)),
    degradedBy: idsOf(requirements.filter(degrades)),
    unproven: idsOf(isUntold(requirements) ? requirements : requirements.filter(isUnproven)),
    alternatives: [],
  };
}

/** The first that applies (docs/contract.md, section 1): broken, unproven, degraded, works. */
function verdictOf(requirements: readonly MethodRequirement[], warned: boolean): Verdict {
  if (requirements.some(breaks)) return 'breaks';
  if (requirements.some(isUnproven)) return 'unproven';
  if (warned || requirements.some(degrades)) return 'degraded';
  return 'works';
}

function breaks({ necessity, status }: MethodRequirement): boolean {
  return necessity === 'required' && status === 'unmet';
}

function isUnproven({ necessity, status }: MethodRequirement): boolean {
  return necessity === 'required' && status === 'unproven';
}

/** Whether a flow is blocked that only helps, or one that is blocked at one of several servers. */
function degrades({ necessity, status, unmetHosts }: MethodRequirement): boolean {
  switch (necessity) {
    case 'required':
      return status !== 'unmet' && unmetHosts.length > 0;
    case 'helpful':
      return unmetHosts.length > 0;
    case 'documented':
      return false;
  }
}

function idsOf(requirements: readonly MethodRequirement[]): readonly RequirementId[] {
  return requirements.map(({ id }) => id);
}

const RANK_OF_ALTERNATIVES: readonly Verdict[] = ['works', 'degraded', 'unproven'];

/**
 * Methods with the same verdict keep the plan's order. Software distribution is never an alternative,
 * as it needs an installed client; nor is a user's own method, which installs nothing.
 */
function alternativesTo(broken: JudgedMethod, methods: readonly JudgedMethod[]): readonly Method[] {
  return methods
    .filter(({ method }) => method !== broken.method && method !== 'software-distribution')
    .filter(({ method }) => !isOwnMethod(method))
    .filter(({ verdict }) => RANK_OF_ALTERNATIVES.includes(verdict))
    .sort(
      (a, b) => RANK_OF_ALTERNATIVES.indexOf(a.verdict) - RANK_OF_ALTERNATIVES.indexOf(b.verdict),
    )
    .map(({ method }) => method);
}
