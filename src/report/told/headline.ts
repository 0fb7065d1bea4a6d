import type { RequirementId } from '../../catalogue/flow.ts';
import type { Vantage } from '../../catalogue/vocabulary.ts';
import { isExpectedClosed } from '../../judge/audit.ts';
import {
  type RequirementOutcome,
  UNPROBED_OUTCOMES,
  type Verdict,
} from '../../judge/vocabulary.ts';
import { necessityAt } from '../../judge/facts.ts';
import { doubtsOf } from '../../judge/readiness.ts';
import { titleToName } from '../../text/how-to-name.ts';
import type { ClientEntry, MethodEntry } from '../model/report.ts';
import { endsOf } from '../model/vantages.ts';
import { type Page, titleOf } from './page.ts';

/** A method's verdict, and the flows that it comes from. */
export function headlineText(method: MethodEntry, entry: ClientEntry, page: Page): string {
  const { clauses, table } = page.texts;
  const { headline } = table;
  const { method: name, verdict, here } = method;
  const ends = endsOf(page.head);
  const flows = flowsOf(method, entry, page);
  const notNamed = flows.notNamed.length === 0 ? [] : [headline.notNamed(flows.notNamed)];
  const byHand = flows.byHand.length === 0 ? [] : [headline.byHand(flows.byHand)];
  const left = [
    ...(flows.elsewhere.length === 0 ? [] : [headline.toProveOn(flows.otherEnd, flows.elsewhere)]),
    ...notNamed,
    ...byHand,
  ];
  const meant = method.brokenBy.filter((id) => isExpectedClosed(id, page.head));
  const expected =
    meant.length === 0 ? [] : [page.texts.audit.ofThem(meant.map((id) => titleOf(id, page)))];
  const doubts = doubtsOf(method, entry, page.head).map(({ code }) => headline.doubts[code]);
  const inDoubt = [...new Set(doubts)];
  const but = clauses([
    ...inDoubt,
    ...(flows.degraded.length === 0 ? [] : [headline.exceptFor(flows.degraded)]),
    ...(here === 'degraded' && method.degradedBy.length === 0 && inDoubt.length === 0
      ? [headline.seeWarnings]
      : []),
  ]);
  const unseen = flows.unseen.length === 0 ? [] : [headline.notSeen(flows.unseen)];
  switch (verdict) {
    case 'not-applicable':
      return headline.notApplicable(name, reasonOf(method, page));
    case 'works':
      return unseen.length === 0
        ? headline.works(name)
        : clauses([headline.worksWithout(name), ...unseen]);
    case 'degraded':
      return clauses([
        inDoubt.length === 0 ? headline.degraded(name, but) : headline.doubtful[ends](name, but),
        ...unseen,
      ]);
    case 'breaks':
    case 'unproven':
      break;
  }
  switch (here) {
    case 'breaks':
      return clauses([headline.breaks(name, flows.broken), ...expected, ...left]);
    case 'unproven':
      return flows.unclear.length === 0
        ? clauses([headline.unproven(name), ...left])
        : clauses([headline.unclear[ends](name, flows.unclear), ...left]);
    case 'degraded':
      return clauses([
        inDoubt.length === 0
          ? headline.readyBut[ends](name, but)
          : headline.doubtful[ends](name, but),
        ...left,
      ]);
    case 'works':
      return clauses([headline.ready[ends](name), ...left]);
    case 'not-applicable':
      return flows.elsewhere.length === 0
        ? clauses([headline.unproven(name), ...left])
        : clauses([
            headline.decidedOn(name, flows.otherEnd, flows.elsewhere),
            ...notNamed,
            ...byHand,
          ]);
  }
}

/** The titles of a method's flows, grouped by what is known of them. */
interface Flows {
  readonly broken: readonly string[];
  readonly degraded: readonly string[];
  /** To be proven from the other end. */
  readonly elsewhere: readonly string[];
  readonly otherEnd: Vantage;
  /** The site file does not name their hosts; each with how to name them. */
  readonly notNamed: readonly string[];
  /** No probe can tell. */
  readonly byHand: readonly string[];
  /** Could not be proven, although this is the right end. */
  readonly unclear: readonly string[];
  /** Flows that a method can do without, and that nothing has proven. */
  readonly unseen: readonly string[];
}

function flowsOf(method: MethodEntry, entry: ClientEntry, page: Page): Flows {
  const { method: name, brokenBy, degradedBy, unproven, unknown = [] } = method;
  const { catalogue } = page.head;
  const outcomes = new Map(entry.requirements.map(({ id, outcome }) => [id, outcome]));
  const unprovenFor = (wanted: (outcome: RequirementOutcome) => boolean): RequirementId[] =>
    unproven.filter((id) => wanted(outcomes.get(id) ?? 'error'));
  const titles = (ids: readonly RequirementId[]): string[] => ids.map((id) => titleOf(id, page));
  const unknownIn = (verdict: Verdict): string[] =>
    method.verdict === verdict ? unknown.map((id) => page.texts.saved.unknownId(id)) : [];
  const elsewhere = unprovenFor((outcome) => outcome === 'not-checked');
  return {
    broken: [...titles(brokenBy), ...unknownIn('breaks')],
    degraded: [...titles(degradedBy), ...unknownIn('degraded')],
    elsewhere: titles(elsewhere),
    otherEnd: otherEnd(elsewhere, page),
    notNamed: unprovenFor((outcome) => outcome === 'not-named').map((id) =>
      titleToName(titleOf(id, page), catalogue[id]?.notNamed ?? null),
    ),
    byHand: titles(unprovenFor((outcome) => outcome === 'by-hand')),
    unclear: [
      ...titles(unprovenFor((outcome) => !UNPROBED_OUTCOMES.some((each) => each === outcome))),
      ...unknownIn('unproven'),
    ],
    unseen: entry.requirements
      .filter((requirement) => {
        const row = catalogue[requirement.id];
        return (
          requirement.status === 'unproven' &&
          row?.method === name &&
          necessityAt(requirement, row) === 'helpful'
        );
      })
      .map(({ id }) => titleToName(titleOf(id, page), catalogue[id]?.notNamed ?? null)),
  };
}

/** The end that has not probed a client: in joined reports either may be missing. */
function otherEnd([left]: readonly RequirementId[], { head }: Page): Vantage {
  const opener = left === undefined ? undefined : head.catalogue[left]?.from;
  return opener ?? (head.run.from === 'client' ? 'site-server' : 'client');
}

/** Why a method can't be used in this site. */
function reasonOf({ method }: MethodEntry, { head, texts }: Page): string {
  const why = head.methods.find((each) => each.method === method)?.notApplicable ?? null;
  return why === null ? '' : texts.reasons[why.code](why.value ?? '');
}
