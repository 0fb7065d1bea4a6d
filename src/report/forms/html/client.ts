import { flowNameOf } from '../../../catalogue/flow.ts';
import { VERDICTS, type Verdict } from '../../../judge/vocabulary.ts';
import { tellLocation } from '../../told/location.ts';
import { tellSelf } from '../../told/self.ts';
import { groupBy } from '../../../base/group-by.ts';
import type {
  ClientEntry,
  EndpointEntry,
  ReportHead,
  RequirementEntry,
} from '../../model/report.ts';
import { hasNoAddress } from '../../told/absence.ts';
import { outcomeText } from '../../told/flows.ts';
import { alternativesTo, waysOut } from '../../told/impaired.ts';
import { lanOf, subnetText } from '../../told/many/subnet.ts';
import { type Page, whereOf } from '../../told/page.ts';
import { seenInTime } from '../../told/under-way.ts';
import { scriptJson } from './block.ts';
import {
  ADDRESS_MARK,
  type AnsweredLetter,
  type DetailLine,
  type EndpointLine,
  type IndexLine,
  NAME_MARK,
  type Ref,
  type SeenLine,
} from './data.ts';
import type { Dictionary } from './dictionary.ts';
import { evidencePairs } from './evidence.ts';
import { catalogued } from './head.ts';
import { DOUBTFUL, LETTERS, NONE, PARTLY, onlyHelpful } from './letters.ts';

/** A client in one line: what the matrix needs, a tab, what its details need. */
export function clientLine(client: ClientEntry, page: Page, dictionary: Dictionary): string {
  const entry = seenInTime(client);
  const { head } = page;
  const address = addressOf(entry);
  const lan = lanOf(address === '' ? entry.client : address);
  const detail = detailOf(entry, page, (text) => dictionary.ref(marked(text, entry, address)));
  const index: IndexLine = [
    entry.client,
    address,
    lan === null ? '' : subnetText(lan),
    answerOf(entry),
    digits(entry, head, 'verdict'),
    digits(entry, head, 'here'),
    letters(entry, head),
    dictionary.takeDefined(),
  ];
  return `${scriptJson(index)}\t${scriptJson(detail)}\n`;
}

/** The client's own address, where it has one besides its name. */
function addressOf({ client, requirements }: ClientEntry): string {
  for (const { endpoints } of requirements) {
    for (const { host, address } of endpoints) {
      if (host === client && address !== null && address !== client) return address;
    }
  }
  return '';
}

/** The marks must not occur in text from a server, where they would be replaced. */
function marked(text: string, { client }: ClientEntry, address: string): string {
  const clean = text.replaceAll(/[\u0001\u0002]/g, '\u{fffd}');
  const named = clean.replaceAll(client, NAME_MARK);
  return address === '' ? named : named.replaceAll(address, ADDRESS_MARK);
}

function answerOf(entry: ClientEntry): AnsweredLetter {
  if (entry.interrupted === true) return 'i';
  if (entry.answered === null) return 'u';
  if (entry.answered) return '1';
  return hasNoAddress(entry) ? 'a' : '0';
}

function digits(entry: ClientEntry, head: ReportHead, which: 'verdict' | 'here'): string {
  return head.methods
    .map(({ method }) => {
      const found = entry.methods.find((candidate) => candidate.method === method);
      if (which === 'here' && found?.readiness === 'doubtful') return DOUBTFUL;
      const verdict: Verdict = found?.[which] ?? 'not-applicable';
      return VERDICTS.indexOf(verdict);
    })
    .join('');
}

function letters({ requirements }: ClientEntry, head: ReportHead): string {
  const byId = new Map(requirements.map((requirement) => [requirement.id, requirement]));
  return catalogued(head)
    .map(([id]) => {
      const requirement = byId.get(id);
      return requirement === undefined ? NONE : letterOf(requirement);
    })
    .join('');
}

function letterOf({ status, outcome, unmetHosts, necessity }: RequirementEntry): string {
  if (status === 'met' && unmetHosts.length > 0) return PARTLY;
  const letter = LETTERS[outcome];
  return status === 'unmet' && necessity === 'helpful' ? onlyHelpful(letter) : letter;
}

function detailOf(entry: ClientEntry, page: Page, ref: (text: string) => Ref): DetailLine {
  const methods = page.head.methods.map(({ method }) =>
    entry.methods.find((candidate) => candidate.method === method),
  );
  const ways = entry.methods.flatMap((method) => waysOut(method, entry, page));
  const self = tellSelf(entry, page.texts).map((text) => ref(text));
  const audit = (entry.audit ?? []).map(({ message }) => ref(message));
  const location = tellLocation(entry, page.texts).map((text) => ref(text));
  return [
    methods.map((method) => ref(method?.explanation ?? '')),
    methods.map((method) =>
      method?.verdict === 'breaks'
        ? (alternativesTo(method, entry, page) ?? []).map((text) => ref(text))
        : [],
    ),
    [...new Set(ways)].map((text) => ref(text)),
    seenLines(entry, page, ref),
    entry.warnings.map(({ message }) => ref(message)),
    ...besides(self, audit, location),
  ];
}

type Refs = readonly Ref[];

/** Members that few clients have come last, and are left out if nothing follows. */
function besides(
  self: Refs,
  audit: Refs,
  location: Refs,
): readonly [] | readonly [Refs] | readonly [Refs, Refs] | readonly [Refs, Refs, Refs] {
  if (location.length > 0) return [self, audit, location];
  if (audit.length > 0) return [self, audit];
  return self.length > 0 ? [self] : [];
}

/** Methods share flows: each flow is written once. */
function seenLines(
  { requirements }: ClientEntry,
  page: Page,
  ref: (text: string) => Ref,
): readonly SeenLine[] {
  const order = new Map(catalogued(page.head).map(([id], index) => [id, index]));
  const looked = requirements.filter(({ endpoints }) => endpoints.length > 0);
  const groups = groupBy(looked, ({ id, endpoints }) =>
    [
      flowNameOf(id),
      ...endpoints.map(({ host, address, port, outcome }) =>
        [host, address, port, outcome].join(' '),
      ),
    ].join('\n'),
  );
  return [...groups.values()].map((group) => [
    group.flatMap(({ id }) => order.get(id) ?? []),
    (group[0]?.endpoints ?? []).map((endpoint) => endpointLine(endpoint, page, ref)),
  ]);
}

function endpointLine(
  endpoint: EndpointEntry,
  page: Page,
  ref: (text: string) => Ref,
): EndpointLine {
  const { address, host, outcome, rttMs } = endpoint;
  return [
    LETTERS[outcome],
    ref(whereOf(endpoint)),
    ref(address === null || address === host ? '' : address),
    ref(outcomeText({ ...endpoint, rttMs: null }, page)),
    outcome === 'open' ? rttMs : null,
    evidencePairs(endpoint).map((text) => ref(text)),
  ];
}
