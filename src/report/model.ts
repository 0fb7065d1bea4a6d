import type { RequirementId } from '../catalogue/flow.ts';
import type {
  Communication,
  Method,
  Necessity,
  Product,
  Role,
  Transport,
  Vantage,
} from '../catalogue/vocabulary.ts';
import type { VerdictCounts, ExitCode } from '../judge/summary.ts';
import type { RequirementOutcome, Status, Verdict } from '../judge/vocabulary.ts';
import type { Warning, WarningCode } from '../judge/warning.ts';
import type { Cause, Evidence, Outcome, Reached } from '../probe/observation.ts';

export const REPORT_SCHEMA = 'ccm-preflight/report/1';

/** A report comes in three parts, so that it can be written while the run goes on. */
export interface ReportHead {
  readonly schema: typeof REPORT_SCHEMA;
  readonly tool: { readonly name: string; readonly version: string };
  readonly run: { readonly from: Vantage; readonly startedAt: string };
  readonly site: SiteEntry;
  readonly catalogue: Readonly<Partial<Record<RequirementId, CatalogueEntry>>>;
}

export interface SiteEntry {
  readonly product: Product;
  readonly communication: Communication;
  readonly siteCode: string | null;
}

/** What is the same for every client. */
export interface CatalogueEntry {
  readonly title: string;
  readonly method: Method;
  readonly necessity: Necessity;
  readonly from: Vantage;
  readonly to: Role;
  readonly transport: Transport;
  readonly ports: readonly (number | string)[];
  readonly reason: string;
  readonly purpose: string;
  readonly symptom: string;
  readonly fix: string;
  readonly source: string;
}

export interface ClientEntry {
  readonly client: string;
  /** null where nothing was sent to the client, or this machine could not send. */
  readonly answered: boolean | null;
  readonly methods: readonly MethodEntry[];
  readonly requirements: readonly RequirementEntry[];
  readonly warnings: readonly WarningEntry[];
}

export interface MethodEntry {
  readonly method: Method;
  readonly verdict: Verdict;
  readonly here: Verdict;
  readonly brokenBy: readonly RequirementId[];
  readonly degradedBy: readonly RequirementId[];
  readonly unproven: readonly RequirementId[];
  /** One sentence where the verdict is not `works`, else empty. */
  readonly explanation: string;
  readonly alternatives: readonly Method[];
}

export interface RequirementEntry {
  readonly id: RequirementId;
  readonly status: Status;
  readonly outcome: RequirementOutcome;
  readonly endpoints: readonly EndpointEntry[];
}

export interface EndpointEntry {
  readonly host: string;
  readonly address: string | null;
  readonly port: number | null;
  readonly outcome: Outcome;
  /** The system's error code. */
  readonly code?: string;
  /** Why an answer was not the expected one. */
  readonly cause?: Cause;
  readonly reached: Reached;
  readonly rttMs: number | null;
  readonly attempts: number;
  readonly evidence: Evidence | Record<string, never>;
}

export interface WarningEntry {
  readonly code: WarningCode;
  readonly message: string;
  readonly facts: Warning;
}

/** A role server seen from the site server: never changes a verdict. */
export interface IndirectEntry {
  readonly host: string;
  readonly port: number | null;
  readonly outcome: Outcome;
  readonly address: string | null;
  /** What it serves. */
  readonly requirements: readonly RequirementId[];
}

export interface ReportTail {
  readonly run: {
    readonly from: Vantage;
    readonly startedAt: string;
    readonly finishedAt: string;
    readonly complete: boolean;
  };
  readonly indirect: readonly IndirectEntry[];
  readonly summary: SummaryEntry;
}

export interface SummaryEntry {
  readonly clients: number;
  readonly noAnswer: number;
  readonly verdicts: VerdictCounts;
  readonly exitCode: ExitCode;
}

/** The three parts as one value, as `-o json` prints it. */
export type Report = Omit<ReportHead, 'run'> &
  ReportTail & { readonly clients: readonly ClientEntry[] };
