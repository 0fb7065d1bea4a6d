import type { RequirementId } from '../../catalogue/flow.ts';
import { METHODS, type Vantage } from '../../catalogue/vocabulary.ts';
import { STATUS_OF, VERDICTS } from '../../judge/vocabulary.ts';
import type { Texts } from '../../text/texts.ts';
import type { ClientEntry, IndirectEntry, ReportHead, ReportTail } from '../model.ts';
import type { Reporter } from '../reporter.ts';
import { type Appearance, type Style, makeStyle, toneOf } from '../style.ts';
import { FLOW_WIDTH, WHERE_WIDTH, clientBlock, leftFor, titleOf, whereOf } from './client.ts';
import { SYMBOL_WIDTH, columns, paragraph } from './layout.ts';

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
  let head: ReportHead | null = null;
  let firstClient = '';
  return {
    open(opened) {
      head = opened;
      const { name, version } = opened.tool;
      const line = texts.table.title({ ...opened.site, from: opened.run.from });
      return `${style.heading(`${name} ${version}`)}\n${paragraph('', line, style, 0)}\n\n`;
    },
    client(entry: ClientEntry) {
      if (head === null) return '';
      for (const id of leftFor(entry, head)) left.add(id);
      firstClient ||= entry.client;
      return clientBlock(entry, head, style, texts);
    },
    close(tail: ReportTail) {
      if (head === null) return '';
      const sections = [
        leftToProve([...left], head, firstClient, siteArguments, style, texts),
        indirect(tail.indirect, head, style, texts),
        summary(tail, style, texts),
      ];
      return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
    },
  };
}

function leftToProve(
  ids: readonly RequirementId[],
  head: ReportHead,
  client: string,
  siteArguments: string,
  style: Style,
  texts: Texts,
): string {
  if (ids.length === 0) return '';
  const from: Vantage = head.run.from === 'client' ? 'site-server' : 'client';
  const titles = [...new Set(ids.map((id) => titleOf(id, head)))];
  const who = from === 'client' ? `--from client --client-name ${client}` : `--client ${client}`;
  return [
    style.heading(texts.table.leftToProve(from)),
    paragraph('', titles.join(', '), style, 2),
    `  ${texts.table.leftCommand(from)}`,
    `    ccm-preflight check ${who}${siteArguments === '' ? '' : ` ${siteArguments}`}`,
  ].join('\n');
}

function indirect(
  entries: readonly IndirectEntry[],
  head: ReportHead,
  style: Style,
  texts: Texts,
): string {
  if (entries.length === 0) return '';
  const rows = entries.map((entry) => [
    style.status(STATUS_OF[entry.outcome]),
    [...new Set(entry.requirements.map((id) => titleOf(id, head)))].join(', '),
    whereOf(entry),
    texts.outcomes[entry.outcome],
  ]);
  return `${paragraph('', texts.table.indirect, style, 0)}\n${columns(rows, [SYMBOL_WIDTH, FLOW_WIDTH, WHERE_WIDTH], style, 2)}`;
}

function summary({ run, summary: counted }: ReportTail, style: Style, texts: Texts): string {
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
      ? [`  ${texts.table.noAnswerCount(counted.noAnswer)}`]
      : []),
    ...(run.complete ? [] : [style.tint('bad', texts.table.incomplete)]),
    texts.table.exitCode(counted.exitCode),
  ].join('\n');
}
