import type { FlowName, RequirementId } from '../catalogue/flow.ts';
import type { Communication, Method, Necessity, Vantage } from '../catalogue/vocabulary.ts';
import type { AuditResult } from '../judge/audit.ts';
import type { ExitCode } from '../judge/exit-codes.ts';
import type { RequirementOutcome, Status, Verdict } from '../judge/vocabulary.ts';
import type { WarningCode } from '../judge/warning.ts';
import type { Cause } from '../probe/observation.ts';
import type { ReportHead } from '../report/model/report.ts';

export const DIFF_SCHEMA = 'ccm-preflight/diff/1';

/** Forms in which a comparison is written, in the order of the help. */
export const DIFF_FORMATS = ['table', 'json', 'markdown'] as const;
export type DiffFormat = (typeof DIFF_FORMATS)[number];

/** Whether it works better than before; `other`: neither is proven. */
export const CHANGES = ['worse', 'better', 'other'] as const;
export type Change = (typeof CHANGES)[number];

/** A comparison comes in three parts, so that it can be written while the reports are read. */
export interface DiffHead {
  readonly schema: typeof DIFF_SCHEMA;
  readonly tool: ReportHead['tool'];
  readonly old: DiffedReport;
  readonly new: DiffedReport;
  /** What can't be compared, or was not the same. */
  readonly differences: readonly Difference[];
}

export interface DiffedReport extends Pick<ReportHead, 'run' | 'site'> {
  /** The file, as the user gave it. */
  readonly report: string;
  /** Its run was stopped: clients that are missing in it were perhaps never looked at. */
  readonly interrupted?: true;
}

/** What of two reports can't be compared, or was not the same. */
export type Difference =
  | { readonly what: 'vantage'; readonly only: 'old' | 'new'; readonly vantage: Vantage }
  | { readonly what: 'method'; readonly only: 'old' | 'new'; readonly method: Method }
  | { readonly what: 'requirement'; readonly only: 'old' | 'new'; readonly id: string }
  /** Where it is expected to be closed. */
  | { readonly what: 'expect'; readonly only: 'old' | 'new'; readonly id: RequirementId }
  | { readonly what: 'site-code'; readonly old: string | null; readonly new: string | null }
  | { readonly what: 'communication'; readonly old: Communication; readonly new: Communication }
  | {
      readonly what: 'ports';
      readonly id: string;
      readonly old: string;
      readonly new: string;
    }
  | {
      readonly what: 'necessity';
      readonly id: string;
      readonly old: Necessity;
      readonly new: Necessity;
    };

/** The differences of a client. */
export type ClientDiff =
  { readonly client: string; readonly change: 'new' | 'gone' | 'not-compared' } | ChangedClient;

/** Whether a client that answered before does not any more. */
export function hasStoppedAnswering({ answered }: Pick<ChangedClient, 'answered'>): boolean {
  return answered.old === true && answered.new === false;
}

export interface ChangedClient {
  readonly client: string;
  /** The worst of its methods' changes and of its findings'; `other` where none is better or worse. */
  readonly change: Change;
  /** Whether it answered at all. */
  readonly answered: Pair<boolean | null>;
  readonly methods: readonly MethodChange[];
  readonly requirements: readonly RequirementChange[];
  /** Findings that appeared or went: flows that the new report expects to be closed. */
  readonly audit?: readonly AuditChange[];
}

/** A flow that is expected to be closed, and was open before or is open now. */
export interface AuditChange {
  readonly flow: FlowName;
  /** `other`: it is not known to be open any more, nor proven to be closed. */
  readonly change: Change;
  readonly old: AuditResult;
  readonly new: AuditResult;
}

export interface Pair<T> {
  readonly old: T;
  readonly new: T;
}

export interface MethodChange {
  readonly method: Method;
  readonly change: Change;
  readonly verdict: Pair<Verdict>;
  readonly here: Pair<Verdict>;
  /** The method's requirements that changed, without those that change no verdict. */
  readonly because: readonly RequirementId[];
  /** Warnings about the method that appeared or went. */
  readonly warnings: {
    readonly appeared: readonly WarningCode[];
    readonly gone: readonly WarningCode[];
  };
}

export interface RequirementChange {
  readonly id: RequirementId;
  readonly change: Change;
  readonly old: SeenRequirement;
  readonly new: SeenRequirement;
}

export interface SeenRequirement {
  readonly status: Status;
  readonly outcome: RequirementOutcome;
  readonly cause: Cause | null;
  /** Hosts that did not meet it. */
  readonly unmetHosts: readonly string[];
}

export interface DiffTail {
  readonly complete: boolean;
  readonly summary: DiffSummary;
}

/** Numbers of clients by their differences. */
export interface DiffSummary {
  /** In both reports. */
  readonly clients: number;
  readonly same: number;
  readonly worse: number;
  readonly better: number;
  readonly other: number;
  /** Clients in both that answered before and do not any more. */
  readonly noAnswer: number;
  readonly new: number;
  readonly gone: number;
  readonly notCompared: number;
  /** Reports whose runs were stopped before they had looked at all clients of the other. */
  readonly lacking: readonly (keyof Pair<unknown>)[];
  readonly exitCode: ExitCode;
}

/** One comparison in one form, made for its head: text to append as it comes. */
export interface DiffReporter {
  /** What stands before the first client. */
  readonly opening: string;
  client(diff: ClientDiff): string;
  close(tail: DiffTail): string;
}
