import { STATUS_OF } from '../../../judge/vocabulary.ts';
import { FewOrMany } from '../../told/few-or-many.ts';
import { LeftToProve } from '../../told/left-to-prove.ts';
import type { ClientEntry, IndirectEntry, ReportHead, ReportTail } from '../../model/report.ts';
import type { Reporter, ReporterOptions } from '../reporter.ts';
import { makeStyle } from '../../terminal/style.ts';
import { clientBlock } from './client.ts';
import {
  FLOW_WIDTH,
  SYMBOL_WIDTH,
  WHERE_WIDTH,
  columns,
  paragraph,
} from '../../terminal/layout.ts';
import { sections, summaryOf } from './many.ts';
import type { Sums } from '../../told/many/sums.ts';
import { tellUnderWay } from '../../told/many/told.ts';
import { titleOf, whereOf } from '../../told/page.ts';
import type { StyledPage } from '../../terminal/page.ts';
import { whyIncomplete } from '../../told/incomplete.ts';
import { endsOf } from '../../model/vantages.ts';
import { waitedTexts } from '../../told/waited.ts';
import type { CommandOptions } from '../../../text/command-line.ts';
import { withoutCiCommands } from '../../../base/ci-commands.ts';
import { rewritten } from '../rewritten.ts';

/** The report for people, readable at 80 columns. Nobody knows how many clients come: told at the end. */
export function tableReporter(
  head: ReportHead,
  { appearance, texts, siteWords, shell, fullList = [] }: ReporterOptions,
): Reporter {
  const style = makeStyle(appearance);
  const page: StyledPage = { head, style, texts };
  const { name, version } = head.tool;
  const title = paragraph('', texts.table.title({ ...head.site, ...head.run }), style, 0);
  const left = new LeftToProve();
  const clients = new FewOrMany();
  let looked = false;
  return rewritten(
    {
      opening: `${style.heading(`${name} ${version}`)}\n${title}\n\n`,
      client(entry: ClientEntry, index?: number) {
        left.add(entry, page);
        looked ||= entry.requirements.some(({ endpoints }) => endpoints.length > 0);
        clients.add(entry, index);
        return '';
      },
      close(tail: ReportTail) {
        const { few, sums } = clients;
        const blocks = few.map((entry) => clientBlock(entry, page));
        const parts = [
          ...(sums.clients === 0 ? [] : sections(sums, page)),
          // A shard may hold no client, a run may be stopped before its first: that names no server either.
          looked || tail.summary.clients === 0
            ? ''
            : paragraph('', style.tint('warn', texts.table.nothingChecked), style, 0),
          leftToProve(left, { siteWords, shell }, page),
          indirect(tail.indirect, page),
          sums.clients === 0 ? '' : paragraph('', texts.many.fullList(fullList), style, 0),
          [
            ...(sums.clients === 0 ? summary(tail, clients.all, page) : []),
            ending(tail, clients.all, page),
          ].join('\n'),
        ];
        return `${blocks.join('')}${parts.filter((part) => part !== '').join('\n\n')}\n`;
      },
    },
    withoutCiCommands,
  );
}

function leftToProve(gathered: LeftToProve, options: CommandOptions, page: StyledPage): string {
  const left = gathered.tell(options, page);
  if (left === null) return '';
  const { style, texts } = page;
  return [
    style.heading(texts.table.leftToProve(left.from)),
    paragraph('', texts.list(left.titles), style, 2),
    paragraph('', texts.table.leftCommand(left.from), style, 2),
    `    ${left.command}`,
    paragraph('', texts.table.leftMerge(left.file), style, 2),
  ].join('\n');
}

function indirect(entries: readonly IndirectEntry[], page: StyledPage): string {
  if (entries.length === 0) return '';
  const { style, texts } = page;
  const rows = entries.map((entry) => [
    style.status(STATUS_OF[entry.outcome]),
    texts.list([...new Set(entry.requirements.map((id) => titleOf(id, page)))]),
    whereOf(entry),
    texts.outcomes[entry.outcome],
  ]);
  return `${paragraph('', texts.table.indirect[endsOf(page.head)], style, 0)}\n${columns(rows, [SYMBOL_WIDTH, FLOW_WIDTH, WHERE_WIDTH], style, 2)}`;
}

function summary(
  { summary: counted }: ReportTail,
  sums: Sums,
  page: StyledPage,
): readonly string[] {
  if (counted.clients === 1) return [];
  return [
    summaryOf(sums, page),
    ...(counted.noAnswer > 0
      ? [paragraph('', page.texts.table.noAnswerCount(counted.noAnswer), page.style, 2)]
      : []),
  ];
}

function ending(tail: ReportTail, sums: Sums, { style, texts }: StyledPage): string {
  const why = whyIncomplete(tail, texts);
  const underWay = tellUnderWay(sums, texts);
  return [
    ...(why === null ? [] : [paragraph('', style.tint('bad', why), style, 0)]),
    ...(underWay === null ? [] : [paragraph('', underWay, style, 0)]),
    ...waitedTexts(tail, texts).map((text) => paragraph('', text, style, 0)),
    paragraph('', texts.table.exitCode(tail.summary.exitCode), style, 0),
  ].join('\n');
}
