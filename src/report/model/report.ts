import type { RequirementId } from '../../catalogue/flow.ts';
import type { Said } from '../../probe/saved-words.ts';
import type * as saved from './schema.ts';

export const REPORT_SCHEMA = 'ccm-preflight/report/1';

/** Options of `check`, besides those of the site, without which a later run would see less. */
export const KEPT_OPTIONS = [
  'timeout',
  'response-timeout',
  'retries',
  'ca',
  'client-cert',
  'client-key',
] as const;

/** What was said; null for a file, whose name means nothing to another machine. */
export type KeptOptions = Readonly<Partial<Record<(typeof KEPT_OPTIONS)[number], string | null>>>;

/** A report comes in three parts, so that it can be written while the run goes on. */
export type ReportHead = Said<typeof saved.reportHead>;
export type SiteEntry = ReportHead['site'];

/** A requirement's facts, which are the same for every client. */
export type CatalogueFacts = Said<typeof saved.catalogueFacts>;
/** The same facts with the sentences that reports show. */
export type CatalogueEntry = NonNullable<ReportHead['catalogue'][RequirementId]>;

/** A head without its sentences: the part of a saved head that is used. */
export interface HeadFacts extends Omit<ReportHead, 'catalogue'> {
  readonly catalogue: Readonly<Partial<Record<RequirementId, CatalogueFacts>>>;
}

/** A client's facts with their sentences, as all formats receive them. */
export type ClientEntry = Said<typeof saved.clientEntry>;
export type MethodEntry = ClientEntry['methods'][number];
/** What was found of a flow that is expected to be closed. */
export type AuditEntry = NonNullable<ClientEntry['audit']>[number];
export type {
  EndpointFacts as EndpointEntry,
  RequirementFacts as RequirementEntry,
} from '../../judge/facts.ts';

export type ReportTail = Said<typeof saved.reportTail>;
/** A role server seen from the site server: never changes a verdict. */
export type IndirectEntry = ReportTail['indirect'][number];
export type SummaryEntry = ReportTail['summary'];

/** The three parts as one value, as `-o json` prints it. */
export type Report = Omit<ReportHead, 'run'> &
  ReportTail & { readonly clients: readonly ClientEntry[] };
