import { NECESSITIES, type Necessity } from '../../catalogue/vocabulary.ts';
import { STATUS_OF } from '../../judge/vocabulary.ts';
import { tellCause } from '../../text/cause.ts';
import { vantagesOf } from './vantages.ts';
import type { ClientEntry, EndpointEntry, RequirementEntry } from '../model/report.ts';
import { FLOW_WIDTH, SYMBOL_WIDTH, WHERE_WIDTH, columns } from '../terminal/layout.ts';
import { type Page, titleOf, whereOf } from './page.ts';

export function flowsSeen(entry: ClientEntry, page: Page): string {
  const rows = flowRows(entry, page);
  return rows.length === 0
    ? ''
    : `  ${page.style.heading(heading(page))}\n${columns(rows, [SYMBOL_WIDTH, FLOW_WIDTH, WHERE_WIDTH], page.style, 2)}`;
}

function heading({ head, texts }: Page): string {
  return vantagesOf(head).length > 1 ? texts.table.flowsSeenFromBoth : texts.table.flowsSeen;
}

/**
 * Methods share flows: one row for each (symbol, name, where, what was seen), with the most that any
 * method asks of it.
 */
export function flowRows(entry: ClientEntry, page: Page): readonly (readonly string[])[] {
  const seen = new Map<string, { necessity: Necessity; row: readonly string[] }>();
  for (const requirement of entry.requirements) {
    const necessity = page.head.catalogue[requirement.id]?.necessity ?? 'required';
    for (const endpoint of requirement.endpoints) {
      const key = [titleOf(requirement.id, page), whereOf(endpoint), endpoint.address].join(' ');
      const known = seen.get(key);
      if (known !== undefined && rank(known.necessity) <= rank(necessity)) continue;
      seen.set(key, {
        necessity,
        row: flowRow(requirement, endpoint, necessity, page),
      });
    }
  }
  const unknown = (entry.unknown ?? []).map(({ id, status }) => [
    page.style.status(status),
    page.texts.saved.unknownId(id),
    '',
    '',
  ]);
  return [...[...seen.values()].map(({ row }) => row), ...unknown];
}

function rank(necessity: Necessity): number {
  return NECESSITIES.indexOf(necessity);
}

function flowRow(
  requirement: RequirementEntry,
  endpoint: EndpointEntry,
  necessity: Necessity,
  page: Page,
): readonly string[] {
  const note = necessity === 'required' ? '' : ` (${page.texts.necessities[necessity]})`;
  return [
    page.style.status(STATUS_OF[endpoint.outcome]),
    `${titleOf(requirement.id, page)}${note}`,
    whereOf(endpoint),
    outcomeText(endpoint, page),
  ];
}

export function outcomeText(endpoint: EndpointEntry, page: Page): string {
  const cause = tellCause(endpoint, page.texts);
  const parts = [
    page.texts.outcomes[endpoint.outcome],
    ...(cause === null ? [] : [cause]),
    ...(endpoint.outcome === 'error' && endpoint.code !== undefined
      ? [page.texts.errorCode(endpoint.code)]
      : []),
    // Elsewhere the time of the handshake would pass for the time that was waited.
    ...(endpoint.rttMs === null || endpoint.outcome !== 'open' ? [] : [`${endpoint.rttMs} ms`]),
    ...(endpoint.outcome === 'open' || endpoint.attempts < 2
      ? []
      : [page.texts.table.attempts(endpoint.attempts)]),
    page.texts.table.evidence(endpoint.evidence, endpoint.outcome),
  ];
  return page.texts.list(parts.filter((part) => part !== ''));
}
