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
export type { CheckResult, EndpointResult } from './engine/result.ts';
export type { ClientObservations, JudgedClient } from './judge/client.ts';
export type { Status, Verdict } from './judge/vocabulary.ts';
export type { Report } from './report/model.ts';
export type { Site } from './site/site.ts';
export { type CheckOptions, check } from './run/report.ts';
export { judgeClient as judge } from './judge/client.ts';
export { makePlan as plan } from './plan/plan.ts';
export { type SiteFile, loadSite } from './site/load.ts';
export { EchoUnavailable, type IcmpWay } from './probe/icmp/sender.ts';
export { SiteError } from './site/problem.ts';
