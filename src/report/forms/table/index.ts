import { withoutCiCommands } from '../../../base/ci-commands.ts';
import type { ReportHead, ReportTail } from '../../model/report.ts';
import { terminalParts } from '../../terminal/blocks.ts';
import { paragraph } from '../../terminal/layout.ts';
import { makeStyle } from '../../terminal/style.ts';
import { section, text } from '../../told/blocks.ts';
import { tellClient } from '../../told/client.ts';
import { FewOrMany } from '../../told/few-or-many.ts';
import { LeftToProve } from '../../told/left-to-prove.ts';
import { tellMany } from '../../told/many/blocks.ts';
import type { Page } from '../../told/page.ts';
import { tellAgain, tellEnding, tellIndirect, tellLeft, tellSum } from '../../told/whole.ts';
import type { Reporter, ReporterOptions } from '../reporter.ts';
import { rewritten } from '../rewritten.ts';

/**
 * The report for people, readable at 80 columns. The number of clients is not known in advance, so
 * all is printed at the end.
 */
export function tableReporter(
  head: ReportHead,
  { appearance, texts, siteWords, elsewhere, shell, saved, fullList = [] }: ReporterOptions,
): Reporter {
  const style = makeStyle(appearance);
  const page: Page = { head, texts };
  const { name, version } = head.tool;
  const title = paragraph('', texts.table.title({ ...head.site, ...head.run }), style, 0);
  const left = new LeftToProve();
  const clients = new FewOrMany(head);
  let looked = false;
  return rewritten(
    {
      opening: `${style.heading(`${name} ${version}`)}\n${title}\n\n`,
      client(entry, index) {
        left.add(entry, page);
        looked ||= entry.requirements.some(({ endpoints }) => endpoints.length > 0);
        clients.add(entry, index);
        return '';
      },
      close(tail: ReportTail) {
        const { few, sums } = clients;
        const many = sums.clients > 0;
        const parts = [
          ...few.map((entry) => tellClient(entry, page, 'before-advice')),
          ...(many ? tellMany(sums, page) : []),
          // A shard may hold no client, and a run may be stopped before its first: nothing was
          // checked then either.
          ...(looked || tail.summary.clients === 0
            ? []
            : [text(texts.table.nothingChecked, 'warn')]),
          ...tellLeft(left, { siteWords, elsewhere, shell }, page),
          ...tellAgain(tail, { siteWords, shell, saved }, page),
          ...tellIndirect(tail.indirect, page),
          ...(many ? [text(texts.many.fullList(fullList))] : []),
          section(null, [
            ...(many ? [] : tellSum(tail, clients.all, page)),
            ...tellEnding(tail, clients.all, page),
          ]),
        ];
        return `${terminalParts(parts, style)}\n`;
      },
    },
    withoutCiCommands,
  );
}
