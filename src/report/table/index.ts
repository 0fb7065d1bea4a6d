import type { RequirementId } from '../../catalogue/flow.ts';
import { METHODS, type Vantage } from '../../catalogue/vocabulary.ts';
import { EXIT_CODES } from '../../judge/summary.ts';
import { STATUS_OF, VERDICTS } from '../../judge/vocabulary.ts';
import type { ClientEntry, IndirectEntry, ReportTail } from '../model.ts';
import type { Reporter, ReporterOptions } from '../reporter.ts';
import { makeStyle, toneOf } from '../style.ts';
import { clientBlock, leftFor } from './client.ts';
import { FLOW_WIDTH, SYMBOL_WIDTH, WHERE_WIDTH, columns, paragraph } from './layout.ts';
import { sections } from './many/report.ts';
import { Sums } from './many/sums.ts';
import { type Page, titleOf, whereOf } from './page.ts';

/** More clients than this are told of in sum. */
const MAX_SHOWN = 10;

/** The report for people, readable at 80 columns. Nobody knows how many clients come: told at the end. */
export function tableReporter({
  appearance,
  texts,
  siteArguments,
  fullList = [],
}: ReporterOptions): Reporter {
  const style = makeStyle(appearance);
  const left = new Set<RequirementId>();
  let page: Page | null = null;
  const clients: string[] = [];
  const shown: IndexedEntry[] = [];
  const sums = new Sums();
  let looked = false;
  return {
    open(head) {
      page = { head, style, texts };
      const { name, version } = head.tool;
      const line = texts.table.title({ ...head.site, from: head.run.from });
      return `${style.heading(`${name} ${version}`)}\n${paragraph('', line, style, 0)}\n\n`;
    },
    client(entry: ClientEntry, index = sums.clients + shown.length) {
      if (page === null) return '';
      for (const id of leftFor(entry, page)) left.add(id);
      // Only one name is worth printing in a command to copy.
      if (clients.length < 2) clients.push(entry.client);
      looked ||= entry.requirements.some(({ endpoints }) => endpoints.length > 0);
      shown.push({ entry, index });
      if (sums.clients === 0 && shown.length <= MAX_SHOWN) return '';
      for (const known of shown.splice(0)) sums.add(known.entry, known.index);
      return '';
    },
    close(tail: ReportTail) {
      if (page === null) return '';
      const now = page;
      const blocks = shown
        .toSorted((a, b) => a.index - b.index)
        .map(({ entry }) => clientBlock(entry, now));
      const parts = [
        ...(sums.clients === 0 ? [] : sections(sums, page)),
        looked ? '' : paragraph('', style.tint('warn', texts.table.nothingChecked), style, 0),
        leftToProve([...left], clients, siteArguments, page),
        indirect(tail.indirect, page),
        sums.clients === 0 ? '' : paragraph('', texts.many.fullList(fullList), style, 0),
        [...(sums.clients === 0 ? summary(tail, page) : []), ending(tail, page)].join('\n'),
      ];
      return `${blocks.join('')}${parts.filter((part) => part !== '').join('\n\n')}\n`;
    },
  };
}

interface IndexedEntry {
  readonly entry: ClientEntry;
  readonly index: number;
}

function leftToProve(
  ids: readonly RequirementId[],
  clients: readonly string[],
  siteArguments: string,
  page: Page,
): string {
  if (ids.length === 0) return '';
  const { head, style, texts } = page;
  const from: Vantage = head.run.from === 'client' ? 'site-server' : 'client';
  const titles = [...new Set(ids.map((id) => titleOf(id, page)))];
  // Of several clients each reports under its own host name.
  const [client] = clients.length === 1 ? clients : [];
  const name = client === undefined ? '' : ` --client-name ${client}`;
  const who = from === 'client' ? `--from client${name}` : `--client ${clients[0] ?? ''}`;
  return [
    style.heading(texts.table.leftToProve(from)),
    paragraph('', titles.join(', '), style, 2),
    `  ${texts.table.leftCommand(from)}`,
    `    ccm-preflight check ${who}${siteArguments === '' ? '' : ` ${siteArguments}`}`,
  ].join('\n');
}

function indirect(entries: readonly IndirectEntry[], page: Page): string {
  if (entries.length === 0) return '';
  const { style, texts } = page;
  const rows = entries.map((entry) => [
    style.status(STATUS_OF[entry.outcome]),
    [...new Set(entry.requirements.map((id) => titleOf(id, page)))].join(', '),
    whereOf(entry),
    texts.outcomes[entry.outcome],
  ]);
  return `${paragraph('', texts.table.indirect, style, 0)}\n${columns(rows, [SYMBOL_WIDTH, FLOW_WIDTH, WHERE_WIDTH], style, 2)}`;
}

function summary({ summary: counted }: ReportTail, { style, texts }: Page): readonly string[] {
  if (counted.clients < 2) return [];
  const rows = METHODS.flatMap((method) => {
    const counts = counted.verdicts[method];
    if (counts === undefined) return [];
    const said = VERDICTS.filter((verdict) => (counts[verdict] ?? 0) > 0).map((verdict) =>
      style.tint(toneOf(verdict), `${counts[verdict]} ${texts.verdicts[verdict]}`),
    );
    return [[texts.methods[method], said.join(', ')]];
  });
  return [
    style.heading(`${texts.table.summary}, ${texts.table.clients(counted.clients)}`),
    columns(rows, [30], style, 2),
    ...(counted.noAnswer > 0
      ? [paragraph('', texts.table.noAnswerCount(counted.noAnswer), style, 2)]
      : []),
  ];
}

function ending({ run, summary: { exitCode } }: ReportTail, { style, texts }: Page): string {
  const why = exitCode === EXIT_CODES.usage ? texts.table.listFailed : texts.table.incomplete;
  return [
    ...(run.complete ? [] : [paragraph('', style.tint('bad', why), style, 0)]),
    paragraph('', texts.table.exitCode(exitCode), style, 0),
  ].join('\n');
}
