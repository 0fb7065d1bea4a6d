import { NECESSITIES, type Necessity } from '../../catalogue/vocabulary.ts';
import { necessityAt } from '../../judge/facts.ts';
import { STATUS_OF, type Status } from '../../judge/vocabulary.ts';
import { tellCause } from '../model/cause.ts';
import { endsOf } from '../model/vantages.ts';
import type { ClientEntry, EndpointEntry, RequirementEntry } from '../model/report.ts';
import { tellEvidence } from './evidence.ts';
import { type Page, titleOf, whereOf } from './page.ts';

/** What was seen of one flow, in sentences. */
export interface ToldFlow {
  readonly status: Status;
  readonly name: string;
  readonly where: string;
  readonly said: string;
}

/** The widths of a flow's title and destination on a terminal. */
export const FLOW_WIDTHS: readonly number[] = [28, 23];

/** The heading of the flows: the ends that they were probed from. */
export function flowsHeading({ head, texts }: Page): string {
  return endsOf(head) === 'both' ? texts.table.flowsSeenFromBoth : texts.table.flowsSeen;
}

/** Methods share flows: each flow is listed once, with the strictest necessity of any method. */
export function tellFlows(entry: ClientEntry, page: Page): readonly ToldFlow[] {
  const seen = new Map<string, { necessity: Necessity; flow: ToldFlow }>();
  for (const requirement of entry.requirements) {
    const row = page.head.catalogue[requirement.id];
    const necessity = row === undefined ? 'required' : necessityAt(requirement, row);
    for (const endpoint of requirement.endpoints) {
      const key = [titleOf(requirement.id, page), whereOf(endpoint), endpoint.address].join(' ');
      const known = seen.get(key);
      if (known !== undefined && rank(known.necessity) <= rank(necessity)) continue;
      seen.set(key, {
        necessity,
        flow: tellFlow(requirement, endpoint, necessity, page),
      });
    }
  }
  const unknown = (entry.unknown ?? []).map(({ id, status }): ToldFlow => ({
    status,
    name: page.texts.saved.unknownId(id),
    where: '',
    said: '',
  }));
  return [...[...seen.values()].map(({ flow }) => flow), ...unknown];
}

function rank(necessity: Necessity): number {
  return NECESSITIES.indexOf(necessity);
}

function tellFlow(
  requirement: RequirementEntry,
  endpoint: EndpointEntry,
  necessity: Necessity,
  page: Page,
): ToldFlow {
  const note = necessity === 'required' ? '' : ` (${page.texts.necessities[necessity]})`;
  return {
    status: STATUS_OF[endpoint.outcome],
    name: `${titleOf(requirement.id, page)}${note}`,
    where: placeOf(endpoint, requirement),
    said: outcomeText(endpoint, page),
  };
}

/** A host with several addresses has a row for each, and each row names its own. */
function placeOf(endpoint: EndpointEntry, { endpoints }: RequirementEntry): string {
  const { host, address } = endpoint;
  const addresses = new Set(
    endpoints.filter((each) => each.host === host).map((each) => each.address),
  );
  const where = whereOf(endpoint);
  return address === null || address === host || addresses.size < 2
    ? where
    : `${where} (${address})`;
}

/** An endpoint's outcome with its cause and what the answer showed. */
export function outcomeText(endpoint: EndpointEntry, page: Page): string {
  const cause = tellCause(endpoint, page.texts);
  const parts = [
    page.texts.outcomes[endpoint.outcome],
    ...(cause === null ? [] : [cause]),
    ...(endpoint.outcome === 'error' && endpoint.code !== undefined
      ? [page.texts.errorCode(endpoint.code)]
      : []),
    // For other outcomes the handshake's time would be mistaken for the time spent waiting.
    ...(endpoint.rttMs === null || endpoint.outcome !== 'open' ? [] : [`${endpoint.rttMs} ms`]),
    ...(endpoint.outcome === 'open' || endpoint.attempts < 2
      ? []
      : [page.texts.table.attempts(endpoint.attempts)]),
    ...tellEvidence(endpoint.evidence, endpoint.outcome, page.texts),
  ];
  return page.texts.list(parts.filter((part) => part !== ''));
}
