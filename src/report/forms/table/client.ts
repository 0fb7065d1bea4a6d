import { tellSelf } from '../../told/self.ts';
import type { ClientEntry, MethodEntry } from '../../model/report.ts';
import {
  FLOW_WIDTH,
  SYMBOL_WIDTH,
  WHERE_WIDTH,
  columns,
  paragraph,
} from '../../terminal/layout.ts';
import type { StyledPage } from '../../terminal/page.ts';
import { absenceText } from '../../told/absence.ts';
import { flowsHeading, tellFlows } from '../../told/flows.ts';
import { headlineText } from '../../told/headline.ts';
import { alternativesTo, impairedTogether, obstructing, waysOut } from '../../told/impaired.ts';
import { seenInTime } from '../../told/under-way.ts';

/** One client's block: headlines, flows, then each broken method with its way out. */
export function clientBlock(client: ClientEntry, page: StyledPage): string {
  const entry = seenInTime(client);
  const sections = [
    title(entry, page),
    entry.interrupted === true ? paragraph('', page.texts.table.wasUnderWay, page.style, 2) : '',
    entry.methods.map((method) => headline(method, entry, page)).join('\n'),
    flowsSeen(entry, page),
    ...impairedTogether(entry).map((methods) => impaired(methods, entry, page)),
    warnings(entry, page),
    self(entry, page),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n\n`;
}

function title(entry: ClientEntry, page: StyledPage): string {
  const reached = entry.requirements
    .flatMap(({ endpoints }) => endpoints)
    .flatMap(({ host, address }) =>
      host === entry.client && address !== null && address !== host ? [address] : [],
    );
  const addresses = page.texts.list([...new Set(reached)]);
  const said = [
    page.style.heading(entry.client),
    ...(addresses === '' ? [] : [page.style.faint(`(${addresses})`)]),
    ...(entry.answered === false ? [page.style.tint('bad', absenceText(entry, page.texts))] : []),
  ];
  return paragraph('', said.join(' '), page.style, 0);
}

function headline(method: MethodEntry, entry: ClientEntry, page: StyledPage): string {
  // What this machine can say decides the symbol; a broken method is broken from anywhere.
  const symbol = page.style.verdict(
    method.here === 'not-applicable' ? method.verdict : method.here,
  );
  const text = paragraph('', headlineText(method, entry, page), page.style, 4);
  return `  ${symbol} ${text.trimStart()}`;
}

function flowsSeen(entry: ClientEntry, page: StyledPage): string {
  const { style } = page;
  const rows = tellFlows(entry, page).map(({ status, name, where, said }) => [
    style.status(status),
    name,
    where,
    said,
  ]);
  return rows.length === 0
    ? ''
    : `  ${style.heading(flowsHeading(page))}\n${columns(rows, [SYMBOL_WIDTH, FLOW_WIDTH, WHERE_WIDTH], style, 2)}`;
}

function impaired(methods: readonly MethodEntry[], entry: ClientEntry, page: StyledPage): string {
  const [first] = methods;
  if (first === undefined) return '';
  const { style, texts } = page;
  const names = methods.map(({ method }) => method);
  const breaks = first.verdict === 'breaks';
  const [id] = obstructing(first);
  const lines = [
    paragraph('', style.heading(texts.table.why(names, breaks ? 'breaks' : 'degraded')), style, 2),
    // An unproven method's sentence speaks of what is left to prove.
    ...(first.verdict === 'unproven' ? [] : [paragraph('', first.explanation, style, 4)]),
    ...waysOut(first, entry, page).map((text) => paragraph('', text, style, 4)),
    ...(breaks ? instead(first, entry, page) : []),
    ...(id === undefined ? [] : [paragraph('', texts.table.more(id), style, 4)]),
  ];
  return lines.join('\n');
}

function instead(method: MethodEntry, entry: ClientEntry, page: StyledPage): readonly string[] {
  const { style, texts } = page;
  const others = alternativesTo(method, entry, page);
  if (others === null) return [];
  return others.length === 0
    ? [paragraph('', `${texts.table.instead}: ${texts.table.nothingInstead}.`, style, 4)]
    : [
        paragraph('', `${texts.table.instead}:`, style, 4),
        ...others.map((other) => paragraph('- ', other, style, 4)),
      ];
}

function warnings(entry: ClientEntry, page: StyledPage): string {
  if (entry.warnings.length === 0) return '';
  return [
    `  ${page.style.heading(page.texts.table.warnings)}`,
    ...entry.warnings.map(({ message }) => paragraph('- ', message, page.style, 4)),
  ].join('\n');
}

function self(entry: ClientEntry, { style, texts }: StyledPage): string {
  const told = tellSelf(entry.self, texts);
  if (told.length === 0) return '';
  return [
    paragraph('', style.heading(texts.self.heading), style, 2),
    ...told.map((text) => paragraph('- ', text, style, 4)),
  ].join('\n');
}
