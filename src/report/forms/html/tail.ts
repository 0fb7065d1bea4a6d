import { flowNameOf } from '../../../catalogue/flow.ts';
import { exitCodeText, tellAudited } from '../../told/audit.ts';
import { type AgainOptions, checkAgain } from '../../told/check-again.ts';
import { whyIncomplete, apartTexts, standInTexts, waitedTexts } from '../../told/course.ts';
import { endsOf } from '../../model/vantages.ts';
import type { LeftToProve } from '../../told/left-to-prove.ts';
import type { ReportTail } from '../../model/report.ts';
import { type ToldLocation, tellLocations } from '../../told/many/locations.ts';
import { tellObstacle } from '../../told/many/obstacle-text.ts';
import { comparisonsOf } from '../../told/many/places-text.ts';
import type { Sums } from '../../told/many/sums.ts';
import {
  byWeight,
  tellAbsent,
  tellInstead,
  tellUnderWay,
  tellWarnings,
} from '../../told/many/told.ts';
import { type Page, titleOf, whereOf } from '../../told/page.ts';
import type {
  PageAbsent,
  PageCause,
  PageIndirect,
  PageLeft,
  PageLocations,
  PageTail,
} from './data.ts';
import { LETTERS } from './letters.ts';
import type { CommandOptions } from '../../../text/command-line.ts';

/** Breaking causes first, then degrading ones, then unproven ones. */
const EFFECTS = [
  'breaks',
  'degraded',
  'unproven',
] as const satisfies readonly PageCause['effect'][];

/** What is known of a run after its last client. */
export interface AfterLastClient {
  readonly sums: Sums;
  readonly left: LeftToProve;
  readonly looked: boolean;
}

export function pageTail(
  tail: ReportTail,
  { sums, left, looked }: AfterLastClient,
  options: AgainOptions,
  page: Page,
): PageTail {
  const { run, summary } = tail;
  const { texts } = page;
  const why = whyIncomplete(tail, texts);
  const again = checkAgain(tail, options, page);
  return {
    finishedAt: run.finishedAt,
    complete: run.complete,
    ending: [
      ...(why === null ? [] : [why]),
      ...standInTexts(tail, texts),
      ...apartTexts(tail, texts),
      texts.sentences([...waitedTexts(tail, texts), exitCodeText(summary, texts)]),
      ...(again === null ? [] : [`${texts.table.checkAgain}: ${again}`]),
    ],
    noAnswer: sums.noAnswer.clients,
    noAddress: sums.noAddress.clients,
    resumed: run.resumed ?? null,
    underWay: tellUnderWay(sums, texts),
    absent: absent(sums, page),
    causes: causes(sums, page),
    locations: locations(sums, page),
    instead: tellInstead(sums, texts).map(({ headline, others }) => ({ title: headline, others })),
    warnings: tellWarnings(sums, texts),
    audit: audited(sums, page),
    indirect: indirect(tail, page),
    left: leftToProve(left, options, page),
    nothingLooked: looked ? null : texts.table.nothingChecked,
  };
}

function audited(sums: Sums, page: Page): readonly string[] {
  const { texts } = page;
  return tellAudited(sums, page).map(
    ({ title, found }) => `${title}: ${texts.list(found.map(({ text }) => text))}`,
  );
}

function absent(sums: Sums, page: Page): readonly PageAbsent[] {
  return tellAbsent(sums, page).map(({ headline, places, wayOut }) => ({
    // Only a name without an address has a way out.
    answer: wayOut === null ? '0' : 'a',
    title: headline,
    places,
    wayOut,
  }));
}

function causes(sums: Sums, page: Page): readonly PageCause[] {
  const compared = comparisonsOf(sums);
  const told = byWeight(sums).map((sum): PageCause => {
    const { worst, headline, effects, places, wayOut } = tellObstacle(sum, compared, page);
    return {
      flow: flowNameOf(sum.id),
      letter: LETTERS[sum.outcome],
      effect: worst,
      title: headline,
      effects,
      places,
      wayOut,
    };
  });
  return EFFECTS.flatMap((effect) => told.filter((cause) => cause.effect === effect));
}

function locations(sums: Sums, page: Page): PageLocations | null {
  const { texts } = page;
  const rows = tellLocations(sums, page).map(({ name, clients, worst, methods, inTheWay }) => ({
    standing: STANDINGS[worst],
    title: texts.list([name, texts.table.clients(clients)]),
    methods: methods.map(
      ({ method, told }) =>
        `${texts.method(method)}: ${texts.list(told.map(({ text: said }) => said))}`,
    ),
    inTheWay,
  }));
  return rows.length === 0 ? null : { title: texts.many.locations.title(null), rows };
}

const STANDINGS = {
  breaks: 'breaks',
  degraded: 'degraded',
  unproven: 'unproven',
  'no-answer': 'not-applicable',
  free: 'works',
} as const satisfies Record<ToldLocation['worst'], PageLocations['rows'][number]['standing']>;

function indirect({ indirect: entries }: ReportTail, page: Page): PageIndirect | null {
  if (entries.length === 0) return null;
  return {
    title: page.texts.table.indirect[endsOf(page.head)],
    rows: entries.map((entry) => ({
      letter: LETTERS[entry.outcome],
      titles: page.texts.list([...new Set(entry.requirements.map((id) => titleOf(id, page)))]),
      where: whereOf(entry),
      address: entry.address === entry.host ? '' : (entry.address ?? ''),
    })),
  };
}

function leftToProve(left: LeftToProve, options: CommandOptions, page: Page): readonly PageLeft[] {
  const { table } = page.texts;
  return left.tell(options, page).map((told) => ({
    title: table.leftToProve(told.from),
    flows: page.texts.list(told.titles),
    hint: table.leftCommand(told.from),
    command: told.command,
    merge: table.leftMerge(told.file),
  }));
}
