import { STATUS_OF } from '../../judge/vocabulary.ts';
import type { CommandOptions } from '../../text/command-line.ts';
import type { IndirectEntry, ReportTail } from '../model/report.ts';
import { endsOf } from '../model/vantages.ts';
import { exitCodeText } from './audit.ts';
import { type Block, TONE_OF_STATUS, section, text } from './blocks.ts';
import { type AgainOptions, checkAgain } from './check-again.ts';
import { FLOW_WIDTHS } from './flows.ts';
import { whyIncomplete, apartTexts, standInTexts, waitedTexts } from './course.ts';
import type { LeftToProve } from './left-to-prove.ts';
import { tellSummary } from './many/blocks.ts';
import type { Sums } from './many/sums.ts';
import { tellUnderWay } from './many/told.ts';
import { type Page, titleOf, whereOf } from './page.ts';

// What is told of a run as a whole, beside its clients.

/** What the other end has to prove, and the command to run there. */
export function tellLeft(
  gathered: LeftToProve,
  options: CommandOptions,
  page: Page,
): readonly Block[] {
  const { list, table } = page.texts;
  return gathered
    .tell(options, page)
    .map((left) =>
      section(table.leftToProve(left.from), [
        { kind: 'items', items: left.titles, onTerminal: { inOne: list(left.titles) } },
        text(table.leftCommand(left.from)),
        { kind: 'command', text: left.command },
        text(table.leftMerge(left.file)),
      ]),
    );
}

/** The command that checks those again that broke or did not answer. */
export function tellAgain(tail: ReportTail, options: AgainOptions, page: Page): readonly Block[] {
  const command = checkAgain(tail, options, page);
  if (command === null) return [];
  return [section(page.texts.table.checkAgain, [{ kind: 'command', text: command }])];
}

/** Servers that clients will talk to, as the site server saw them. */
export function tellIndirect(entries: readonly IndirectEntry[], page: Page): readonly Block[] {
  if (entries.length === 0) return [];
  const { texts } = page;
  const { flow, where, seen } = texts.markdown.columns;
  const rows = entries.map((entry) => ({
    mark: TONE_OF_STATUS[STATUS_OF[entry.outcome]],
    cells: [
      texts.list([...new Set(entry.requirements.map((id) => titleOf(id, page)))]),
      whereOf(entry),
      texts.outcomes[entry.outcome],
    ],
  }));
  return [
    {
      ...section(texts.table.indirect[endsOf(page.head)], [
        { kind: 'rows', head: [flow, where, seen], rows, widths: FLOW_WIDTHS },
      ]),
      look: 'plain',
    },
  ];
}

/** The verdicts of a few clients in sum; one client needs none. */
export function tellSum({ summary }: ReportTail, sums: Sums, page: Page): readonly Block[] {
  if (summary.clients === 1) return [];
  const [title, counts] = tellSummary(sums, page);
  const { noAnswer } = summary;
  return [
    section(title, [
      ...counts,
      ...(noAnswer > 0 ? [text(page.texts.table.noAnswerCount(noAnswer))] : []),
    ]),
  ];
}

/** Whether the run came to its end, and its exit code. */
export function tellEnding(tail: ReportTail, sums: Sums, { texts }: Page): readonly Block[] {
  const why = whyIncomplete(tail, texts);
  const underWay = tellUnderWay(sums, texts);
  return [
    ...(why === null ? [] : [text(why, 'bad')]),
    ...(underWay === null ? [] : [text(underWay)]),
    ...standInTexts(tail, texts).map((said) => text(said, 'warn')),
    ...apartTexts(tail, texts).map((said) => text(said)),
    ...waitedTexts(tail, texts).map((said) => text(said)),
    text(exitCodeText(tail.summary, texts)),
  ];
}
