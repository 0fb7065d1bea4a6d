import type { ComputerDiagnosis, Nature } from '../../diagnose/model.ts';
import { NATURES } from '../../diagnose/model.ts';
import type { Texts } from '../../text/texts.ts';
import { commandsOf } from './commands.ts';
import { type DiagnosisReport, countOf } from './model.ts';
import { errorText, nameOf, timeText } from './words.ts';

/** `diagnose -o markdown`: what failed or had failed, a row a computer, and what each kind means. */
export function* diagnosisMarkdown(report: DiagnosisReport, texts: Texts): Generator<string> {
  const { diagnose } = texts;
  const { labels } = diagnose;
  const { lastWords, logs, unknown, bias } = report;
  yield `# ${labels.title}\n\n${escape(diagnose.counts({ computers: countOf(report), lastWords }))}\n`;
  const seen = new Set<Nature>();
  let isFirst = true;
  for (const computer of report.computers()) {
    if (computer.lastWord !== 'failed' && computer.lastWord !== 'resolved') continue;
    if (isFirst) {
      yield `\n${row([labels.computer, labels.lastWord, labels.error, labels.pointsTo, labels.since, labels.run])}${'| --- '.repeat(6)}|\n`;
    }
    isFirst = false;
    if (computer.decisive !== null) seen.add(computer.decisive.nature);
    yield computerRow(computer, bias, texts);
  }
  const told = NATURES.filter((nature) => seen.has(nature));
  if (told.length > 0) yield `\n## ${labels.check}\n\n`;
  for (const nature of told) {
    const { what, check } = diagnose.natures[nature];
    yield `- ${escape(what)} ${escape(check)}\n`;
  }
  if (unknown.count > 0) {
    yield `\n## ${labels.unknown}\n\n${diagnose.unknown(unknown.count, unknown.first.length)}\n\n`;
    for (const { file, line, text } of unknown.first)
      yield `- ${escape(`${file}:${line}: ${text}`)}\n`;
  }
  yield `\n## ${labels.logs}\n\n`;
  for (const { file, records, first, last } of logs) {
    yield `- ${escape(`${file}: ${diagnose.log(records, timeText(first, bias), timeText(last, bias))}`)}\n`;
  }
}

function computerRow(computer: ComputerDiagnosis, bias: number, texts: Texts): string {
  const { diagnose } = texts;
  const { log, lastWord, attempts, failures, first, last, decisive } = computer;
  const error = decisive?.error ?? null;
  const what =
    decisive === null
      ? ''
      : `${diagnose.steps[decisive.step]}${error === null ? '' : `: ${errorText(error, texts)}`}. ${diagnose.natures[decisive.nature].what}`;
  return row([
    escape(nameOf(computer, texts)),
    escape(diagnose.lastWords[log][lastWord]),
    escape(what),
    (decisive?.requirements ?? []).map((id) => `\`${id}\``).join(', ') || labelsOf(texts).noNetwork,
    escape(
      diagnose.attempts({
        failures,
        attempts,
        first: timeText(first, bias),
        last: timeText(last, bias),
      }),
    ),
    commandsOf(computer)
      .map((command) => `\`${command}\``)
      .join('<br>'),
  ]);
}

function labelsOf(texts: Texts): Texts['diagnose']['labels'] {
  return texts.diagnose.labels;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}

/** Text that Markdown takes as it stands; no link, no HTML, no cell of its own. */
function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[\\`*_[\]|~#!]/g, String.raw`\$&`)
    .replaceAll(/(https?):/gi, '$1&#58;')
    .replaceAll('@', '&#64;');
}
