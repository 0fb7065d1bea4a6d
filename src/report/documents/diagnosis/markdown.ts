import {
  type ComputerDiagnosis,
  NATURES,
  type Nature,
  isFailing,
} from '../../../diagnose/model.ts';
import type { Texts } from '../../../text/texts.ts';
import { markdown } from '../../syntax/markdown.ts';
import { commandsOf } from './commands.ts';
import type { DiagnosisReport } from './model.ts';
import {
  countsText,
  findingText,
  lastWordText,
  meaningText,
  nameOf,
  noFlowText,
  timeText,
} from './words.ts';

/** `diagnose -o markdown`: what failed or had failed, a row a computer, and what each kind means. */
export function* diagnosisMarkdown(report: DiagnosisReport, texts: Texts): Generator<string> {
  const { diagnose, sentences } = texts;
  const { labels } = diagnose;
  const { logs, unknown, bias } = report;
  const counts = countsText(report, texts);
  yield `# ${markdown(labels.title)}\n\n${markdown(counts)}\n`;
  const seen = new Set<Nature>();
  let isFirst = true;
  for (const computer of report.computers()) {
    if (!isFailing(computer.lastWord) && computer.lastWord !== 'resolved') continue;
    if (isFirst) {
      const { computer: name, lastWord, error, pointsTo, attempts, run } = labels;
      const head = [name, lastWord, error, pointsTo, attempts, run].map(markdown);
      yield `\n${row(head)}${row(head.map(() => '---'))}`;
    }
    isFirst = false;
    if (computer.decisive !== null) seen.add(computer.decisive.nature);
    yield computerRow(computer, report, texts);
  }
  const told = NATURES.filter((nature) => seen.has(nature));
  if (told.length > 0) yield `\n## ${markdown(labels.check)}\n\n`;
  for (const nature of told) {
    const { what, check } = diagnose.natures[nature];
    yield item(sentences([what, check]));
  }
  if (unknown.count > 0) {
    const heading = diagnose.unknown(unknown.count, unknown.first.length);
    yield `\n## ${markdown(labels.unknown)}\n\n${markdown(heading)}\n\n`;
    for (const { file, line, text } of unknown.first) yield item(`${file}:${line}: ${text}`);
  }
  yield `\n## ${markdown(labels.logs)}\n\n`;
  for (const { file, records, loose, first, last } of logs) {
    yield item(
      `${file}: ${diagnose.log(records, loose, timeText(first, bias), timeText(last, bias))}`,
    );
  }
}

function computerRow(
  computer: ComputerDiagnosis,
  { bias, shell }: DiagnosisReport,
  texts: Texts,
): string {
  const { diagnose } = texts;
  const { lastWord, attempts, failures, first, last, decisive } = computer;
  const found =
    decisive === null
      ? []
      : [findingText(decisive, texts), meaningText(decisive, texts)].map(markdown);
  const flows = (decisive?.requirements ?? []).map((id) => `\`${id}\``);
  const tried = diagnose.attempts({
    failures,
    attempts,
    lastWord,
    first: timeText(first, bias),
    last: timeText(last, bias),
  });
  return row([
    markdown(nameOf(computer, texts)),
    markdown(lastWordText(computer, texts)),
    found.join('<br>'),
    flows.length === 0 ? markdown(noFlowText(decisive, texts)) : texts.list(flows),
    markdown(tried),
    commandsOf(computer, shell)
      .map((command) => `\`${command}\``)
      .join('<br>'),
  ]);
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}

function item(text: string): string {
  return `- ${markdown(text)}\n`;
}
