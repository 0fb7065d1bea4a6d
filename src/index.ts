export type {
  Communication,
  Method,
  Necessity,
  Product,
  Role,
  Transport,
  Vantage,
} from './catalogue/vocabulary.ts';
export type { Check } from './plan/check.ts';
export type { Plan, Requirement } from './plan/plan.ts';
export type { Evidence, Observation, Outcome, Reached } from './probe/observation.ts';
export type { CheckResult, EndpointResult } from './probe/result.ts';
export type { RunEvent } from './engine/events.ts';
export type { ClientObservations, JudgedClient } from './judge/client.ts';
export type { Status, Verdict } from './judge/vocabulary.ts';
export type { ClientEntry, Report } from './report/model/report.ts';
export type { PlanEntry } from './report/documents/plan/model.ts';
export type { Site } from './site/site.ts';
export type { Texts } from './text/texts.ts';
export { type CheckOptions, check } from './run/check.ts';
export { judgeClient as judge } from './judge/client.ts';
export { type MergeOptions, mergeFiles as merge } from './cli/merge/merge-files.ts';
export { makePlan as plan } from './plan/plan.ts';
export { buildPlan as describePlan } from './report/documents/plan/model.ts';
export { checkKey, checksFor } from './plan/checks.ts';
export { type RenderOptions, renderReport as render } from './report/forms/render.ts';
export { type Lab, type LabOptions, startLab } from './lab/lab.ts';
export { REPORT_FORMATS, type ReportFormat } from './report/forms/names.ts';
export { textsOf } from './cli/language.ts';
export type { SiteFile } from './site/load.ts';
export { ExpectationError } from './run/expectations.ts';
export { loadSite } from './run/load-site.ts';
export { EchoUnavailable, type IcmpWay } from './probe/icmp/sender.ts';
export { SiteError } from './site/problem.ts';
export { UsageError } from './cli/usage-error.ts';
