import { tellSelf } from '../../../text/self.ts';
import type { Texts } from '../../../text/texts.ts';
import type { ClientEntry, MethodEntry } from '../../model/report.ts';
import { flowRows } from '../../told/flows.ts';
import { alternativesTo, impairedTogether, waysOut } from '../../told/impaired.ts';
import type { Page } from '../../told/page.ts';
import { lookedOf } from '../../told/many/sums.ts';
import { seenInTime } from '../../told/under-way.ts';
import { endsOf } from '../../told/vantages.ts';
import { markdown, markdownList, markdownTable } from './escape.ts';

/** One client: verdicts, why a method breaks and what to do about it, what was looked at. */
export function clientBlocks(client: ClientEntry, page: Page): readonly string[] {
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

function lookedText(method: Pick<MethodEntry, 'verdict' | 'here'>, { head, texts }: Page): string {
  const looked = lookedOf(method);
  return looked === 'not-looked-at'
    ? texts.table.notLookedAt[endsOf(head)]
    : texts.verdicts[looked];
}

function verdicts(entry: ClientEntry, page: Page): string {
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
  page: Page,
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

function instead(method: MethodEntry, entry: ClientEntry, page: Page): readonly string[] {
  const { table } = page.texts;
  const others = alternativesTo(method, entry, page);
  if (others === null) return [];
  return others.length === 0
    ? [markdown(`${table.instead}: ${table.nothingInstead}.`)]
    : [markdown(`${table.instead}:`), markdownList(others.map(markdown))];
}

function flows(entry: ClientEntry, page: Page): readonly string[] {
  const rows = flowRows(entry, page);
  if (rows.length === 0) return [];
  const { markdown: words, table } = page.texts;
  const { flow, where, seen } = words.columns;
  return [
    `### ${markdown(endsOf(page.head) === 'both' ? table.flowsSeenFromBoth : table.flowsSeen)}`,
    markdownTable(
      ['', flow, where, seen].map(markdown),
      rows.map((row) => row.map(markdown)),
    ),
  ];
}
