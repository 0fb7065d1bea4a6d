import { type JudgedClient } from '../judge/client.ts';
import type { JudgedMethod } from '../judge/method.ts';
import { type JudgedRequirement, decidingEndpoint } from '../judge/requirement.ts';
import { type Symptom, failureOf, symptomOf } from '../judge/symptom.ts';
import { type RequirementOutcome, STATUS_OF } from '../judge/vocabulary.ts';
import { degradesClientPush } from '../judge/warning.ts';
import type { EndpointResult } from '../engine/result.ts';
import type { Product } from '../catalogue/vocabulary.ts';
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
 * Why a method has its verdict. The first true cause wins: a client that is not there explains
 * everything, a name without address explains every flow to that host, then come the flows.
 */
export function explainMethod(
  judged: JudgedMethod,
  client: JudgedClient,
  product: Product,
  texts: Texts,
): Explanation {
  const pick = (ids: readonly string[]): readonly JudgedRequirement[] =>
    client.requirements.filter(({ id }) => ids.includes(id));
  switch (judged.verdict) {
    case 'works':
      return { kind: 'works' };
    case 'not-applicable':
      return {
        kind: 'not-applicable',
        reason:
          judged.notApplicable === null
            ? ''
            : texts.reasons[judged.notApplicable.code](judged.notApplicable.value ?? ''),
      };
    case 'breaks':
      return explainBreak(pick(judged.brokenBy), client, texts);
    case 'unproven':
      return {
        kind: 'unproven',
        flows: pick(judged.unproven).map((requirement) => unprovenFlow(requirement, texts)),
      };
    case 'degraded':
      return {
        kind: 'degraded',
        clauses: pick(judged.degradedBy).flatMap((requirement) => clausesOf(requirement, texts)),
        warnings:
          judged.method === 'client-push'
            ? client.warnings
                .filter((warning) => degradesClientPush(warning, product))
                .map((warning) => texts.warning(warning))
            : [],
      };
  }
}

function explainBreak(
  broken: readonly JudgedRequirement[],
  client: JudgedClient,
  texts: Texts,
): Explanation {
  const unresolved = broken.filter(({ outcome }) => outcome === 'unresolved');
  if (unresolved.length > 0 && unresolved.length === broken.length) {
    const hosts = unresolved.flatMap(({ endpoints }) => endpoints.map(({ host }) => host));
    return { kind: 'unresolved', hosts: [...new Set(hosts)], symptom: firstSymptom(broken) };
  }
  if (client.answered === 'no') return { kind: 'no-answer', client: client.client };
  return {
    kind: 'breaks',
    clauses: broken.flatMap((requirement) => clausesOf(requirement, texts)),
    symptom: firstSymptom(broken),
  };
}

/** The first logged symptom: later ones are never reached. */
function firstSymptom(broken: readonly JudgedRequirement[]): Symptom | null {
  const symptoms = broken.map((requirement) => {
    const deciding = decidingEndpoint(requirement);
    return deciding === null
      ? null
      : symptomOf(requirement.requirement.flow.name, failureOf(deciding.observation));
  });
  return symptoms.find((symptom) => symptom !== null && symptom.errors.length > 0) ?? null;
}

/** A clause for each host of the requirement that is not met. */
function clausesOf(requirement: JudgedRequirement, texts: Texts): readonly Clause[] {
  const unmet = requirement.endpoints.filter(
    ({ host, observation }) =>
      requirement.unmetHosts.includes(host) && STATUS_OF[observation.outcome] === 'unmet',
  );
  return unmet.map((endpoint) => ({
    title: texts.flows[requirement.requirement.flow.name].title,
    happened: texts.happened[endpoint.observation.outcome](placeOf(requirement, endpoint)),
    cause: 'cause' in endpoint.observation ? texts.causes[endpoint.observation.cause] : null,
  }));
}

function unprovenFlow(requirement: JudgedRequirement, texts: Texts): UnprovenFlow {
  const { flow, reasons } = requirement.requirement;
  const title = texts.flows[flow.name].title;
  switch (requirement.outcome) {
    case 'not-checked':
      return { title, outcome: requirement.outcome, why: null };
    case 'not-named': {
      const missing = reasons.find(({ code }) => code === 'host-not-named');
      return {
        title,
        outcome: requirement.outcome,
        why: missing === undefined ? null : texts.reasons[missing.code](missing.value ?? ''),
      };
    }
    default: {
      const observation = decidingEndpoint(requirement)?.observation;
      const why =
        observation === undefined
          ? null
          : 'cause' in observation
            ? texts.causes[observation.cause]
            : 'code' in observation
              ? observation.code
              : null;
      return { title, outcome: requirement.outcome, why };
    }
  }
}

export function placeOf(requirement: JudgedRequirement, endpoint: EndpointResult): Place {
  const { transport } = requirement.requirement.flow;
  const ports = portsOf(endpoint);
  const port =
    transport === 'icmp'
      ? 'ICMP echo'
      : ports.length === 0
        ? ''
        : `${transport.toUpperCase()} ${ports.join(', ')}`;
  return { port, host: endpoint.host, address: endpoint.address };
}

const MAX_NAMED_PORTS = 4;

/** The endpoint's port, or the first of the dynamic ones that were tried. */
function portsOf({
  port,
  observation: { evidence },
}: EndpointResult): readonly (number | string)[] {
  if (port !== null) return [port];
  if (evidence.kind !== 'rpc-dynamic') return [];
  const tried = evidence.tried.map((each) => each.port);
  return tried.length > MAX_NAMED_PORTS ? [...tried.slice(0, MAX_NAMED_PORTS), '…'] : tried;
}
