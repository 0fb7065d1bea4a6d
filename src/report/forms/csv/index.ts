import { type UnknownFacts, decidingEndpoint } from '../../../judge/facts.ts';
import type { Texts } from '../../../text/texts.ts';
import type {
  CatalogueEntry,
  ClientEntry,
  EndpointEntry,
  MethodEntry,
  ReportHead,
  RequirementEntry,
} from '../../model/report.ts';
import { type CsvColumns, csvBody, csvHead } from '../../syntax/csv.ts';
import { boundaryGroupsOf } from '../../told/location.ts';
import type { Reporter, ReporterOptions } from '../reporter.ts';

/** One requirement of one client. */
interface Row {
  readonly entry: ClientEntry;
  readonly requirement: RequirementEntry | UnknownFacts;
  /** null for what a newer version saved: no more than its id and status is known of it here. */
  readonly seen: RequirementEntry | null;
  readonly flow: string;
  readonly catalogued: CatalogueEntry | undefined;
  readonly method: MethodEntry | undefined;
  /** The one that decided it. */
  readonly endpoint: EndpointEntry | null;
  readonly explanation: string;
}

/** Never changed and never translated: formulas and scripts know them by name. New ones come last. */
const COLUMNS: CsvColumns<Row> = {
  client: ({ entry }) => entry.client,
  answered: ({ entry: { answered } }) => (answered === null ? '' : answered ? 'yes' : 'no'),
  method: ({ method, catalogued }) => method?.method ?? catalogued?.method ?? '',
  verdict: ({ method }) => method?.verdict ?? '',
  here: ({ method }) => method?.here ?? '',
  requirement: ({ requirement }) => requirement.id,
  flow: ({ flow }) => flow,
  necessity: ({ seen, catalogued }) => seen?.necessity ?? catalogued?.necessity ?? '',
  from: ({ catalogued }) => catalogued?.from ?? '',
  to: ({ catalogued }) => catalogued?.to ?? '',
  status: ({ requirement }) => requirement.status,
  outcome: ({ seen }) => seen?.outcome ?? '',
  cause: ({ endpoint }) => endpoint?.cause ?? '',
  code: ({ endpoint }) => endpoint?.code ?? '',
  transport: ({ catalogued }) => catalogued?.transport ?? '',
  host: ({ endpoint }) => endpoint?.host ?? '',
  address: ({ endpoint }) => endpoint?.address ?? '',
  port: ({ endpoint, catalogued }) =>
    endpoint === null ? (catalogued?.ports ?? []).join(' ') : `${endpoint.port ?? ''}`,
  reached: ({ endpoint }) => endpoint?.reached ?? '',
  rtt_ms: ({ endpoint }) => `${endpoint?.rttMs ?? ''}`,
  attempts: ({ endpoint }) => `${endpoint?.attempts ?? ''}`,
  unmet_hosts: ({ seen }) => seen?.unmetHosts.join(' ') ?? '',
  explanation: ({ explanation }) => explanation,
  source: ({ endpoint }) => endpoint?.source ?? '',
  expect: ({ catalogued }) => catalogued?.expect ?? '',
  audit: ({ entry, seen }) =>
    entry.audit?.find(({ requirements }) => seen !== null && requirements.includes(seen.id))
      ?.found ?? '',
  locations: ({ entry }) => boundaryGroupsOf(entry),
};

/** A row a requirement, with the endpoint that decided it. */
export function csvReporter({ catalogue }: ReportHead, { texts }: ReporterOptions): Reporter {
  return {
    opening: csvHead(COLUMNS),
    client: (entry) =>
      csvBody(COLUMNS, [
        ...entry.requirements.map((requirement) => rowOf(requirement, entry, catalogue)),
        ...(entry.unknown ?? []).map((unknown) => unknownRow(unknown, entry, texts)),
      ]),
    close: () => '',
  };
}

function rowOf(
  requirement: RequirementEntry,
  entry: ClientEntry,
  catalogue: ReportHead['catalogue'],
): Row {
  const catalogued = catalogue[requirement.id];
  const method = entry.methods.find((each) => each.method === catalogued?.method);
  return {
    entry,
    requirement,
    seen: requirement,
    flow: catalogued?.title ?? '',
    catalogued,
    method,
    endpoint: decidingEndpoint(requirement),
    explanation: method !== undefined && concerns(method, requirement.id) ? method.explanation : '',
  };
}

function unknownRow(requirement: UnknownFacts, entry: ClientEntry, { saved }: Texts): Row {
  const { id } = requirement;
  const method = entry.methods.find((each) => id.startsWith(`${each.method}/`));
  return {
    entry,
    requirement,
    seen: null,
    flow: saved.unknownId(id),
    catalogued: undefined,
    method,
    endpoint: null,
    explanation: method?.unknown?.includes(id) === true ? method.explanation : '',
  };
}

/** A method's sentence stands with the requirements that it speaks of, not in every row. */
function concerns(
  { verdict, brokenBy, degradedBy, unproven }: MethodEntry,
  id: RequirementEntry['id'],
): boolean {
  switch (verdict) {
    case 'breaks':
      return brokenBy.includes(id);
    case 'degraded':
      return degradedBy.includes(id);
    case 'unproven':
      return unproven.includes(id);
    case 'works':
    case 'not-applicable':
      return false;
  }
}
