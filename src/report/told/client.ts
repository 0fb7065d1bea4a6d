import type { ClientEntry, MethodEntry } from '../model/report.ts';
import { endsOf } from '../model/vantages.ts';
import { absenceText, hasNoAddress } from './absence.ts';
import { tellAudit } from './audit.ts';
import {
  type Block,
  type Section,
  TONE_OF_STATUS,
  TONE_OF_VERDICT,
  items,
  section,
  text,
} from './blocks.ts';
import { FLOW_WIDTHS, flowsHeading, tellFlows } from './flows.ts';
import { headlineText } from './headline.ts';
import { impairedTogether, obstructing, waysOut, tellInsteadOf } from './impaired.ts';
import { tellLocation } from './location.ts';
import { lookedOf } from './many/verdict-sums.ts';
import type { Page } from './page.ts';
import { tellSelf } from './self.ts';
import { seenInTime } from './under-way.ts';

/** One client: its verdicts, then each broken method with its ways out, and what was probed. */
export function tellClient(
  client: ClientEntry,
  page: Page,
  flowsStand: 'before-advice' | 'after-advice',
): Section {
  const { texts } = page;
  const entry = seenInTime(client);
  // Without an address nothing else could be probed: one line says it all.
  if (entry.answered === false && hasNoAddress(entry)) {
    return {
      kind: 'chapter',
      title: entry.client,
      beside: besideName(entry, page),
      body: [text(texts.table.mend('', 'unresolved'))],
    };
  }
  const advice = impairedTogether(entry).map((methods) => impaired(methods, entry, page));
  const flows = flowsSeen(entry, page);
  return {
    kind: 'chapter',
    title: entry.client,
    beside: besideName(entry, page),
    body: [
      ...tellLocation(entry, texts).map((said) => text(said)),
      entry.interrupted === true ? text(texts.table.wasUnderWay) : verdicts(entry, page),
      ...tellAudit(entry, page),
      ...(flowsStand === 'before-advice' ? [...flows, ...advice] : [...advice, ...flows]),
      ...listed(
        texts.table.warnings,
        entry.warnings.map(({ message }) => message),
      ),
      ...listed(texts.self.heading, tellSelf(entry, texts)),
    ],
  };
}

/** The addresses at which it was reached, or why it was not. */
function besideName(entry: ClientEntry, { texts }: Page): NonNullable<Section['beside']> {
  const reached = entry.requirements
    .flatMap(({ endpoints }) => endpoints)
    .flatMap(({ host, address }) =>
      host === entry.client && address !== null && address !== host ? [address] : [],
    );
  const addresses = texts.list([...new Set(reached)]);
  return [
    ...(addresses === '' ? [] : [{ text: `(${addresses})`, tone: 'off' } as const]),
    ...(entry.answered === false
      ? [{ text: absenceText(entry, texts), tone: 'bad' } as const]
      : []),
  ];
}

function verdicts(entry: ClientEntry, page: Page): Block {
  const { head, texts } = page;
  const { columns } = texts.markdown;
  const lookedAt = endsOf(head) === 'both' ? texts.many.columns.lookedAt : columns.here;
  return {
    kind: 'rows',
    head: [columns.method, lookedAt, columns.verdict, columns.explanation],
    rows: entry.methods.map((method) => ({
      // The symbol shows what this end can prove, if it can prove anything.
      mark: TONE_OF_VERDICT[method.here === 'not-applicable' ? method.verdict : method.here],
      cells: [
        texts.method(method.method),
        lookedText(method, page),
        texts.verdicts[method.verdict],
        method.explanation,
      ],
      line: headlineText(method, entry, page),
    })),
    widths: [],
  };
}

function lookedText(method: MethodEntry, { head, texts }: Page): string {
  const looked = lookedOf(method);
  switch (looked) {
    case 'not-looked-at':
      return texts.table.notLookedAt[endsOf(head)];
    case 'ready':
    case 'doubtful':
      return texts.readiness[looked];
    case 'breaks':
    case 'unproven':
    case 'not-applicable':
      return texts.verdicts[looked];
  }
}

function flowsSeen(entry: ClientEntry, page: Page): readonly Block[] {
  const { flow, where: place, seen } = page.texts.markdown.columns;
  const rows = tellFlows(entry, page).map(({ status, name, where, said }) => ({
    mark: TONE_OF_STATUS[status],
    cells: [name, where, said],
  }));
  if (rows.length === 0) return [];
  return [
    {
      ...section(flowsHeading(page), [
        { kind: 'rows', head: [flow, place, seen], rows, widths: FLOW_WIDTHS },
      ]),
      isFlush: true,
    },
  ];
}

/** Why methods break or are degraded, and what to do about it. */
function impaired(methods: readonly MethodEntry[], entry: ClientEntry, page: Page): Block {
  const [first] = methods;
  if (first === undefined) return section(null, []);
  const { table } = page.texts;
  const names = methods.map(({ method }) => method);
  const effect = first.verdict === 'breaks' ? 'breaks' : 'degraded';
  const [id] = obstructing(first);
  return section(table.why(names, effect), [
    // An unproven method's sentence already says what is left to prove.
    ...(first.verdict === 'unproven' ? [] : [text(first.explanation)]),
    { kind: 'items', items: waysOut(first, entry, page), onTerminal: 'paragraphs' },
    ...(effect === 'breaks' ? instead(first, entry, page) : []),
    ...(id === undefined
      ? []
      : [{ kind: 'text', text: table.more(id), only: 'terminal' } as const]),
  ]);
}

function instead(method: MethodEntry, entry: ClientEntry, page: Page): readonly Block[] {
  const told = tellInsteadOf(method, entry, page);
  return told === null ? [] : [text(told.said), items(told.others)];
}

function listed(heading: string, said: readonly string[]): readonly Block[] {
  return said.length === 0 ? [] : [section(heading, [items(said)])];
}
