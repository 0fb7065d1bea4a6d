import type { ReportHead } from '../../model/report.ts';
import { markdownBlocks } from '../../syntax/markdown-blocks.ts';
import { markdown } from '../../syntax/markdown.ts';
import { text } from '../../told/blocks.ts';
import { tellClient } from '../../told/client.ts';
import { FewOrMany } from '../../told/few-or-many.ts';
import { LeftToProve } from '../../told/left-to-prove.ts';
import { tellMany } from '../../told/many/blocks.ts';
import type { Page } from '../../told/page.ts';
import { tellEnding, tellIndirect, tellLeft, tellSum } from '../../told/whole.ts';
import type { Reporter, ReporterOptions } from '../reporter.ts';

/** The report for a wiki, a ticket or a pull request. Clients are told of as in the table. */
export function markdownReporter(
  head: ReportHead,
  { texts, siteWords, elsewhere, shell, fullList = [] }: ReporterOptions,
): Reporter {
  const clients = new FewOrMany(head);
  const left = new LeftToProve();
  const page: Page = { head, texts };
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
        // An incomplete report says so first.
        ...tellEnding(tail, clients.all, page),
        ...(many ? tellMany(clients.sums, page) : tellSum(tail, clients.all, page)),
        ...clients.few.map((entry) => tellClient(entry, page, 'after-advice')),
        ...tellLeft(left, { siteWords, elsewhere, shell }, page),
        ...tellIndirect(tail.indirect, page),
        ...(many ? [text(texts.many.fullList(fullList))] : []),
      ];
      return markdownBlocks(blocks, 2)
        .map((block) => `\n${block}\n`)
        .join('');
    },
  };
}
