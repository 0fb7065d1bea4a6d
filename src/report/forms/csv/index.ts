import { type UnknownFacts, decidingEndpoint } from '../../../judge/facts.ts';
import type { ClientEntry, MethodEntry, ReportHead, RequirementEntry } from '../../model/report.ts';
import type { Texts } from '../../../text/texts.ts';
import type { Reporter, ReporterOptions } from '../reporter.ts';
import { csvRows } from '../../syntax/csv.ts';

/** Never changed and never translated: formulas and scripts know them by name. New ones come last. */
const COLUMNS = [
  'client',
  'answered',
  'method',
  'verdict',
  'here',
  'requirement',
  'flow',
  'necessity',
  'from',
  'to',
  'status',
  'outcome',
  'cause',
  'code',
  'transport',
  'host',
  'address',
  'port',
  'reached',
  'rtt_ms',
  'attempts',
  'unmet_hosts',
  'explanation',
] as const;
type Row = Record<(typeof COLUMNS)[number], string>;

/**
 * A row a requirement, with the endpoint that decided it. Excel reads a file without a
 * byte order mark in the code page of its Windows: fine for English, where every sentence of ours
 * is ASCII, garbled for others, which get one. Where none is needed there is none, for the sake of
 * programs that would take it for a part of the first column's name.
 */
export function csvReporter({ catalogue }: ReportHead, { texts }: ReporterOptions): Reporter {
  return {
    opening: `${texts.language === 'en' ? '' : '\u{feff}'}${csvRows([COLUMNS])}`,
    client(entry) {
      const rows: readonly Partial<Row>[] = [
        ...entry.requirements.map((requirement) => rowOf(requirement, entry, catalogue)),
        ...(entry.unknown ?? []).map((unknown) => unknownRow(unknown, entry, texts)),
      ];
      return csvRows(rows.map((row) => COLUMNS.map((column) => row[column] ?? '')));
    },
    close: () => '',
  };
}

function rowOf(
  requirement: RequirementEntry,
  { client, answered, methods }: ClientEntry,
  catalogue: ReportHead['catalogue'],
): Row {
  const { id, status, outcome, unmetHosts } = requirement;
  const catalogued = catalogue[id];
  const method = methods.find((each) => each.method === catalogued?.method);
  const endpoint = decidingEndpoint(requirement);
  const ports = endpoint === null ? (catalogued?.ports ?? []) : [endpoint.port ?? ''];
  return {
    client,
    answered: answered === null ? '' : answered ? 'yes' : 'no',
    method: catalogued?.method ?? '',
    verdict: method?.verdict ?? '',
    here: method?.here ?? '',
    requirement: id,
    flow: catalogued?.title ?? '',
    necessity: catalogued?.necessity ?? '',
    from: catalogued?.from ?? '',
    to: catalogued?.to ?? '',
    status,
    outcome,
    cause: endpoint?.cause ?? '',
    code: endpoint?.code ?? '',
    transport: catalogued?.transport ?? '',
    host: endpoint?.host ?? '',
    address: endpoint?.address ?? '',
    port: ports.join(' '),
    reached: endpoint?.reached ?? '',
    rtt_ms: `${endpoint?.rttMs ?? ''}`,
    attempts: `${endpoint?.attempts ?? ''}`,
    unmet_hosts: unmetHosts.join(' '),
    explanation: method !== undefined && concerns(method, id) ? method.explanation : '',
  };
}

/** What a newer version saw: no more than its id and status is known of it here. */
function unknownRow(
  { id, status }: UnknownFacts,
  { client, answered, methods }: ClientEntry,
  { saved }: Texts,
): Partial<Row> {
  const method = methods.find((each) => id.startsWith(`${each.method}/`));
  return {
    client,
    answered: answered === null ? '' : answered ? 'yes' : 'no',
    method: method?.method ?? '',
    verdict: method?.verdict ?? '',
    here: method?.here ?? '',
    requirement: id,
    flow: saved.unknownId(id),
    status,
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
