import type { Vantage } from '../catalogue/vocabulary.ts';
import type { Plan } from '../plan/plan.ts';
import { type Answered, didAnswer } from './answered.ts';
import { type JudgedMethod, judgeMethods } from './method.ts';
import type { ClientNames } from './names.ts';
import { checkKey } from '../plan/checks.ts';
import { byServersClocks } from './clock.ts';
import { type CheckResults, type JudgedRequirement, judgeRequirement } from './requirement.ts';
import { isOwn, strangersOf } from './strangers.ts';
import { type Warning, findWarnings } from './warning.ts';

/** Everything that was seen for one client: what a judgement is made from. */
export interface ClientObservations {
  /** The name that was asked for; from the vantage `client`, this machine's. */
  readonly client: string;
  readonly results: CheckResults;
  readonly names: ClientNames | null;
  /** The environment variable that names a proxy, which no probe uses. */
  readonly proxyVariable: string | null;
}

export interface JudgedClient {
  readonly client: string;
  readonly answered: Answered;
  readonly methods: readonly JudgedMethod[];
  readonly requirements: readonly JudgedRequirement[];
  readonly warnings: readonly Warning[];
}

/** Judges one client from saved observations alone: pure, no clock, no network. */
export function judgeClient(
  plan: Plan,
  from: Vantage,
  { client, results: probed, names, proxyVariable }: ClientObservations,
): JudgedClient {
  const results = resultsByClocks(probed, from);
  const strangers = strangersOf(client, results);
  const requirements = plan.requirements.map((requirement) =>
    judgeRequirement(requirement, plan, from, client, results, strangers),
  );
  const seen = requirements
    .flatMap(({ requirement, endpoints }) =>
      endpoints.map((endpoint) => ({ flow: requirement.flow.name, endpoint })),
    )
    .filter(({ endpoint }) => isOwn(endpoint, client, strangers));
  const warnings = findWarnings(seen, from, names, proxyVariable);
  return {
    client,
    answered: from === 'client' ? 'yes' : didAnswer(seen.map(({ endpoint }) => endpoint)),
    methods: judgeMethods(plan.methods, requirements, warnings, plan.site.product, [from]),
    requirements,
    warnings,
  };
}

function resultsByClocks(results: CheckResults, from: Vantage): CheckResults {
  const all = [...results.values()];
  const judged = byServersClocks(all, from);
  return judged === all
    ? results
    : new Map(judged.map((result) => [checkKey(result.check), result]));
}
