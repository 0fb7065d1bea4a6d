import { METHODS } from '../../../catalogue/vocabulary.ts';
import { tellObstacle } from '../../told/many/obstacle-text.ts';
import { comparisonsOf } from '../../told/many/places-text.ts';
import type { Sums, VerdictSums } from '../../told/many/sums.ts';
import {
  byClients,
  isNowhere,
  tellAbsent,
  tellInstead,
  tellVerdicts,
  tellWarnings,
} from '../../told/many/told.ts';
import type { StyledPage } from '../../terminal/page.ts';
import { vantagesOf } from '../../model/vantages.ts';
import { markdown, markdownList, markdownTable } from '../../syntax/markdown.ts';

/** Many clients in sum. */
export function manyBlocks(sums: Sums, page: StyledPage): readonly string[] {
  return [
    ...summaryOf(sums, page),
    ...tellAbsent(sums, page).flatMap(({ headline, places, wayOut }) => [
      `## ${markdown(headline)}`,
      markdownList(places.map(markdown)),
      ...(wayOut === null ? [] : [markdown(wayOut)]),
    ]),
    ...obstacles(sums, page),
    ...tellInstead(sums, page.texts).flatMap(({ headline, others }) => [
      `## ${markdown(headline)}`,
      markdownList(others.map(markdown)),
    ]),
    ...warnings(sums, page),
  ];
}

/** How many clients have which verdict, over all flows and over those that this end can prove. */
export function summaryOf({ clients, verdicts, here }: Sums, page: StyledPage): readonly string[] {
  const { head, texts } = page;
  const cell = (sums: ReturnType<VerdictSums['get']>): string =>
    markdown(texts.list(tellVerdicts(sums, page).map(({ text }) => text)));
  const rows = METHODS.filter((method) => verdicts.has(method)).map((method) => [
    markdown(texts.methods[method]),
    cell(verdicts.get(method)),
    // What can't be used in this site can't be looked at.
    isNowhere(verdicts.get(method)) ? '' : cell(here.get(method)),
  ]);
  const { columns } = texts.many;
  const lookedAt = vantagesOf(head).length > 1 ? columns.lookedAt : columns.here;
  return [
    `## ${markdown(`${texts.table.summary}, ${texts.table.clients(clients)}`)}`,
    markdownTable([texts.markdown.columns.method, columns.verdict, lookedAt].map(markdown), rows),
  ];
}

function obstacles(sums: Sums, page: StyledPage): readonly string[] {
  const compared = comparisonsOf(sums);
  const told = byClients(sums).flatMap((sum) => {
    const { worst, headline, effects, places, wayOut } = tellObstacle(sum, compared, page);
    return [
      `### ${page.style.verdict(worst)} ${markdown(headline)}`,
      markdown(effects),
      markdownList(places.map(markdown)),
      ...(wayOut === null ? [] : [markdown(wayOut)]),
    ];
  });
  return told.length === 0 ? [] : [`## ${markdown(page.texts.many.obstacles)}`, ...told];
}

function warnings(sums: Sums, { texts }: StyledPage): readonly string[] {
  const told = tellWarnings(sums, texts);
  return told.length === 0
    ? []
    : [`## ${markdown(texts.table.warnings)}`, markdownList(told.map(markdown))];
}
