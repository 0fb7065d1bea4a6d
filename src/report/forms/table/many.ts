import { METHODS } from '../../../catalogue/vocabulary.ts';
import { toneOf } from '../../terminal/style.ts';
import { vantagesOf } from '../../model/vantages.ts';
import { columns, paragraph } from '../../terminal/layout.ts';
import type { StyledPage } from '../../terminal/page.ts';
import { tellObstacle } from '../../told/many/obstacle-text.ts';
import { type Comparisons, comparisonsOf } from '../../told/many/places-text.ts';
import type { ObstacleSum, Sums, VerdictSums } from '../../told/many/sums.ts';
import {
  byClients,
  isNowhere,
  tellAbsent,
  tellInstead,
  tellVerdicts,
  tellWarnings,
} from '../../told/many/told.ts';

const METHOD_WIDTH = 24;
const VERDICT_WIDTH = 24;

/** What is told of many clients in sum, in sections. */
export function sections(sums: Sums, page: StyledPage): readonly string[] {
  return [
    summaryOf(sums, page),
    absent(sums, page),
    obstacles(sums, page),
    instead(sums, page),
    warnings(sums, page),
  ];
}

/** How many clients have which verdict, over all flows and over those that this end can prove. */
export function summaryOf({ clients, verdicts, here }: Sums, page: StyledPage): string {
  const { style, texts } = page;
  const rows = METHODS.filter((method) => verdicts.has(method)).map((method) => [
    texts.methods[method],
    verdictCell(verdicts.get(method), page),
    // What can't be used in this site can't be looked at.
    isNowhere(verdicts.get(method)) ? '' : verdictCell(here.get(method), page),
  ]);
  const { lookedAt, ...head } = texts.many.columns;
  const overThose = vantagesOf(page.head).length > 1 ? lookedAt : head.here;
  return [
    style.heading(`${texts.table.summary}, ${texts.table.clients(clients)}`),
    columns(
      [[head.method, head.verdict, overThose].map((text) => style.faint(text)), ...rows],
      [METHOD_WIDTH, VERDICT_WIDTH],
      style,
      2,
    ),
  ].join('\n');
}

function verdictCell(sums: ReturnType<VerdictSums['get']>, page: StyledPage): string {
  return tellVerdicts(sums, page)
    .map(({ verdict, text }) =>
      page.style.tint(verdict === 'not-looked-at' ? 'off' : toneOf(verdict), text),
    )
    .join('\n');
}

function absent(sums: Sums, page: StyledPage): string {
  const { style } = page;
  return tellAbsent(sums, page)
    .flatMap(({ headline, places, wayOut }) => [
      paragraph('', style.tint('bad', headline), style, 2),
      ...places.map((text) => paragraph('- ', text, style, 4)),
      ...(wayOut === null ? [] : [paragraph('', wayOut, style, 4)]),
    ])
    .join('\n');
}

function obstacles(sums: Sums, page: StyledPage): string {
  const { style, texts } = page;
  const compared = comparisonsOf(sums);
  const told = byClients(sums).map((sum) => obstacleText(sum, compared, page));
  const heading = paragraph('', style.heading(texts.many.obstacles), style, 0);
  return told.length === 0 ? '' : [heading, ...told].join('\n\n');
}

function obstacleText(sum: ObstacleSum, compared: Comparisons, page: StyledPage): string {
  const { style } = page;
  const { worst, headline, effects, places, wayOut, more } = tellObstacle(sum, compared, page);
  return [
    `  ${style.verdict(worst)} ${paragraph('', headline, style, 4).trimStart()}`,
    paragraph('', effects, style, 4),
    ...places.map((text) => paragraph('- ', text, style, 4)),
    ...[...(wayOut === null ? [] : [wayOut]), more].map((text) => paragraph('', text, style, 4)),
  ].join('\n');
}

function instead(sums: Sums, page: StyledPage): string {
  const { style } = page;
  return tellInstead(sums, page.texts)
    .flatMap(({ headline, others }) => [
      paragraph('', style.heading(headline), style, 0),
      ...others.map((line) => paragraph('- ', line, style, 2)),
    ])
    .join('\n');
}

function warnings(sums: Sums, { style, texts }: StyledPage): string {
  const told = tellWarnings(sums, texts).map((line) => paragraph('- ', line, style, 2));
  return told.length === 0 ? '' : [style.heading(texts.table.warnings), ...told].join('\n');
}
