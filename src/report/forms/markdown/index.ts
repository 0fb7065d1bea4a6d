import { STATUS_OF } from '../../../judge/vocabulary.ts';
import { FewOrMany } from '../../told/few-or-many.ts';
import { LeftToProve } from '../../told/left-to-prove.ts';
import type { IndirectEntry, ReportHead, ReportTail } from '../../model/report.ts';
import type { Reporter, ReporterOptions } from '../reporter.ts';
import { makeStyle } from '../../terminal/style.ts';
import type { Sums } from '../../told/many/sums.ts';
import { tellUnderWay } from '../../told/many/told.ts';
import { titleOf, whereOf } from '../../told/page.ts';
import type { StyledPage } from '../../terminal/page.ts';
import { clientBlocks } from './client.ts';
import { markdown, markdownList, markdownTable } from '../../syntax/markdown.ts';
import { manyBlocks, summaryOf } from './many.ts';
import { whyIncomplete } from '../../told/incomplete.ts';
import { endsOf } from '../../model/vantages.ts';
import { waitedTexts } from '../../told/waited.ts';
import type { CommandOptions } from '../../../text/command-line.ts';

/** The report for a wiki, a ticket or a pull request. Clients are told of as in the table. */
export function markdownReporter(
  head: ReportHead,
  { texts, siteWords, shell, fullList = [] }: ReporterOptions,
): Reporter {
  const style = makeStyle({ colors: false, characters: 'unicode', width: 80 });
  const clients = new FewOrMany();
  const left = new LeftToProve();
  const page: StyledPage = { head, style, texts };
  const title = texts.table.title({ ...head.site, ...head.run });
  return {
    opening: `# ${markdown(`${head.tool.name} ${head.tool.version}`)}\n\n${markdown(title)}\n`,
    client(entry, index) {
      left.add(entry, page);
      clients.add(entry, index);
      return '';
    },
    close(tail) {
      const many = clients.sums.clients > 0;
      const blocks = [
        ...ending(tail, clients.all, page),
        ...(many ? manyBlocks(clients.sums, page) : summary(tail, clients.all, page)),
        ...clients.few.flatMap((entry) => clientBlocks(entry, page)),
        ...leftToProve(left, { siteWords, shell }, page),
        ...indirect(tail.indirect, page),
        ...(many ? [markdown(texts.many.fullList(fullList))] : []),
      ];
      return blocks.map((block) => `\n${block}\n`).join('');
    },
  };
}

/** An incomplete report says so first. */
function ending(tail: ReportTail, sums: Sums, { texts }: StyledPage): readonly string[] {
  const why = whyIncomplete(tail, texts);
  const underWay = tellUnderWay(sums, texts);
  return [
    ...(why === null ? [] : [`**${markdown(why)}**`]),
    ...(underWay === null ? [] : [markdown(underWay)]),
    ...waitedTexts(tail, texts).map(markdown),
    markdown(texts.table.exitCode(tail.summary.exitCode)),
  ];
}

function summary(
  { summary: counted }: ReportTail,
  sums: Sums,
  page: StyledPage,
): readonly string[] {
  if (counted.clients === 1) return [];
  return [
    ...summaryOf(sums, page),
    ...(counted.noAnswer > 0 ? [markdown(page.texts.table.noAnswerCount(counted.noAnswer))] : []),
  ];
}

function leftToProve(
  gathered: LeftToProve,
  options: CommandOptions,
  page: StyledPage,
): readonly string[] {
  const left = gathered.tell(options, page);
  if (left === null) return [];
  const { texts } = page;
  return [
    `## ${markdown(texts.table.leftToProve(left.from))}`,
    markdownList(left.titles.map(markdown)),
    markdown(texts.table.leftCommand(left.from)),
    // Indented: nothing within one line ends such a block.
    `    ${left.command}`,
    markdown(texts.table.leftMerge(left.file)),
  ];
}

function indirect(entries: readonly IndirectEntry[], page: StyledPage): readonly string[] {
  if (entries.length === 0) return [];
  const { style, texts } = page;
  const { columns } = texts.markdown;
  const rows = entries.map((entry) => [
    style.status(STATUS_OF[entry.outcome]),
    markdown(texts.list([...new Set(entry.requirements.map((id) => titleOf(id, page)))])),
    markdown(whereOf(entry)),
    markdown(texts.outcomes[entry.outcome]),
  ]);
  return [
    `## ${markdown(texts.table.indirect[endsOf(page.head)])}`,
    markdownTable(['', columns.flow, columns.where, columns.seen].map(markdown), rows),
  ];
}
