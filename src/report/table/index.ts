import type { RequirementId } from '../../catalogue/flow.ts';
import { METHODS, type Vantage } from '../../catalogue/vocabulary.ts';
import { STATUS_OF, VERDICTS } from '../../judge/vocabulary.ts';
import type { Texts } from '../../text/texts.ts';
import type { ClientEntry, IndirectEntry, ReportTail } from '../model.ts';
import type { Reporter } from '../reporter.ts';
import { type Appearance, makeStyle, toneOf } from '../style.ts';
import { clientBlock, leftFor } from './client.ts';
import { FLOW_WIDTH, SYMBOL_WIDTH, WHERE_WIDTH, columns, paragraph } from './layout.ts';
import { type Page, titleOf, whereOf } from './page.ts';

export interface TableOptions {
  readonly appearance: Appearance;
  readonly texts: Texts;
  /** What describes the site on a command line, quoted for a shell. */
  readonly siteArguments: string;
}

/** The report for people, readable at 80 columns. */
export function tableReporter({ appearance, texts, siteArguments }: TableOptions): Reporter {
  const style = makeStyle(appearance);
  const left = new Set<RequirementId>();
  let page: Page | null = null;
  const clients: string[] = [];
  let looked = false;
  return {
    open(head) {
      page = { head, style, texts };
      const { name, version } = head.tool;
      const line = texts.table.title({ ...head.site, from: head.run.from });
      return `${style.heading(`${name} ${version}`)}\n${paragraph('', line, style, 0)}\n\n`;
    },
    client(entry: ClientEntry) {
      if (page === null) return '';
      for (const id of leftFor(entry, page)) left.add(id);
      // Only one name is worth printing in a command to copy.
      if (clients.length < 2) clients.push(entry.client);
      looked ||= entry.requirements.some(({ endpoints }) => endpoints.length > 0);
      return clientBlock(entry, page);
    },
    close(tail: ReportTail) {
      if (page === null) return '';
      const sections = [
        looked ? '' : paragraph('', style.tint('warn', texts.table.nothingChecked), style, 0),
        leftToProve([...left], clients, siteArguments, page),
        indirect(tail.indirect, page),
        summary(tail, page),
      ];
      return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
    },
  };
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

function summary({ run, summary: counted }: ReportTail, { style, texts }: Page): string {
  const rows = METHODS.flatMap((method) => {
    const counts = counted.verdicts[method];
    if (counts === undefined) return [];
    const said = VERDICTS.filter((verdict) => (counts[verdict] ?? 0) > 0).map((verdict) =>
      style.tint(toneOf(verdict), `${counts[verdict]} ${texts.verdicts[verdict]}`),
    );
    return [[texts.methods[method], said.join(', ')]];
  });
  return [
    ...(counted.clients > 1
      ? [
          style.heading(`${texts.table.summary}, ${texts.table.clients(counted.clients)}`),
          columns(rows, [30], style, 2),
        ]
      : []),
    ...(counted.noAnswer > 0 && counted.clients > 1
      ? [paragraph('', texts.table.noAnswerCount(counted.noAnswer), style, 2)]
      : []),
    ...(run.complete ? [] : [paragraph('', style.tint('bad', texts.table.incomplete), style, 0)]),
    paragraph('', texts.table.exitCode(counted.exitCode), style, 0),
  ].join('\n');
}
