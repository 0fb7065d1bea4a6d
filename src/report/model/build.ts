import type { Vantage } from '../../catalogue/vocabulary.ts';
import type { CheckResult } from '../../probe/result.ts';
import type { JudgedClient } from '../../judge/client.ts';
import { type ClientFacts, type RunFacts, factsOf } from '../../judge/facts.ts';
import { unprobedOutcome } from '../../judge/requirement.ts';
import type { Summary, ExitCode } from '../../judge/summary.ts';
import { compareOutcomes } from '../../judge/vocabulary.ts';
import type { PlannedPort } from '../../plan/bind.ts';
import type { Check } from '../../plan/check.ts';
import { checkKey, targetsOf } from '../../plan/checks.ts';
import type { Plan, Requirement } from '../../plan/plan.ts';
import { explainMethod } from '../../text/explain.ts';
import type { Texts } from '../../text/texts.ts';
import {
  type CatalogueEntry,
  type ClientEntry,
  type IndirectEntry,
  REPORT_SCHEMA,
  type ReportHead,
  type ReportTail,
  type SiteEntry,
} from './report.ts';
import { sourceText } from '../told/source-text.ts';

export interface Tool {
  readonly name: string;
  readonly version: string;
}

/** What is known before the first probe. */
export function buildHead(
  plan: Plan,
  from: Vantage,
  startedAt: string,
  tool: Tool,
  texts: Texts,
): ReportHead {
  return {
    schema: REPORT_SCHEMA,
    tool,
    run: { from, startedAt },
    site: siteEntry(plan),
    methods: plan.methods,
    catalogue: Object.fromEntries(
      plan.requirements.map((requirement) => [
        requirement.id,
        catalogueEntry(requirement, from, texts),
      ]),
    ),
  };
}

export function siteEntry({ site }: Plan): SiteEntry {
  const { product, communication, siteCode, siteServer } = site;
  return { product, communication, siteCode, ...(siteServer === null ? {} : { siteServer }) };
}

function catalogueEntry(requirement: Requirement, from: Vantage, texts: Texts): CatalogueEntry {
  const { destination, flow, method, necessity } = requirement;
  const text = texts.flows[flow.name];
  return {
    title: text.title,
    method,
    necessity,
    from: flow.from,
    to: flow.to,
    transport: flow.transport,
    ports: requirement.ports.map(portText),
    reason: reasonText(requirement, texts),
    purpose: text.purpose,
    symptom: text.withoutIt,
    fix: fixText(requirement, texts),
    source: sourceText(flow.source, texts),
    unprobed: unprobedOutcome(requirement, from),
    notNamed: destination.kind === 'not-named' ? flow.hosts : null,
  };
}

/** What to open, at the flow's end and in between. */
function fixText({ flow, ports, necessity }: Requirement, texts: Texts): string {
  const { atTheEnd, portsBesides = '' } = texts.flows[flow.name];
  // Nobody is asked to open what today's Windows does not need.
  if (necessity === 'documented') return atTheEnd;
  const passage = texts.passage({ ...flow, ports: ports.map(portText) });
  return texts.sentences([atTheEnd, passage, portsBesides]);
}

export function reasonText({ reasons }: Pick<Requirement, 'reasons'>, texts: Texts): string {
  return reasons.map(({ code, value }) => texts.reasons[code](value ?? '')).join('; ');
}

/** A number, or `49152-65535`. */
export function portText(port: PlannedPort): number | string {
  return typeof port === 'number' ? port : `${port.first}-${port.last}`;
}

/** One client's facts and sentences. */
export function buildClient(judged: JudgedClient, run: RunFacts, texts: Texts): ClientEntry {
  return withSentences(factsOf(judged), run, texts);
}

/** What was saved of a client, with its sentences again. */
export function withSentences(facts: ClientFacts, run: RunFacts, texts: Texts): ClientEntry {
  return {
    client: facts.client,
    answered: facts.answered,
    ...(facts.interrupted === true ? { interrupted: true } : {}),
    methods: facts.methods.map((method) => ({
      method: method.method,
      verdict: method.verdict,
      here: method.here,
      brokenBy: method.brokenBy,
      degradedBy: method.degradedBy,
      unproven: method.unproven,
      explanation: texts.explanation(explainMethod(method, facts, run, texts)),
      alternatives: method.alternatives,
    })),
    requirements: facts.requirements,
    warnings: facts.warnings.map(({ code, facts: warning }) => ({
      code,
      message: texts.warning(warning),
      facts: warning,
    })),
    ...(facts.self === undefined ? {} : { self: facts.self }),
  };
}

/** A server's best address stands for it. */
export function buildIndirect(
  results: readonly CheckResult[],
  plan: Plan,
): readonly IndirectEntry[] {
  return results.flatMap(({ check, endpoints }) => {
    const [best] = [...endpoints].sort((a, b) =>
      compareOutcomes(a.observation.outcome, b.observation.outcome),
    );
    if (best === undefined) return [];
    const { host, address, port, observation } = best;
    const requirements = plan.requirements
      .filter((requirement) => serves(check, requirement, plan))
      .map(({ id }) => id);
    return [{ host, port, outcome: observation.outcome, address, requirements }];
  });
}

function serves(check: Check, requirement: Requirement, plan: Plan): boolean {
  return targetsOf(requirement, plan, null).some(({ checks }) =>
    checks.some((known) => checkKey(known) === checkKey(check)),
  );
}

/** What is known after the last probe. */
export function buildTail(
  head: ReportHead,
  finishedAt: string,
  complete: boolean,
  indirect: readonly IndirectEntry[],
  { clients, noAnswer, verdicts }: Summary,
  exitCode: ExitCode,
): ReportTail {
  return {
    run: { ...head.run, finishedAt, complete },
    indirect,
    summary: { clients, noAnswer, verdicts, exitCode },
  };
}

/** The end of a run that went on with another. @param clients how many the other had done */
export function resumedTail(tail: ReportTail, clients: number): ReportTail {
  return { ...tail, run: { ...tail.run, resumed: clients } };
}

/** The end of a run that looked again at what broke. */
export function waitedTail(
  tail: ReportTail,
  waited: NonNullable<ReportTail['run']['waited']>,
): ReportTail {
  return { ...tail, run: { ...tail.run, waited } };
}
