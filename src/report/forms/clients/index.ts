import { openerIn } from '../../../catalogue/ends.ts';
import { METHODS, type Method, isOwnMethod } from '../../../catalogue/vocabulary.ts';
import { AUDIT_RESULTS, type AuditResult } from '../../../judge/audit.ts';
import { doubtsOf, isUnchecked } from '../../../judge/readiness.ts';
import type { ClientEntry, MethodEntry, ReportHead } from '../../model/report.ts';
import { type CsvColumns, csvBody, csvHead } from '../../syntax/csv.ts';
import { absenceText, hasNoAddress } from '../../told/absence.ts';
import { waysOut } from '../../told/impaired.ts';
import { boundaryGroupsOf } from '../../told/location.ts';
import { obstaclesOf } from '../../told/many/obstacles.ts';
import { type Page, titleOf, whereOf } from '../../told/page.ts';
import { isReadyFor } from '../../told/ready.ts';
import type { Texts } from '../../../text/texts.ts';
import type { Reporter, ReporterOptions } from '../reporter.ts';

interface Row {
  readonly entry: ClientEntry;
  readonly states: ReadonlyMap<Method, State>;
  readonly cause: string;
  readonly remedy: string;
  readonly texts: Texts;
}

/** What stands under a method: what to do about this client. */
type State =
  | 'ready'
  | 'doubtful'
  | 'breaks'
  | 'unproven'
  | 'no-answer'
  | 'no-address'
  | 'error'
  | 'interrupted'
  | 'not-looked-at'
  | 'not-applicable';

/** A column a method, whether or not it was asked for: rows of two runs can be put together. */
const OF_METHODS = columnsOf(METHODS);

function columnsOf(methods: readonly Method[]): CsvColumns<Row> {
  return Object.fromEntries(
    methods.map((method) => [
      method.replaceAll('-', '_'),
      ({ states }: Row) => states.get(method) ?? '',
    ]),
  );
}

/** Never changed and never translated: formulas and scripts know them by name. New ones come last. */
const COLUMNS: CsvColumns<Row> = {
  client: ({ entry }) => entry.client,
  address: ({ entry }) => addressesOf(entry).join(' '),
  ...OF_METHODS,
  cause: ({ cause }) => cause,
  remedy: ({ remedy }) => remedy,
  audit: ({ entry }) => worstOf(entry) ?? '',
  findings: ({ entry, texts }) =>
    texts.sentences(
      (entry.audit ?? []).filter(({ found }) => found === 'open').map(({ message }) => message),
    ),
  locations: ({ entry }) => boundaryGroupsOf(entry),
};

/**
 * A row a client, for the spreadsheet that people work through: whether it may be installed and, where
 * it may not, why and what to open or to mend.
 */
export function clientsReporter(head: ReportHead, { texts }: ReporterOptions): Reporter {
  const page: Page = { head, texts };
  // Columns for a user's own methods come last: the others are in every report.
  const own = head.methods.map(({ method }) => method).filter(isOwnMethod);
  const columns = { ...COLUMNS, ...columnsOf(own) };
  return {
    opening: csvHead(columns),
    client: (entry) => csvBody(columns, [rowOf(entry, page)]),
    close: () => '',
  };
}

function rowOf(entry: ClientEntry, page: Page): Row {
  const states = new Map(entry.methods.map((each) => [each.method, stateOf(each, entry, page)]));
  const { texts } = page;
  return { entry, states, cause: causeOf(entry, page), remedy: remedyOf(entry, page), texts };
}

/** The worst finding on flows that are expected to be closed; null where there are none. */
function worstOf({ audit = [] }: ClientEntry): AuditResult | null {
  return AUDIT_RESULTS.find((result) => audit.some(({ found }) => found === result)) ?? null;
}

function stateOf(method: MethodEntry, entry: ClientEntry, { head }: Page): State {
  if (entry.interrupted === true) return 'interrupted';
  switch (method.here) {
    case 'not-applicable':
      return method.verdict === 'not-applicable' ? 'not-applicable' : 'not-looked-at';
    case 'breaks':
      return isAbsentFor(method, entry, head)
        ? hasNoAddress(entry)
          ? 'no-address'
          : 'no-answer'
        : 'breaks';
    case 'unproven':
      return isUnchecked(entry) ? 'error' : 'unproven';
    case 'works':
    case 'degraded':
      if (method.readiness === 'doubtful') return 'doubtful';
      // What another computer saw in its place proves nothing.
      return head.run.standsFor === undefined && isReadyFor(method.method, entry, head)
        ? 'ready'
        : 'unproven';
  }
}

/**
 * Whether a method breaks because nothing of the client answers; what it reported itself is another
 * matter.
 */
function isAbsentFor(
  { brokenBy }: MethodEntry,
  { answered }: ClientEntry,
  { catalogue }: ReportHead,
): boolean {
  return answered === false && brokenBy.some((id) => openerIn(catalogue, id) === 'site-server');
}

function causeOf(entry: ClientEntry, page: Page): string {
  const { texts } = page;
  if (entry.interrupted === true) return texts.table.wasUnderWay;
  const isAbsent = entry.answered === false;
  const seen = obstaclesOf(entry)
    .filter(({ id }) => !isAbsent || openerIn(page.head.catalogue, id) === 'client')
    .map(({ id, outcome, cause, code, endpoints }) => {
      const servers = endpoints.filter(({ host }) => host !== entry.client).map(whereOf);
      const what = [
        texts.outcomes[outcome],
        ...(cause === null ? [] : [texts.causes[cause]]),
        ...(code === null ? [] : [texts.errorCode(code)]),
        ...new Set(servers),
      ];
      return `${titleOf(id, page)}: ${texts.list(what)}`;
    });
  const doubts = entry.methods.flatMap((method) =>
    doubtsOf(method, entry, page.head).map(({ code }) => texts.table.headline.doubts[code]),
  );
  const absence = isAbsent ? [absenceText(entry, texts)] : [];
  return texts.clauses([...new Set([...absence, ...seen, ...doubts])]);
}

function remedyOf(entry: ClientEntry, page: Page): string {
  if (entry.interrupted === true) return '';
  const said = entry.methods.flatMap((method) => waysOut(method, entry, page));
  return page.texts.sentences([...new Set(said)]);
}

/** Where it was reached, or tried. */
function addressesOf({ client, requirements }: ClientEntry): readonly string[] {
  const tried = requirements
    .flatMap(({ endpoints }) => endpoints)
    .flatMap(({ host, address }) => (host === client && address !== null ? [address] : []));
  return [...new Set(tried)];
}
