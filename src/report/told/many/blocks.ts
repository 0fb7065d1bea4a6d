import { inMethodOrder } from '../../../catalogue/vocabulary.ts';
import { endsOf } from '../../model/vantages.ts';
import { tellAuditSums } from '../audit.ts';
import {
  type Block,
  type Cell,
  type BlockRow,
  type Tone,
  TONE_OF_VERDICT,
  items,
  section,
  text,
} from '../blocks.ts';
import type { Page } from '../page.ts';
import { type ToldLocation, tellLocations } from './locations.ts';
import { tellObstacle } from './obstacle-text.ts';
import { comparisonsOf } from './places-text.ts';
import type { Effect, Verdict } from '../../../judge/vocabulary.ts';
import type { Sums } from './sums.ts';
import type { Looked, VerdictSums } from './verdict-sums.ts';
import {
  byWeight,
  isNowhere,
  tellAbsent,
  tellInstead,
  tellNamed,
  tellVerdicts,
  tellWarnings,
} from './told.ts';

const METHOD_WIDTH = 24;
const VERDICT_WIDTH = 28;
/** The most blocked only; the HTML page has all. */
const MAX_LOCATIONS_SHOWN = 12;
const LOCATION_WIDTHS: readonly number[] = [20, 20];

/**
 * A summary of many clients, in the order in which people act: clients to install, to look at, to
 * have something opened for, that are off, and of which nothing is known.
 */
export function tellMany(sums: Sums, page: Page): readonly Block[] {
  const { texts } = page;
  const { many } = texts;
  const warnings = tellWarnings(sums, texts);
  const told = obstacles(sums, page);
  const inTheWay = told.filter(({ worst }) => worst !== 'unproven');
  const unproven = told.filter(({ worst }) => worst === 'unproven');
  return [
    section(...tellSummary(sums, page)),
    ...tellAuditSums(sums, page),
    ...byLocation(sums, page),
    ...tellNamed(sums, page).map(({ readiness, headline, names }) => ({
      ...section(headline, [text(names)]),
      look: toneOf(readiness),
    })),
    ...chapter(many.obstacles, inTheWay),
    section(
      null,
      tellInstead(sums, texts).map(({ headline, others }) => section(headline, [items(others)])),
    ),
    section(
      null,
      tellAbsent(sums, page).map(({ headline, places, wayOut }) => ({
        ...section(headline, [items(places), ...(wayOut === null ? [] : [text(wayOut)])]),
        look: 'bad',
        isInset: true,
      })),
    ),
    ...chapter(many.unclear, unproven),
    ...(warnings.length === 0 ? [] : [section(texts.table.warnings, [items(warnings)])]),
  ];
}

/** How many clients are ready from here, and their verdicts over all flows. */
export function tellSummary(
  { clients, verdicts, here }: Sums,
  page: Page,
): [title: string, body: readonly Block[]] {
  const { head, texts } = page;
  const { columns } = texts.many;
  const rows = inMethodOrder(verdicts.keys()).map((method) => ({
    cells: [
      texts.method(method),
      // A method that is applicable nowhere was not checked either.
      isNowhere(verdicts.get(method)) ? '' : verdictCell(here.get(method), page),
      verdictCell(verdicts.get(method), page),
    ],
  }));
  const counted = [endsOf(head) === 'both' ? columns.lookedAt : columns.here, columns.verdict];
  return [
    texts.list([texts.table.summary, texts.table.clients(clients)]),
    [
      {
        kind: 'rows',
        head: [texts.markdown.columns.method, ...counted],
        headOnTerminal: [columns.method, ...counted],
        rows,
        widths: [METHOD_WIDTH, VERDICT_WIDTH],
      },
    ],
  ];
}

/** One row per location, because different people look after them. */
function byLocation(sums: Sums, page: Page): readonly Block[] {
  const { texts } = page;
  const { locations } = texts.many;
  const all = tellLocations(sums, page);
  if (all.length === 0) return [];
  const rest = all.slice(MAX_LOCATIONS_SHOWN);
  const free = rest.filter(({ worst }) => worst === 'free').length;
  const clients = rest.reduce((count, each) => count + each.clients, 0);
  const [only = null, ...others] = [
    ...new Set(all.flatMap(({ methods }) => methods.map(({ method }) => method))),
  ];
  const several = others.length > 0;
  const head = [locations.columns.location, locations.columns.clients, locations.columns.inTheWay];
  return [
    section(locations.title(several ? null : only), [
      {
        kind: 'rows',
        head,
        rows: all
          .slice(0, MAX_LOCATIONS_SHOWN)
          .map(({ name, clients: there, worst, methods, inTheWay }): BlockRow => ({
            mark: TONE_OF_WORST[worst],
            cells: [
              name,
              {
                lines: [
                  { text: texts.table.clients(there) },
                  ...methods.flatMap(({ method, told }) => [
                    ...(several ? [{ text: `${texts.method(method)}:` }] : []),
                    ...told.map(({ verdict, text: said }) => ({
                      text: said,
                      tone: toneOf(verdict),
                    })),
                  ]),
                ],
              },
              { lines: (worst === 'free' ? [locations.nothing] : inTheWay).map(line) },
            ],
          })),
        widths: LOCATION_WIDTHS,
      },
      ...(rest.length === 0 ? [] : [text(locations.more(rest.length, clients, free))]),
    ]),
  ];
}

const TONE_OF_WORST = {
  breaks: 'bad',
  degraded: 'warn',
  unproven: 'open',
  'no-answer': 'off',
  free: 'good',
} as const satisfies Record<ToldLocation['worst'], Tone>;

function line(said: string): { readonly text: string } {
  return { text: said };
}

function verdictCell(sums: ReturnType<VerdictSums['get']>, page: Page): Cell {
  const told = tellVerdicts(sums, page);
  return {
    lines: told.map(({ verdict, text: said }) => ({
      text: said,
      tone: toneOf(verdict),
    })),
    inOne: page.texts.list(told.map(({ text: said }) => said)),
  };
}

function toneOf(looked: Looked | Verdict): (typeof TONE_OF_VERDICT)[Verdict] {
  switch (looked) {
    case 'ready':
      return TONE_OF_VERDICT.works;
    case 'doubtful':
      return TONE_OF_VERDICT.degraded;
    case 'not-looked-at':
      return TONE_OF_VERDICT['not-applicable'];
    default:
      return TONE_OF_VERDICT[looked];
  }
}

interface ShownObstacle {
  readonly worst: Effect;
  readonly block: Block;
}

function obstacles(sums: Sums, page: Page): readonly ShownObstacle[] {
  const compared = comparisonsOf(sums);
  return byWeight(sums).map((sum): ShownObstacle => {
    const { worst, headline, effects, places, wayOut, more } = tellObstacle(sum, compared, page);
    const block: Block = {
      ...section(headline, [
        text(effects),
        items(places),
        ...(wayOut === null ? [] : [text(wayOut)]),
        { kind: 'text', text: more, only: 'terminal' },
      ]),
      mark: TONE_OF_VERDICT[worst],
    };
    return { worst, block };
  });
}

function chapter(title: string, shown: readonly ShownObstacle[]): readonly Block[] {
  const body = shown.map(({ block }) => block);
  return body.length === 0 ? [] : [{ kind: 'chapter', title, body }];
}
