import { METHODS } from '../../../catalogue/vocabulary.ts';
import { VERDICTS } from '../../../judge/vocabulary.ts';
import { toneOf } from '../../style.ts';
import { columns, paragraph } from '../layout.ts';
import type { Page } from '../page.ts';
import { obstacleText } from './obstacle-text.ts';
import { comparison, groupLines } from './places-text.ts';
import type { Sums, VerdictSums } from './sums.ts';

const METHOD_WIDTH = 24;
const VERDICT_WIDTH = 24;

/** What is told of many clients in sum, in sections. */
export function sections(sums: Sums, page: Page): readonly string[] {
  return [
    summary(sums, page),
    absent(sums, page),
    obstacles(sums, page),
    instead(sums, page),
    warnings(sums, page),
  ];
}

function summary({ clients, verdicts, here }: Sums, page: Page): string {
  const { style, texts } = page;
  const rows = METHODS.filter((method) => verdicts.has(method)).map((method) => [
    texts.methods[method],
    verdictCell(verdicts.get(method), page),
    // Where this end can prove nothing of a method there is nothing to count.
    here.get(method)?.get('not-applicable')?.clients === clients
      ? ''
      : verdictCell(here.get(method), page),
  ]);
  const head = texts.many.columns;
  return [
    style.heading(`${texts.table.summary}, ${texts.table.clients(clients)}`),
    columns(
      [[head.method, head.verdict, head.here].map((text) => style.faint(text)), ...rows],
      [METHOD_WIDTH, VERDICT_WIDTH],
      style,
      2,
    ),
  ].join('\n');
}

function verdictCell(sums: ReturnType<VerdictSums['get']>, { style, texts }: Page): string {
  return VERDICTS.flatMap((verdict) => {
    const sum = sums?.get(verdict);
    return sum === undefined
      ? []
      : [
          style.tint(
            toneOf(verdict),
            texts.many.verdict(verdict, sum.clients, verdict === 'breaks' ? sum.noAnswer : 0),
          ),
        ];
  }).join('\n');
}

/** Counted apart: a machine that is off is not behind a firewall for all that is known. */
function absent({ answering, noAnswer, noAddress }: Sums, page: Page): string {
  const { style, texts } = page;
  const compared = comparison('asked', [answering, noAnswer]);
  const silent = [
    paragraph('', style.tint('bad', texts.many.noAnswer(noAnswer.clients)), style, 2),
    ...groupLines(noAnswer, compared, page),
  ];
  const unknown = [
    paragraph('', style.tint('bad', texts.many.noAddress(noAddress.clients)), style, 2),
    ...groupLines(noAddress, compared, page),
    paragraph('', texts.table.mend('', 'unresolved'), style, 4),
  ];
  return [
    ...(noAnswer.clients === 0 ? [] : silent),
    ...(noAddress.clients === 0 ? [] : unknown),
  ].join('\n');
}

function obstacles({ obstacles: sums, answering }: Sums, page: Page): string {
  if (sums.size === 0) return '';
  const compared = comparison('answering', [answering]);
  const byClients = [...sums]
    .toSorted(([keyA, a], [keyB, b]) => b.group.clients - a.group.clients || (keyA < keyB ? -1 : 1))
    .map(([, sum]) => obstacleText(sum, compared, page));
  const heading = paragraph('', page.style.heading(page.texts.many.obstacles), page.style, 0);
  return [heading, ...byClients].join('\n\n');
}

function instead({ alternatives }: Sums, page: Page): string {
  const { style, texts } = page;
  return METHODS.flatMap((broken) => {
    const sums = [...(alternatives.get(broken)?.values() ?? [])];
    if (sums.length === 0) return [];
    const lines = sums
      .toSorted((a, b) => b.clients - a.clients)
      .map(({ method, verdict, clients }) =>
        method === null
          ? texts.many.nothingInstead(clients)
          : texts.many.alternative(method, verdict, clients),
      );
    return [
      paragraph('', style.heading(texts.many.insteadOf(broken)), style, 0),
      ...lines.map((line) => paragraph('- ', line, style, 2)),
    ];
  }).join('\n');
}

function warnings({ warnings: groups }: Sums, page: Page): string {
  if (groups.size === 0) return '';
  const { style, texts } = page;
  const lines = [...groups]
    .toSorted(([codeA, a], [codeB, b]) => b.clients - a.clients || (codeA < codeB ? -1 : 1))
    .map(([code, { clients, first }]) =>
      paragraph('- ', texts.many.warning(code, { names: first.names, clients }), style, 2),
    );
  return [style.heading(texts.table.warnings), ...lines].join('\n');
}
