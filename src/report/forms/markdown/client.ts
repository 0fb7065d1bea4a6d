import { tellSelf } from '../../told/self.ts';
import type { Texts } from '../../../text/texts.ts';
import type { ClientEntry, MethodEntry } from '../../model/report.ts';
import { flowsHeading, tellFlows } from '../../told/flows.ts';
import { alternativesTo, impairedTogether, waysOut } from '../../told/impaired.ts';
import type { StyledPage } from '../../terminal/page.ts';
import { lookedOf } from '../../told/many/sums.ts';
import { seenInTime } from '../../told/under-way.ts';
import { endsOf } from '../../model/vantages.ts';
import { markdown, markdownList, markdownTable } from '../../syntax/markdown.ts';

/** One client: verdicts, why a method breaks and what to do about it, what was looked at. */
export function clientBlocks(client: ClientEntry, page: StyledPage): readonly string[] {
  const { texts } = page;
  const entry = seenInTime(client);
  return [
    `## ${markdown(entry.client)}`,
    entry.interrupted === true ? markdown(texts.table.wasUnderWay) : verdicts(entry, page),
    ...impairedTogether(entry).flatMap((methods) => impaired(methods, entry, page)),
    ...flows(entry, page),
    ...(entry.warnings.length === 0
      ? []
      : [
          `### ${markdown(texts.table.warnings)}`,
          markdownList(entry.warnings.map(({ message }) => markdown(message))),
        ]),
    ...self(entry, texts),
  ];
}

function self(entry: ClientEntry, texts: Texts): readonly string[] {
  const told = tellSelf(entry.self, texts);
  if (told.length === 0) return [];
  return [`### ${markdown(texts.self.heading)}`, markdownList(told.map(markdown))];
}

function lookedText(
  method: Pick<MethodEntry, 'verdict' | 'here'>,
  { head, texts }: StyledPage,
): string {
  const looked = lookedOf(method);
  return looked === 'not-looked-at'
    ? texts.table.notLookedAt[endsOf(head)]
    : texts.verdicts[looked];
}

function verdicts(entry: ClientEntry, page: StyledPage): string {
  const { head, style, texts } = page;
  const { columns } = texts.markdown;
  const rows = entry.methods.map(({ method, verdict, here, explanation }) => [
    style.verdict(here === 'not-applicable' ? verdict : here),
    ...[
      texts.methods[method],
      texts.verdicts[verdict],
      lookedText({ verdict, here }, page),
      explanation,
    ].map(markdown),
  ]);
  const lookedAt = endsOf(head) === 'both' ? texts.many.columns.lookedAt : columns.here;
  const titles = ['', columns.method, columns.verdict, lookedAt, columns.explanation];
  return markdownTable(titles.map(markdown), rows);
}

function impaired(
  methods: readonly MethodEntry[],
  entry: ClientEntry,
  page: StyledPage,
): readonly string[] {
  const [first] = methods;
  if (first === undefined) return [];
  const { texts } = page;
  const effect = first.verdict === 'breaks' ? 'breaks' : 'degraded';
  const names = methods.map(({ method }) => method);
  const ways = waysOut(first, entry, page);
  return [
    `### ${markdown(texts.table.why(names, effect))}`,
    // An unproven method's sentence speaks of what is left to prove.
    ...(first.verdict === 'unproven' ? [] : [markdown(first.explanation)]),
    ...(ways.length === 0 ? [] : [markdownList(ways.map(markdown))]),
    ...(effect === 'breaks' ? instead(first, entry, page) : []),
  ];
}

function instead(method: MethodEntry, entry: ClientEntry, page: StyledPage): readonly string[] {
  const { table } = page.texts;
  const others = alternativesTo(method, entry, page);
  if (others === null) return [];
  return others.length === 0
    ? [markdown(`${table.instead}: ${table.nothingInstead}.`)]
    : [markdown(`${table.instead}:`), markdownList(others.map(markdown))];
}

function flows(entry: ClientEntry, page: StyledPage): readonly string[] {
  const rows = tellFlows(entry, page).map(({ status, name, where, said }) =>
    [page.style.status(status), name, where, said].map(markdown),
  );
  if (rows.length === 0) return [];
  const { flow, where, seen } = page.texts.markdown.columns;
  return [
    `### ${markdown(flowsHeading(page))}`,
    markdownTable(['', flow, where, seen].map(markdown), rows),
  ];
}
