import type { Condition, FlowName } from '../catalogue/flow.ts';
import type {
  Communication,
  Method,
  Necessity,
  Product,
  Role,
  Transport,
  Vantage,
} from '../catalogue/vocabulary.ts';
import type { LogErrorKey } from '../catalogue/log-errors.ts';
import type { RequirementOutcome, Verdict } from '../judge/vocabulary.ts';
import type { Warning } from '../judge/warning.ts';
import type { ReasonCode } from '../plan/reason.ts';
import type { Cause } from '../probe/observation.ts';
import type { DiagnoseTexts } from './diagnose.ts';
import type { DiffTexts } from './diff.ts';
import type { DiscoverTexts } from './discover.ts';
import type { ErrorTexts } from './errors.ts';
import type { Explanation } from './explain.ts';
import type { FileTexts } from './files.ts';
import type { FirewallTexts } from './firewall.ts';
import type { FormatTexts } from './formats.ts';
import type { GithubTexts } from './github.ts';
import type { HtmlTexts, JoinedHtmlTexts } from './html.ts';
import type { HelpTexts } from './help.ts';
import type { Language } from './language.ts';
import type { ListenTexts } from './listen.ts';
import type { ManyTexts } from './many.ts';
import type { MarkdownTexts } from './markdown.ts';
import type { MergeTexts } from './merge.ts';
import type { NoteTexts } from './notes.ts';
import type { ProgressTexts } from './progress.ts';
import type { SavedTexts } from './saved.ts';
import type { SelfTexts } from './self.ts';
import type { SiteTexts } from './site.ts';
import type { SourceTexts } from './sources.ts';
import type { TableTexts } from './table.ts';

/** A way through the firewalls between two machines. */
export interface Passage {
  readonly transport: Transport;
  readonly ports: readonly (number | string)[];
  readonly from: Vantage;
  readonly to: Role;
}

/** What people are told of a flow, wherever it appears. */
export interface FlowText {
  /** Short name for tables: `SMB to the client`. */
  readonly title: string;
  /** What the flow is for. */
  readonly purpose: string;
  /** What fails without it, and how that looks. */
  readonly withoutIt: string;
  /** What to do at the flow's end: the firewall on the machine, its rule group by name, its service. */
  readonly atTheEnd: string;
  /** What there is to know of its ports. */
  readonly portsBesides?: string;
}

/** Where something was seen, filled into sentences. */
export interface Place {
  /** `TCP 445`, `ICMP echo`. */
  readonly port: string;
  readonly host: string;
  readonly address: string | null;
}

/** Every sentence of one language. A missing one does not compile. */
export interface Texts {
  readonly language: Language;
  readonly methods: Record<Method, string>;
  readonly roles: Record<Role, string>;
  readonly vantages: Record<Vantage, string>;
  readonly necessities: Record<Necessity, string>;
  readonly verdicts: Record<Verdict, string>;
  readonly outcomes: Record<RequirementOutcome, string>;
  readonly causes: Record<Cause, string>;
  /** What a certificate says of itself; days are ISO 8601, in UTC. */
  readonly certificate: {
    readonly validTo: (day: string) => string;
    readonly validFrom: (day: string) => string;
    readonly names: (names: readonly string[]) => string;
    readonly issuer: (issuer: string) => string;
  };
  readonly flows: Record<FlowName, FlowText>;
  readonly sources: SourceTexts;
  readonly formats: FormatTexts;
  readonly listen: ListenTexts;
  readonly reasons: Record<ReasonCode, (value: string) => string>;
  /** What happened at one place: `pc001 (10.0.0.7) on TCP 445 does not answer`. */
  readonly happened: Record<RequirementOutcome, (place: Place) => string>;
  /** What to open on firewalls in between: `On every firewall between: TCP 445 from … to …`. */
  readonly passage: (passage: Passage) => string;
  /** Things side by side. */
  readonly list: (parts: readonly (string | number)[]) => string;
  /** Sentences one after the other; empty ones are none. */
  readonly sentences: (sentences: readonly string[]) => string;
  /** A warning's sentence. */
  readonly warning: (warning: Warning) => string;
  /** A method's verdict in a sentence. */
  readonly explanation: (explanation: Explanation) => string;
  readonly table: TableTexts;
  readonly firewall: FirewallTexts;
  readonly many: ManyTexts;
  readonly markdown: MarkdownTexts;
  readonly github: GithubTexts;
  readonly html: HtmlTexts;
  readonly joinedHtml: JoinedHtmlTexts;
  readonly progress: ProgressTexts;
  readonly merge: MergeTexts;
  readonly diff: DiffTexts;
  readonly discover: DiscoverTexts;
  readonly files: FileTexts;
  /** A system's or our own error code in words. */
  readonly errorCode: (code: string) => string;
  /** What an error in a log is called. */
  readonly logErrors: Record<LogErrorKey, string>;
  readonly diagnose: DiagnoseTexts;
  readonly help: HelpTexts;
  readonly errors: ErrorTexts;
  readonly notes: NoteTexts;
  /** What is wrong with a saved report. */
  readonly saved: SavedTexts;
  /** What a client tells of itself. */
  readonly self: SelfTexts;
  readonly site: SiteTexts;
  readonly plan: PlanTexts;
  readonly explain: ExplainTexts;
}

/** The sentences of a printed plan. */
export interface PlanTexts {
  readonly title: (site: {
    readonly product: Product;
    readonly communication: Communication;
    readonly siteCode: string | null;
  }) => string;
  readonly needed: string;
  readonly excluded: string;
  readonly columns: Record<
    'flow' | 'necessity' | 'fromTo' | 'port' | 'endpoints' | 'reason' | 'source',
    string
  >;
}

/** The sentences of `explain`. */
export interface ExplainTexts {
  readonly products: Record<Product, string>;
  readonly methods: Record<Method, string>;
  readonly labels: Record<
    'port' | 'opens' | 'purpose' | 'withoutIt' | 'fix' | 'when' | 'source',
    string
  >;
  readonly opener: (from: string, to: string, direction: 'stated' | 'read') => string;
  readonly necessity: (usually: string, becomes: string, condition: string) => string;
  /** Points to the explanation of one flow. */
  readonly more: (id: string) => string;
  readonly conditions: Record<Condition, string>;
  /** Stands before the flows whose failure an error points to. */
  readonly looksSo: string;
}
