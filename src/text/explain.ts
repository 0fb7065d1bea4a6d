import { openerOf, transportOf } from '../catalogue/ends.ts';
import { type FlowName, flowNameOf } from '../catalogue/flow.ts';
import {
  type ClientFacts,
  type EndpointFacts,
  type MethodFacts,
  type RequirementFacts,
  type RunFacts,
  decidingEndpoint,
} from '../judge/facts.ts';
import { type Symptom, failureOf, symptomOf } from '../judge/symptom.ts';
import { type RequirementOutcome, STATUS_OF } from '../judge/vocabulary.ts';
import { weighsOn } from '../judge/warning.ts';
import { tellCause } from './cause.ts';
import type { Place, Texts } from './texts.ts';

/** One flow that stands in the way, told with what happened where. */
export interface Clause {
  readonly title: string;
  readonly happened: string;
  readonly cause: string | null;
}

/** What a method's sentence is made of. */
export type Explanation =
  | { readonly kind: 'not-applicable'; readonly reason: string }
  | { readonly kind: 'no-answer'; readonly client: string }
  | {
      readonly kind: 'unresolved';
      readonly hosts: readonly string[];
      readonly symptom: Symptom | null;
    }
  | {
      readonly kind: 'breaks';
      readonly clauses: readonly Clause[];
      readonly symptom: Symptom | null;
    }
  | { readonly kind: 'unproven'; readonly flows: readonly UnprovenFlow[] }
  | {
      readonly kind: 'degraded';
      readonly clauses: readonly Clause[];
      readonly warnings: readonly string[];
    }
  | { readonly kind: 'works' };

export interface UnprovenFlow {
  readonly title: string;
  readonly outcome: RequirementOutcome;
  /** What keeps it from being proven, null where it only has to be done from the other end. */
  readonly why: string | null;
}

/**
 * Why a method has its verdict, from what was saved of the client and its run. The first true cause
 * wins: a client that is not there explains everything, a name without address explains every flow
 * to that host, then come the flows.
 */
export function explainMethod(
  judged: MethodFacts,
  client: ClientFacts,
  run: RunFacts,
  texts: Texts,
): Explanation {
  const pick = (ids: readonly string[]): readonly RequirementFacts[] =>
    client.requirements.filter(({ id }) => ids.includes(id));
  switch (judged.verdict) {
    case 'works':
      return { kind: 'works' };
    case 'not-applicable': {
      const why = run.methods.find(({ method }) => method === judged.method)?.notApplicable;
      return {
        kind: 'not-applicable',
        reason: why ? texts.reasons[why.code](why.value ?? '') : '',
      };
    }
    case 'breaks':
      return explainBreak(pick(judged.brokenBy), client, texts);
    case 'unproven':
      return {
        kind: 'unproven',
        flows: pick(judged.unproven).map((requirement) => unprovenFlow(requirement, run, texts)),
      };
    case 'degraded':
      return {
        kind: 'degraded',
        clauses: pick(judged.degradedBy).flatMap((requirement) => clausesOf(requirement, texts)),
        warnings: client.warnings
          .filter(({ facts }) =>
            weighsOn(facts, judged.method, client.requirements, run.site.product),
          )
          .map(({ facts }) => texts.warning(facts)),
      };
  }
}

function explainBreak(
  broken: readonly RequirementFacts[],
  client: ClientFacts,
  texts: Texts,
): Explanation {
  const unresolved = broken.filter(({ outcome }) => outcome === 'unresolved');
  if (unresolved.length > 0 && unresolved.length === broken.length) {
    const hosts = unresolved.flatMap(({ endpoints }) => endpoints.map(({ host }) => host));
    return { kind: 'unresolved', hosts: [...new Set(hosts)], symptom: firstSymptom(broken) };
  }
  // A client that told of itself what is in its own way may have been off for the site server.
  const towardsIt = broken.some(({ id }) => openerOf(flowNameOf(id)) === 'site-server');
  if (client.answered === false && towardsIt) return { kind: 'no-answer', client: client.client };
  return {
    kind: 'breaks',
    clauses: broken.flatMap((requirement) => clausesOf(requirement, texts)),
    symptom: firstSymptom(broken),
  };
}

/** The first logged symptom: later ones are never reached. */
function firstSymptom(broken: readonly RequirementFacts[]): Symptom | null {
  const symptoms = broken.map((requirement) => {
    const deciding = decidingEndpoint(requirement);
    return deciding === null ? null : symptomOf(flowNameOf(requirement.id), failureOf(deciding));
  });
  return symptoms.find((symptom) => symptom !== null && symptom.errors.length > 0) ?? null;
}

/** A clause for each host of the requirement that is not met. */
function clausesOf(
  { id, endpoints, unmetHosts }: RequirementFacts,
  texts: Texts,
): readonly Clause[] {
  const unmet = endpoints.filter(
    ({ host, outcome }) => unmetHosts.includes(host) && STATUS_OF[outcome] === 'unmet',
  );
  const name = flowNameOf(id);
  return unmet.map((endpoint) => ({
    title: texts.flows[name].title,
    happened: texts.happened[endpoint.outcome](placeOf(name, endpoint, texts)),
    cause: tellCause(endpoint, texts),
  }));
}

function unprovenFlow(requirement: RequirementFacts, run: RunFacts, texts: Texts): UnprovenFlow {
  const { id, outcome } = requirement;
  const { title } = texts.flows[flowNameOf(id)];
  switch (outcome) {
    case 'not-checked':
      return { title, outcome, why: null };
    case 'not-named': {
      const missing = run.catalogue[id]?.notNamed ?? null;
      return {
        title,
        outcome,
        why: missing === null ? null : texts.reasons['host-not-named'](missing),
      };
    }
    default: {
      const deciding = decidingEndpoint(requirement);
      const why = deciding === null ? null : (tellCause(deciding, texts) ?? deciding.code ?? null);
      return { title, outcome, why };
    }
  }
}

function placeOf(name: FlowName, endpoint: EndpointFacts, texts: Texts): Place {
  const transport = transportOf(name);
  const ports = portsOf(endpoint);
  const port =
    transport === 'icmp'
      ? 'ICMP echo'
      : ports.length === 0
        ? ''
        : `${transport.toUpperCase()} ${texts.list(ports)}`;
  return { port, host: endpoint.host, address: endpoint.address };
}

const MAX_NAMED_PORTS = 4;

/** The endpoint's port, or the first of the dynamic ones that were tried. */
function portsOf({ port, evidence }: EndpointFacts): readonly (number | string)[] {
  if (port !== null) return [port];
  if (!('kind' in evidence) || evidence.kind !== 'rpc-dynamic') return [];
  const tried = evidence.tried.map((each) => each.port);
  return tried.length > MAX_NAMED_PORTS ? [...tried.slice(0, MAX_NAMED_PORTS), '…'] : tried;
}
