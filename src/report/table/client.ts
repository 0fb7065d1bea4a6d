import type { RequirementId } from '../../catalogue/flow.ts';
import { NECESSITIES, type Necessity, type Vantage } from '../../catalogue/vocabulary.ts';
import { STATUS_OF } from '../../judge/vocabulary.ts';
import type { Remedy } from '../../text/table.ts';
import type { Texts } from '../../text/texts.ts';
import { groupBy } from '../group.ts';
import type {
  ClientEntry,
  EndpointEntry,
  MethodEntry,
  ReportHead,
  RequirementEntry,
} from '../model.ts';
import type { Style } from '../style.ts';
import { SYMBOL_WIDTH, columns, paragraph } from './layout.ts';

export const FLOW_WIDTH = 28;
export const WHERE_WIDTH = 23;

/** One client's block: headlines, flows, then each broken method with its way out. */
export function clientBlock(
  entry: ClientEntry,
  head: ReportHead,
  style: Style,
  texts: Texts,
): string {
  const sections = [
    title(entry, style, texts),
    entry.methods.map((method) => headline(method, entry, head, style, texts)).join('\n'),
    flowsSeen(entry, head, style, texts),
    ...brokenTogether(entry).map((methods) => broken(methods, entry, head, style, texts)),
    warnings(entry, style, texts),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n\n`;
}

function title(entry: ClientEntry, style: Style, texts: Texts): string {
  const reached = entry.requirements
    .flatMap(({ endpoints }) => endpoints)
    .filter(({ host, address }) => host === entry.client && address !== null && address !== host)
    .map(({ address }) => address);
  const addresses = [...new Set(reached)].join(', ');
  const said = [
    style.heading(entry.client),
    ...(addresses === '' ? [] : [style.faint(`(${addresses})`)]),
    ...(entry.answered === false ? [style.tint('bad', absence(entry, texts))] : []),
  ];
  return style.plain(said.join(' '));
}

/** Why nothing answered, as far as is known. */
function absence({ requirements }: ClientEntry, texts: Texts): string {
  const seen = requirements.flatMap(({ endpoints }) => endpoints);
  return seen.every(({ outcome }) => outcome === 'unresolved')
    ? texts.outcomes.unresolved
    : texts.table.noAnswer;
}

function headline(
  method: MethodEntry,
  entry: ClientEntry,
  head: ReportHead,
  style: Style,
  texts: Texts,
): string {
  const named = (ids: readonly RequirementId[]): string[] => ids.map((id) => titleOf(id, head));
  const outcomeOf = (id: RequirementId): string =>
    entry.requirements.find((requirement) => requirement.id === id)?.outcome ?? 'error';
  const text = texts.table.headline({
    method: method.method,
    verdict: method.verdict,
    here: method.here,
    from: head.run.from,
    broken: named(method.brokenBy),
    degraded: named(method.degradedBy),
    warned: method.here === 'degraded' && method.degradedBy.length === 0 ? 'yes' : 'no',
    elsewhere: named(method.unproven.filter((id) => outcomeOf(id) === 'not-checked')),
    unclear: named(method.unproven.filter((id) => outcomeOf(id) !== 'not-checked')),
    explanation: method.explanation,
  });
  // What this machine can say decides the symbol; a broken method is broken from anywhere.
  const symbol = style.verdict(method.here === 'not-applicable' ? method.verdict : method.here);
  return `  ${symbol} ${paragraph('', text, style, 4).trimStart()}`;
}

export function titleOf(id: RequirementId, head: ReportHead): string {
  return head.catalogue[id]?.title ?? id;
}

/** Methods share flows: one line for each, with the most that any method asks of it. */
function flowsSeen(entry: ClientEntry, head: ReportHead, style: Style, texts: Texts): string {
  const seen = new Map<string, { necessity: Necessity; row: readonly string[] }>();
  for (const requirement of entry.requirements) {
    const necessity = head.catalogue[requirement.id]?.necessity ?? 'required';
    for (const endpoint of requirement.endpoints) {
      const key = [titleOf(requirement.id, head), whereOf(endpoint), endpoint.address].join(' ');
      const known = seen.get(key);
      if (known !== undefined && rank(known.necessity) <= rank(necessity)) continue;
      seen.set(key, {
        necessity,
        row: flowRow(requirement, endpoint, necessity, head, style, texts),
      });
    }
  }
  if (seen.size === 0) return '';
  const rows = [...seen.values()].map(({ row }) => row);
  return `  ${style.heading(texts.table.flowsSeen)}\n${columns(rows, [SYMBOL_WIDTH, FLOW_WIDTH, WHERE_WIDTH], style, 2)}`;
}

function rank(necessity: Necessity): number {
  return NECESSITIES.indexOf(necessity);
}

function flowRow(
  requirement: RequirementEntry,
  endpoint: EndpointEntry,
  necessity: Necessity,
  head: ReportHead,
  style: Style,
  texts: Texts,
): readonly string[] {
  const note = necessity === 'required' ? '' : ` (${texts.necessities[necessity]})`;
  return [
    style.status(STATUS_OF[endpoint.outcome]),
    `${titleOf(requirement.id, head)}${note}`,
    whereOf(endpoint),
    outcomeText(endpoint, texts),
  ];
}

/** `mp01.contoso.com:80`, `10.0.0.7`, `[::1]:445`. */
export function whereOf({
  host,
  address,
  port,
}: Pick<EndpointEntry, 'host' | 'address' | 'port'>): string {
  const named = address !== null && address.includes(':') && host === address ? `[${host}]` : host;
  return port === null ? host : `${named}:${port}`;
}

function outcomeText(endpoint: EndpointEntry, texts: Texts): string {
  const parts = [
    texts.outcomes[endpoint.outcome],
    ...(endpoint.cause === undefined ? [] : [texts.causes[endpoint.cause]]),
    ...(endpoint.outcome === 'error' && endpoint.code !== undefined ? [endpoint.code] : []),
    ...(endpoint.rttMs === null ? [] : [`${endpoint.rttMs} ms`]),
    ...(endpoint.outcome === 'open' || endpoint.attempts < 2
      ? []
      : [texts.table.attempts(endpoint.attempts)]),
    texts.table.evidence(endpoint.evidence, endpoint.outcome),
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** Methods that break for the same reason are told of once. */
function brokenTogether(entry: ClientEntry): readonly (readonly MethodEntry[])[] {
  const broken = entry.methods.filter(({ verdict }) => verdict === 'breaks');
  return [...groupBy(broken, ({ explanation }) => explanation).values()];
}

function broken(
  methods: readonly MethodEntry[],
  entry: ClientEntry,
  head: ReportHead,
  style: Style,
  texts: Texts,
): string {
  const [first] = methods;
  if (first === undefined) return '';
  const names = methods.map(({ method }) => method);
  const lines = [
    paragraph('', style.heading(texts.table.why(names)), style, 2),
    paragraph('', first.explanation, style, 4),
    ...waysOut(first, entry, head, texts).map((text) => paragraph('', text, style, 4)),
    ...instead(first, entry, head, style, texts),
  ];
  return lines.join('\n');
}

/** What to open for a port that is closed; what to mend where something answered, or no name. */
function waysOut(
  method: MethodEntry,
  entry: ClientEntry,
  head: ReportHead,
  texts: Texts,
): readonly string[] {
  const unmet = entry.requirements.filter(({ id }) => method.brokenBy.includes(id));
  const said = unmet.flatMap((requirement) => {
    const remedy = remedyFor(requirement);
    if (remedy !== null) return [texts.table.mend(titleOf(requirement.id, head), remedy)];
    // A machine that is off is not behind a firewall for all that is known.
    return entry.answered === false ? [] : [whatToOpen(requirement, head, texts)];
  });
  return [...new Set(said)];
}

function whatToOpen(requirement: RequirementEntry, head: ReportHead, texts: Texts): string {
  const catalogued = head.catalogue[requirement.id];
  const hosts = requirement.endpoints.map(({ host, address }) =>
    address === null || address === host ? host : `${host} (${address})`,
  );
  const ports = requirement.endpoints.flatMap(({ port }) => (port === null ? [] : [port]));
  return texts.table.open({
    title: titleOf(requirement.id, head),
    transport: catalogued?.transport ?? 'tcp',
    ports: [...new Set(ports.length > 0 ? ports : (catalogued?.ports ?? []))],
    from: catalogued?.from ?? head.run.from,
    hosts: [...new Set(hosts)],
    fix: catalogued?.fix ?? '',
  });
}

/** What mends a flow that is not blocked; null where opening a port is what it takes. */
function remedyFor({ outcome, endpoints }: RequirementEntry): Remedy | null {
  switch (outcome) {
    case 'unhealthy':
      return endpoints.some(({ cause }) => cause?.startsWith('certificate-') === true)
        ? 'certificate'
        : 'unhealthy';
    case 'unresolved':
    case 'silent':
    case 'wrong-service':
    case 'wrong-host':
      return outcome;
    default:
      return null;
  }
}

function instead(
  method: MethodEntry,
  entry: ClientEntry,
  head: ReportHead,
  style: Style,
  texts: Texts,
): string[] {
  const others = method.alternatives.map((name) => {
    const other = entry.methods.find((candidate) => candidate.method === name);
    const needs = entry.requirements
      .filter(({ id }) => head.catalogue[id]?.method === name)
      .filter(({ id }) => head.catalogue[id]?.necessity === 'required')
      .map(({ id }) => titleOf(id, head));
    return texts.table.alternative(name, needs, other?.verdict ?? 'unproven');
  });
  // Where the user asked for one method alone, nothing is known of others.
  if (others.length === 0 && entry.methods.length === 1) return [];
  if (others.length === 0)
    return [paragraph('', `${texts.table.instead}: ${texts.table.nothingInstead}.`, style, 4)];
  return [
    paragraph('', `${texts.table.instead}:`, style, 4),
    ...others.map((other) => paragraph('- ', other, style, 4)),
  ];
}

function warnings(entry: ClientEntry, style: Style, texts: Texts): string {
  if (entry.warnings.length === 0) return '';
  return [
    `  ${style.heading(texts.table.warnings)}`,
    ...entry.warnings.map(({ message }) => paragraph('- ', message, style, 4)),
  ].join('\n');
}

/** Flows of this client that only the other end can prove, and that matter. */
export function leftFor(entry: ClientEntry, head: ReportHead): readonly RequirementId[] {
  const other: Vantage = head.run.from === 'client' ? 'site-server' : 'client';
  return entry.requirements
    .filter(({ id, outcome }) => outcome === 'not-checked' && head.catalogue[id]?.from === other)
    .filter(({ id }) => head.catalogue[id]?.necessity !== 'documented')
    .map(({ id }) => id);
}
