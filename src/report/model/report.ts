import type { HostSource, RequirementId } from '../../catalogue/flow.ts';
import type {
  Communication,
  Method,
  Necessity,
  Product,
  Role,
  Transport,
  Vantage,
} from '../../catalogue/vocabulary.ts';
import type { ClientFacts, MethodFacts, WarningFacts } from '../../judge/facts.ts';
import type { Readiness } from '../../judge/readiness.ts';
import type { ReadinessCounts, VerdictCounts } from '../../judge/summary.ts';
import type { ExitCode } from '../../judge/exit-codes.ts';
import type { UnprobedOutcome } from '../../judge/vocabulary.ts';
import type { MethodPlan } from '../../plan/plan.ts';
import type { Reason } from '../../plan/reason.ts';
import type { Outcome } from '../../probe/observation.ts';
import type { Said } from '../../site/site.ts';

export const REPORT_SCHEMA = 'ccm-preflight/report/1';

/** Options of `check`, besides those of the site, without which a later run would see less. */
export const RUN_OPTIONS = [
  'timeout',
  'response-timeout',
  'retries',
  'ca',
  'client-cert',
  'client-key',
] as const;
export type RunOption = (typeof RUN_OPTIONS)[number];

/** What was said; null for a file, whose name means nothing to another machine. */
export type RunOptions = Readonly<Partial<Record<RunOption, string | null>>>;

/** A report comes in three parts, so that it can be written while the run goes on. */
export interface ReportHead {
  readonly schema: typeof REPORT_SCHEMA;
  readonly tool: { readonly name: string; readonly version: string };
  readonly run: {
    readonly from: Vantage;
    /** Where reports from both ends were joined: those ends. `from` is the site server then. */
    readonly joined?: readonly Vantage[];
    readonly startedAt: string;
    /** A client that another computer was looked from for: this is not that client's own report. */
    readonly standsFor?: string;
    /** What a later run needs besides the site to see the same. */
    readonly options?: RunOptions;
  };
  readonly site: SiteEntry;
  /** The methods of the run, in order, and why one can't be used in this site. */
  readonly methods: readonly MethodPlan[];
  readonly catalogue: Readonly<Partial<Record<RequirementId, CatalogueEntry>>>;
  /** Requirements of a report that a newer version saved, which this one knows nothing of. */
  readonly unknownRequirements?: readonly string[];
}

/** A head without its sentences: the part of a saved head that is used. */
export interface HeadFacts extends Omit<ReportHead, 'catalogue'> {
  readonly catalogue: Readonly<Partial<Record<RequirementId, CatalogueFacts>>>;
}

export interface SiteEntry {
  readonly product: Product;
  readonly communication: Communication;
  readonly communicationSaid: Said;
  readonly siteCode: string | null;
  /** Absent where the site does not name it. */
  readonly siteServer?: string;
}

/** A requirement's facts, which are the same for every client. */
export interface CatalogueFacts {
  readonly method: Method;
  readonly necessity: Necessity;
  readonly from: Vantage;
  readonly to: Role;
  readonly transport: Transport;
  readonly ports: readonly (number | string)[];
  /** Why this site needs it; none in reports that were saved before they were kept. */
  readonly reasons: readonly Reason[];
  /** The requirement's outcome for every client, where this run sends nothing for it; else null. */
  readonly unprobed: UnprobedOutcome | null;
  /** The kind of host that the site does not name; null where none is missing. */
  readonly notNamed: HostSource | null;
}

/** The same facts with the sentences that reports show. */
export interface CatalogueEntry extends CatalogueFacts {
  readonly title: string;
  readonly reason: string;
  readonly purpose: string;
  readonly symptom: string;
  readonly fix: string;
  readonly source: string;
}

/** A client's facts with their sentences, as all formats receive them. */
export interface ClientEntry extends ClientFacts {
  readonly methods: readonly MethodEntry[];
  readonly warnings: readonly WarningEntry[];
}

export interface MethodEntry extends MethodFacts {
  /** What to do about the client, as far as can be seen from here. */
  readonly readiness: Readiness;
  /** One sentence where the verdict is not `works`, else empty. */
  readonly explanation: string;
}

export interface WarningEntry extends WarningFacts {
  readonly message: string;
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
  readonly run: ReportHead['run'] & {
    readonly finishedAt: string;
    readonly complete: boolean;
    /** In a joined report: the machines that should have given one and did not. */
    readonly missing?: readonly string[];
    /** How many of the clients were taken from an earlier, stopped run. */
    readonly resumed?: number;
    /**
     * Where what broke was to be checked again: how often that was done, and the milliseconds from
     * the first look at all clients to the last at those that were left.
     */
    readonly waited?: { readonly rounds: number; readonly ms: number };
    /** In a joined report: clients of which one report is over a day older than another. */
    readonly apart?: {
      readonly clients: number;
      /** Whole ones, between the two that are farthest apart. */
      readonly days: number;
      /** The first of them. */
      readonly names: readonly string[];
    };
  };
  readonly indirect: readonly IndirectEntry[];
  readonly summary: SummaryEntry;
}

export interface SummaryEntry {
  readonly clients: number;
  readonly noAnswer: number;
  /** Clients for which all that this end looked at ended in an error of its own. */
  readonly unchecked: number;
  /** How many clients are ready for each method, as far as can be seen from here. */
  readonly ready: ReadinessCounts;
  /** For how many clients each method is not blocked, but likely to hang or fail. */
  readonly doubtful: ReadinessCounts;
  readonly verdicts: VerdictCounts;
  readonly exitCode: ExitCode;
  /** In a joined report: entries that were left out for newer ones of the same client. */
  readonly superseded?: number;
  /** In a joined report: clients whose entries differ in a method's verdict. */
  readonly contradicted?: number;
}

/** The three parts as one value, as `-o json` prints it. */
export type Report = Omit<ReportHead, 'run'> &
  ReportTail & { readonly clients: readonly ClientEntry[] };

export type {
  EndpointFacts as EndpointEntry,
  RequirementFacts as RequirementEntry,
} from '../../judge/facts.ts';
