import { flowText } from '../../model/catalogue.ts';
import { flowNameOf } from '../../../catalogue/flow.ts';
import type { ComputerDiagnosis, FailureKind } from '../../../diagnose/model.ts';
import type { Texts } from '../../../text/texts.ts';
import { terminalParts } from '../../terminal/blocks.ts';
import { type Appearance, makeStyle } from '../../terminal/style.ts';
import { type Block, type Section, inset, section, text } from '../../told/blocks.ts';
import { commandsOf, commandsOfMany } from './commands.ts';
import { type FailureGroup, MAX_NAMED_COMPUTERS, gather } from './gather.ts';
import type { DiagnosisReport } from './model.ts';
import {
  attemptsText,
  checkText,
  countsText,
  findingText,
  lastWordText,
  meaningText,
  nameOf,
  noFlowText,
  tellLogs,
  tellUnknown,
  timeText,
} from './words.ts';
import { withoutCiCommands } from '../../../base/ci-commands.ts';

/** Failed computers that are told of one by one; more are told of by what fails. */
const MAX_SINGLE = 10;
const MAX_NAMES_TOLD = 5;

interface Page {
  readonly report: DiagnosisReport;
  readonly texts: Texts;
}

/** `diagnose` for people. */
export function diagnosisTable(
  report: DiagnosisReport,
  appearance: Appearance,
  texts: Texts,
): string {
  const blocks = tellDiagnosis({ report, texts });
  return withoutCiCommands(`${terminalParts(blocks, makeStyle(appearance))}\n`);
}

function tellDiagnosis(page: Page): readonly Block[] {
  const { report, texts } = page;
  const { failed, groups, resolved } = gather(report.computers());
  return [
    section(countsText(report, texts), []),
    ...(failed <= MAX_SINGLE
      ? groups.flatMap(({ computers }) => computers.map((each) => tellComputer(each, page)))
      : groups.map((group) => tellGroup(group, page))),
    section(null, tellResolved(resolved, page)),
    section(null, tellUnknown(report, texts)),
    { ...section(`${texts.diagnose.labels.logs}:`, tellLogs(report, texts)), look: 'plain' },
  ];
}

function tellComputer(computer: ComputerDiagnosis, page: Page): Section {
  const { report, texts } = page;
  return failing(
    `${nameOf(computer, texts)}: ${lastWordText(computer, texts)}`,
    [
      attemptsText(computer, report, texts),
      ...decisiveTexts(computer, (finding) => countedText(finding, page), page),
      ...otherTexts(computer, page),
    ],
    tellCommands(commandsOf(computer, report.shell), computer, page),
  );
}

function tellGroup({ example, count, computers }: FailureGroup, page: Page): Section {
  const { report, texts } = page;
  const { diagnose } = texts;
  const told = computers.slice(0, MAX_NAMES_TOLD).map((one) => nameOf(one, texts));
  const more = count > told.length ? [diagnose.moreNames(count - told.length)] : [];
  const commands = count === 1 ? commandsOf : commandsOfMany;
  return failing(
    `${diagnose.computersOf(count)}: ${lastWordText(example, texts)}`,
    [
      texts.list([...told, ...more]),
      ...decisiveTexts(example, (finding) => findingText(finding, texts), page),
    ],
    tellCommands(commands(example, report.shell), example, page),
  );
}

function failing(title: string, said: readonly string[], commands: readonly Block[]): Section {
  const body = [...said.map((each) => text(each)), ...commands];
  return { ...section(title, [inset(body)]), mark: 'bad' };
}

function decisiveTexts(
  { decisive }: ComputerDiagnosis,
  tell: (finding: FailureKind) => string,
  { texts }: Page,
): readonly string[] {
  if (decisive === null) return [];
  const { labels } = texts.diagnose;
  const { requirements, line } = decisive;
  const flows = requirements.map(
    (id) => `${id} (${flowText(flowNameOf(id), undefined, texts).title})`,
  );
  return [
    tell(decisive),
    `${labels.pointsTo}: ${texts.list(flows) || noFlowText(decisive, texts)}`,
    `${labels.meaning}: ${meaningText(decisive, texts)}`,
    `${labels.check}: ${checkText(decisive, texts)}`,
    `${labels.line}: ${line}`,
  ];
}

/** What failed, and how often. */
function countedText(finding: FailureKind, { report: { bias }, texts }: Page): string {
  const { count, first, last } = finding;
  const times = texts.diagnose.times(count, timeText(first, bias), timeText(last, bias));
  return `${findingText(finding, texts)}; ${times}`;
}

function otherTexts({ findings, more }: ComputerDiagnosis, page: Page): readonly string[] {
  const { labels, more: moreText } = page.texts.diagnose;
  const others = findings.slice(1).map((finding) => countedText(finding, page));
  return [...others, ...(more > 0 ? [moreText(more)] : [])].map(
    (other) => `${labels.before}: ${other}`,
  );
}

function tellCommands(
  commands: readonly string[],
  { log }: ComputerDiagnosis,
  { texts }: Page,
): readonly Block[] {
  if (commands.length === 0) return [];
  const { run, runThere } = texts.diagnose.labels;
  return [
    text(`${log === 'ccm.log' ? run : runThere}:`),
    ...commands.map((command): Block => ({ kind: 'command', text: command })),
  ];
}

function tellResolved(
  resolved: readonly ComputerDiagnosis[],
  { report, texts }: Page,
): readonly Block[] {
  if (resolved.length === 0) return [];
  const more = report.lastWords.resolved - MAX_NAMED_COMPUTERS;
  const rows = resolved.map((computer) => {
    const { decisive } = computer;
    const before = decisive === null ? '' : `; ${findingText(decisive, texts)}`;
    const said = `${lastWordText(computer, texts)}; ${attemptsText(computer, report, texts)}`;
    const line = `${nameOf(computer, texts)}: ${said}${before}`;
    return { mark: 'good', cells: [], line } as const;
  });
  return [
    { kind: 'rows', head: [], rows, widths: [] },
    ...(more > 0 ? [inset([text(texts.diagnose.moreNames(more))])] : []),
  ];
}
