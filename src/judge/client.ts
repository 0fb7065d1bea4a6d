import { isOwnFlow } from '../catalogue/flow.ts';
import type { Vantage } from '../catalogue/vocabulary.ts';
import type { BoundPlan } from '../plan/checks.ts';
import type { Plan } from '../plan/plan.ts';
import type { CheckResults } from '../probe/result.ts';
import { differingCommunication } from './communication.ts';
import { brokenRecords } from './domain.ts';
import { type Answered, didAnswer } from './answered.ts';
import { type JudgedMethod, judgeMethods } from './method.ts';
import { bindAt } from '../plan/at-location.ts';
import { type ClientNames, type Warning, findWarnings } from './warning.ts';
import { byServersClocks } from './clock.ts';
import { type ClientLocation, locationOf, locationWarnings } from './location.ts';
import { type JudgedRequirement, judgeRequirement } from './requirement.ts';
import { isOwn, strangersOf } from './strangers.ts';

/** Everything that was seen of one client; the only input of a judgement. */
export interface ClientObservations {
  /** The name that was asked for; from the vantage `client`, this machine's. */
  readonly client: string;
  readonly results: CheckResults;
  readonly names: ClientNames | null;
  /** From the vantage `client`: this machine's addresses. */
  readonly addresses?: readonly string[];
  /** The environment variable that names a proxy, which no probe uses. */
  readonly proxyVariable: string | null;
}

export interface JudgedClient {
  readonly client: string;
  readonly answered: Answered;
  readonly methods: readonly JudgedMethod[];
  readonly requirements: readonly JudgedRequirement[];
  readonly warnings: readonly Warning[];
  /** null where the site has no boundary groups. */
  readonly location: ClientLocation | null;
}

/** Judges one client from saved observations alone: pure, no clock, no network. */
export function judgeClient(
  plan: Plan,
  from: Vantage,
  observations: ClientObservations,
): JudgedClient {
  const { client, addresses = [] } = observations;
  return judgeBound(bindAt(plan, from, client, addresses), observations);
}

/** Like `judgeClient`, for a plan that is already bound to the client. */
export function judgeBound(
  bound: BoundPlan,
  { results: probed, names, addresses = [], proxyVariable }: Omit<ClientObservations, 'client'>,
): JudgedClient {
  const { plan, from, client } = bound;
  const results = byServersClocks(probed, from);
  const strangers = strangersOf(client, results);
  const location = locationOf(bound, addresses, results, strangers);
  const requirements = bound.requirements.map((requirement) =>
    judgeRequirement(requirement, bound, results, strangers),
  );
  const seen = requirements
    .flatMap(({ requirement, endpoints }) =>
      endpoints.map((endpoint) => ({ flow: requirement.flow, endpoint })),
    )
    .filter(({ endpoint }) => isOwn(endpoint, client, strangers));
  // Beyond its outcome, a user's row must not affect methods that do not have it.
  const tabled = seen.flatMap(({ flow, endpoint }) =>
    isOwnFlow(flow) ? [] : [{ flow: flow.name, endpoint }],
  );
  const warnings = [
    ...findWarnings(tabled, from, names, proxyVariable),
    ...brokenRecords(requirements),
    ...differingCommunication(tabled, plan.site),
    ...(location === null ? [] : locationWarnings(client, location, plan)),
  ];
  return {
    client,
    answered: from === 'client' ? 'yes' : didAnswer(seen.map(({ endpoint }) => endpoint)),
    methods: judgeMethods(plan.methods, requirements, warnings, plan.site.product, [from]),
    requirements,
    warnings,
    location,
  };
}
