import { type ComputerDiagnosis, isFailing } from '../../../diagnose/model.ts';
import type { NatureText } from '../../../text/diagnose.ts';
import type { Texts } from '../../../text/texts.ts';
import { markdownBlocks, markdownCells } from '../../syntax/markdown-blocks.ts';
import { markdownTable } from '../../syntax/markdown.ts';
import { type Block, type Cell, items, section, sectionOfAny, text } from '../../told/blocks.ts';
import { commandsOf } from './commands.ts';
import type { DiagnosisReport } from './model.ts';
import {
  adviceOf,
  attemptsText,
  countsText,
  findingText,
  lastWordText,
  meaningText,
  nameOf,
  noFlowText,
  tellLogs,
  tellUnknown,
} from './words.ts';

/** `diagnose -o markdown`: what failed or had failed, a row a computer, and what each kind means. */
export function* diagnosisMarkdown(report: DiagnosisReport, texts: Texts): Generator<string> {
  const { labels } = texts.diagnose;
  yield joined([section(labels.title, [text(countsText(report, texts))])], 1);
  const seen = new Set<NatureText>();
  let isFirst = true;
  // Row by row: there may be a hundred thousand.
  for (const computer of report.computers()) {
    if (!isFailing(computer.lastWord) && computer.lastWord !== 'resolved') continue;
    if (isFirst) {
      const { computer: name, lastWord, error, pointsTo, attempts, run } = labels;
      yield `\n${markdownTable([name, lastWord, error, pointsTo, attempts, run], [])}\n`;
    }
    isFirst = false;
    if (computer.decisive !== null) seen.add(adviceOf(computer.decisive, texts));
    yield `${markdownCells(tellComputer(computer, report, texts))}\n`;
  }
  const advice = [...seen].map(({ what, check }) => texts.sentences([what, check]));
  const rest = [
    ...sectionOfAny(labels.check, advice.length === 0 ? [] : [items(advice)]),
    ...sectionOfAny(labels.unknown, tellUnknown(report, texts)),
    section(labels.logs, tellLogs(report, texts)),
  ];
  yield `\n${joined(rest, 2)}`;
}

function joined(blocks: readonly Block[], level: number): string {
  return `${markdownBlocks(blocks, level).join('\n\n')}\n`;
}

function tellComputer(
  computer: ComputerDiagnosis,
  report: DiagnosisReport,
  texts: Texts,
): readonly Cell[] {
  const { decisive } = computer;
  const found =
    decisive === null ? [] : [findingText(decisive, texts), meaningText(decisive, texts)];
  const flows = decisive?.requirements ?? [];
  return [
    nameOf(computer, texts),
    lastWordText(computer, texts),
    { lines: found.map((said) => ({ text: said })) },
    flows.length === 0 ? noFlowText(decisive, texts) : { code: flows },
    attemptsText(computer, report, texts),
    { code: commandsOf(computer, report.shell) },
  ];
}
