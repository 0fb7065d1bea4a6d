import { isOwnFlow } from '../../catalogue/flow.ts';
import type { Vantage } from '../../catalogue/vocabulary.ts';
import type { CheckResults } from '../../probe/result.ts';
import { type ClientFacts, type MethodFacts, type RunFacts } from '../../judge/facts.ts';
import { readinessOf } from '../../judge/readiness.ts';
import { AUDIT_RESULTS, auditOf } from '../../judge/audit.ts';
import { unprobedOutcome } from '../../judge/requirement.ts';
import type { Summary } from '../../judge/summary.ts';
import type { ExitCode } from '../../judge/exit-codes.ts';
import { byServersClocks } from '../../judge/clock.ts';
import { compareOutcomes } from '../../judge/vocabulary.ts';
import { serverRequirements } from '../../plan/checks.ts';
import { expectedOf } from '../../plan/expected.ts';
import type { Plan, Requirement } from '../../plan/plan.ts';
import type { Texts } from '../../text/texts.ts';
import { portText, tellEntry } from './catalogue.ts';
import { auditEntry, tellExpected } from './audit.ts';
import { tellExplanation } from './explanation.ts';
import {
  type CatalogueFacts,
  type ClientEntry,
  type IndirectEntry,
  REPORT_SCHEMA,
  type ReportHead,
  type ReportTail,
  type SiteEntry,
  type SummaryEntry,
  type KeptOptions,
} from './report.ts';

export interface Tool {
  readonly name: string;
  readonly version: string;
}

/** What a head says besides, where there is something to say. */
export interface Beside {
  /** The client in whose place another machine is looked from. */
  readonly standsFor?: string | null | undefined;
  readonly runOptions?: KeptOptions | undefined;
}

/** The part that is known before the first probe. */
export function buildHead(
  plan: Plan,
  from: Vantage,
  startedAt: string,
  tool: Tool,
  texts: Texts,
  { standsFor = null, runOptions = {} }: Beside = {},
): ReportHead {
  return {
    schema: REPORT_SCHEMA,
    tool,
    run: {
      from,
      startedAt,
      ...(standsFor === null ? {} : { standsFor }),
      ...(Object.keys(runOptions).length === 0 ? {} : { options: runOptions }),
    },
    site: siteEntry(plan),
    methods: plan.methods,
    catalogue: Object.fromEntries(
      plan.requirements.map((requirement) => [
        requirement.id,
        tellEntry(
          requirement.id,
          catalogueFacts(requirement, plan, from),
          plan.site.product,
          texts,
        ),
      ]),
    ),
  };
}

export function siteEntry({ site }: Plan): SiteEntry {
  const { product, communication, communicationSaid, siteCode, siteServer } = site;
  return {
    product,
    communication,
    communicationSaid,
    siteCode,
    ...(siteServer === null ? {} : { siteServer }),
  };
}

function catalogueFacts(requirement: Requirement, { site }: Plan, from: Vantage): CatalogueFacts {
  const expect = expectedOf(requirement, site);
  const { destination, flow, method, necessity, ports, reasons } = requirement;
  return {
    method,
    necessity,
    from: flow.from,
    to: flow.to,
    transport: flow.transport,
    ports: ports.map(portText),
    reasons,
    unprobed: unprobedOutcome(requirement, from),
    notNamed: destination.kind === 'not-named' && flow.hosts !== 'named' ? flow.hosts : null,
    ...(expect === null ? {} : { expect }),
    ...(isOwnFlow(flow) ? { own: flow.words } : {}),
  };
}

/** What was saved of a client, with its sentences again. */
export function withSentences(facts: ClientFacts, run: RunFacts, texts: Texts): ClientEntry {
  const audit = auditOf(facts, run);
  return {
    client: facts.client,
    answered: facts.answered,
    ...(facts.interrupted === true ? { interrupted: true } : {}),
    methods: facts.methods.map((method) => ({
      method: method.method,
      verdict: method.verdict,
      here: method.here,
      readiness: readinessOf(method, facts, run),
      brokenBy: method.brokenBy,
      degradedBy: method.degradedBy,
      unproven: method.unproven,
      ...(method.unknown === undefined ? {} : { unknown: method.unknown }),
      explanation: explanationOf(method, facts, run, texts),
      alternatives: method.alternatives,
    })),
    requirements: facts.requirements,
    ...(facts.unknown === undefined ? {} : { unknown: facts.unknown }),
    warnings: facts.warnings.map(({ code, facts: warning }) => ({
      code,
      message: texts.warning(warning),
      facts: warning,
    })),
    ...(audit.length === 0
      ? {}
      : { audit: audit.map((audited) => auditEntry(audited, run, texts)) }),
    ...(facts.location === undefined ? {} : { location: facts.location }),
    ...(facts.self === undefined ? {} : { self: facts.self }),
  };
}

/** A verdict's sentence; requirements of a newer version appear by their ids. */
function explanationOf(
  method: MethodFacts,
  facts: ClientFacts,
  run: RunFacts,
  texts: Texts,
): string {
  const { unknown = [], brokenBy, degradedBy, unproven } = method;
  const isUnknownAlone = unknown.length > 0 && [brokenBy, degradedBy, unproven].flat().length === 0;
  return texts.sentences([
    ...(isUnknownAlone ? [] : [tellExplanation(method, facts, run, texts)]),
    ...(unknown.length === 0 ? [] : [texts.saved.unknownFlows(unknown)]),
    tellExpected(method, run, texts),
  ]);
}

/** Each server is represented by its best address. */
export function buildIndirect(results: CheckResults, plan: Plan): readonly IndirectEntry[] {
  const bound = serverRequirements(plan);
  return [...byServersClocks(results, 'site-server')].flatMap(([key, { endpoints }]) => {
    const [best] = [...endpoints].sort((a, b) =>
      compareOutcomes(a.observation.outcome, b.observation.outcome),
    );
    if (best === undefined) return [];
    const { host, address, port, observation } = best;
    const requirements = bound
      .filter(({ targets }) =>
        targets.some(({ checks }) => checks.some((each) => each.key === key)),
      )
      .map(({ requirement }) => requirement.id);
    return [{ host, port, outcome: observation.outcome, address, requirements }];
  });
}

/** The part that is known after the last probe. */
export function buildTail(
  head: ReportHead,
  finishedAt: string,
  complete: boolean,
  indirect: readonly IndirectEntry[],
  summary: Summary,
  ended: Ended,
): ReportTail {
  return {
    run: { ...head.run, finishedAt, complete },
    indirect,
    summary: summaryEntry(summary, ended),
  };
}

/** How a run ended: its exit code, and whether expectations of closed flows counted for it. */
export interface Ended {
  readonly exitCode: ExitCode;
  readonly audit: boolean;
}

/** What holds for all clients together. */
export function summaryEntry(
  { clients, noAnswer, unchecked, ready, doubtful, verdicts, audit }: Summary,
  { exitCode, audit: weighs }: Ended,
): SummaryEntry {
  const isAudited = AUDIT_RESULTS.some((found) => audit[found] > 0);
  return {
    clients,
    noAnswer,
    unchecked,
    ready,
    doubtful,
    verdicts,
    ...(isAudited || weighs ? { audit: { ...audit, weighs } } : {}),
    exitCode,
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
