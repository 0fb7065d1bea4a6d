import { type RequirementId, flowNameOf } from '../../catalogue/flow.ts';
import { isOwnMethod } from '../../catalogue/vocabulary.ts';
import { necessityAt } from '../../judge/facts.ts';
import { expectedAgainst, isExpectedClosed } from '../../judge/audit.ts';
import { type Remedy, remedyOf } from '../../judge/remedy.ts';
import type { Opening } from '../../text/table.ts';
import { groupBy } from '../../base/group-by.ts';
import type { ClientEntry, MethodEntry, RequirementEntry } from '../model/report.ts';
import { type Page, titleOf } from './page.ts';

/** Groups methods that break, or are degraded, for the same reason. */
export function impairedTogether(entry: ClientEntry): readonly (readonly MethodEntry[])[] {
  const impaired = entry.methods.filter((method) => obstructing(method).length > 0);
  return [
    ...groupBy(
      impaired,
      (method) => `${method.verdict} ${obstructing(method).map(flowNameOf).join(' ')}`,
    ).values(),
  ];
}

/** The requirements that break a method or, if none does, that degrade it. */
export function obstructing({
  verdict,
  brokenBy,
  degradedBy,
}: MethodEntry): readonly RequirementId[] {
  switch (verdict) {
    case 'breaks':
      return brokenBy;
    case 'degraded':
    case 'unproven':
      return degradedBy;
    case 'works':
    case 'not-applicable':
      return [];
  }
}

/**
 * What to open if a port is closed; what to mend if something answered or a name has no address.
 */
export function waysOut(method: MethodEntry, entry: ClientEntry, page: Page): readonly string[] {
  const against = expectedAgainst(method.method, page.head);
  if (against.length > 0 && obstructing(method).length > 0) {
    return [page.texts.audit.notMeant([method.method], titlesOf(against, page))];
  }
  const unmet = entry.requirements.filter(({ id }) => obstructing(method).includes(id));
  const said = unmet.flatMap((requirement) => {
    if (isExpectedClosed(requirement.id, page.head)) {
      return [page.texts.audit.openNothing(titleOf(requirement.id, page))];
    }
    const remedy = remedyFor(requirement);
    if (remedy !== null) return [page.texts.table.mend(titleOf(requirement.id, page), remedy)];
    // Nothing suggests that a firewall hides a machine that is off.
    const isOff =
      entry.answered === false && page.head.catalogue[requirement.id]?.from === 'site-server';
    return isOff ? [] : [whatToOpen(requirement, page)];
  });
  return [...new Set(said)];
}

function titlesOf(ids: readonly RequirementId[], page: Page): readonly string[] {
  return [...new Set(ids.map((id) => titleOf(id, page)))];
}

function whatToOpen(requirement: RequirementEntry, page: Page): string {
  const catalogued = page.head.catalogue[requirement.id];
  const hosts = requirement.endpoints.map(({ host, address }) =>
    address === null || address === host ? host : `${host} (${address})`,
  );
  const ports = requirement.endpoints.flatMap(({ port }) => (port === null ? [] : [port]));
  return tellOpening(
    requirement,
    [...new Set(ports.length > 0 ? ports : (catalogued?.ports ?? []))],
    [...new Set(hosts)],
    page,
  );
}

/**
 * What to ask for if a port is closed. Windows Firewall drops packets: what refuses is a computer
 * on which nothing listens, or another firewall.
 */
export function tellOpening(
  { id, outcome }: Pick<RequirementEntry, 'id' | 'outcome'>,
  ports: Opening['ports'],
  hosts: Opening['hosts'],
  page: Page,
): string {
  const { table, passage, sentences } = page.texts;
  const catalogued = page.head.catalogue[id];
  const { transport = 'tcp', from = page.head.run.from, to = 'client' } = catalogued ?? {};
  const opening = { title: titleOf(id, page), transport, ports, from, hosts };
  return outcome === 'refused' && transport !== 'icmp'
    ? sentences([table.refused(opening), passage({ from, to, transport, ports })])
    : table.open({ ...opening, fix: catalogued?.fix ?? '' });
}

/** What mends a requirement that is not blocked; null if a port has to be opened. */
export function remedyFor({ id, outcome, endpoints }: RequirementEntry): Remedy | null {
  return remedyOf(
    outcome,
    endpoints.map(({ cause }) => cause),
    flowNameOf(id),
  );
}

/**
 * The alternatives, and what they need; null if only one method was asked for, and for what is not
 * an installation.
 */
export function alternativesTo(
  method: MethodEntry,
  entry: ClientEntry,
  page: Page,
): readonly string[] | null {
  const others = method.alternatives.map((name) => {
    const other = entry.methods.find((candidate) => candidate.method === name);
    const needs = entry.requirements
      .filter((each) => {
        const row = page.head.catalogue[each.id];
        return row?.method === name && necessityAt(each, row) === 'required';
      })
      .map(({ id }) => titleOf(id, page));
    return page.texts.table.alternative(name, needs, other?.verdict ?? 'unproven');
  });
  const installs = entry.methods.filter((each) => !isOwnMethod(each.method));
  return isOwnMethod(method.method) || (others.length === 0 && installs.length === 1)
    ? null
    : others;
}

/** Alternatives to a method that breaks: a heading over several, or a sentence. */
interface ToldInstead {
  readonly said: string;
  readonly others: readonly string[];
}

/** @returns null where only one method was asked for, so that nothing is known of others */
export function tellInsteadOf(
  method: MethodEntry,
  entry: ClientEntry,
  page: Page,
): ToldInstead | null {
  const { table } = page.texts;
  const others = alternativesTo(method, entry, page);
  if (others === null) return null;
  return { said: others.length === 0 ? table.nothingInstead : table.instead, others };
}
