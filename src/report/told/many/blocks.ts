import { METHODS } from '../../../catalogue/vocabulary.ts';
import { endsOf } from '../../model/vantages.ts';
import { type Block, type Cell, TONE_OF_VERDICT, items, section, text } from '../blocks.ts';
import type { Page } from '../page.ts';
import { tellObstacle } from './obstacle-text.ts';
import { comparisonsOf } from './places-text.ts';
import type { Sums, VerdictSums } from './sums.ts';
import {
  byClients,
  isNowhere,
  tellAbsent,
  tellInstead,
  tellVerdicts,
  tellWarnings,
} from './told.ts';

const METHOD_WIDTH = 24;
const VERDICT_WIDTH = 24;

/** What is told of many clients in sum. */
export function tellMany(sums: Sums, page: Page): readonly Block[] {
  const { texts } = page;
  const warnings = tellWarnings(sums, texts);
  return [
    section(...tellSummary(sums, page)),
    section(
      null,
      tellAbsent(sums, page).map(({ headline, places, wayOut }) => ({
        ...section(headline, [items(places), ...(wayOut === null ? [] : [text(wayOut)])]),
        look: 'bad',
        isInset: true,
      })),
    ),
    ...obstacles(sums, page),
    section(
      null,
      tellInstead(sums, texts).map(({ headline, others }) => section(headline, [items(others)])),
    ),
    ...(warnings.length === 0 ? [] : [section(texts.table.warnings, [items(warnings)])]),
  ];
}

/** How many clients have which verdict, over all flows and over those that this end can prove. */
export function tellSummary(
  { clients, verdicts, here }: Sums,
  page: Page,
): [title: string, body: readonly Block[]] {
  const { head, texts } = page;
  const { columns } = texts.many;
  const rows = METHODS.filter((method) => verdicts.has(method)).map((method) => ({
    cells: [
      texts.methods[method],
      verdictCell(verdicts.get(method), page),
      // A method that is nowhere applicable was not checked either.
      isNowhere(verdicts.get(method)) ? '' : verdictCell(here.get(method), page),
    ],
  }));
  const counted = [columns.verdict, endsOf(head) === 'both' ? columns.lookedAt : columns.here];
  return [
    `${texts.table.summary}, ${texts.table.clients(clients)}`,
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

function verdictCell(sums: ReturnType<VerdictSums['get']>, page: Page): Cell {
  const told = tellVerdicts(sums, page);
  return {
    lines: told.map(({ verdict, text: said }) => ({
      text: said,
      tone: verdict === 'not-looked-at' ? 'off' : TONE_OF_VERDICT[verdict],
    })),
    inOne: page.texts.list(told.map(({ text: said }) => said)),
  };
}

function obstacles(sums: Sums, page: Page): readonly Block[] {
  const compared = comparisonsOf(sums);
  const body = byClients(sums).map((sum): Block => {
    const { worst, headline, effects, places, wayOut, more } = tellObstacle(sum, compared, page);
    return {
      ...section(headline, [
        text(effects),
        items(places),
        ...(wayOut === null ? [] : [text(wayOut)]),
        { kind: 'text', text: more, only: 'terminal' },
      ]),
      mark: TONE_OF_VERDICT[worst],
    };
  });
  return body.length === 0 ? [] : [{ kind: 'chapter', title: page.texts.many.obstacles, body }];
}
