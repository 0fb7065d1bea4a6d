import { flowNameOf } from '../../../catalogue/flow.ts';
import type { ComputerDiagnosis, FailureKind } from '../../../diagnose/model.ts';
import type { Texts } from '../../../text/texts.ts';
import { type Appearance, type Style, makeStyle } from '../../terminal/style.ts';
import { paragraph } from '../../terminal/layout.ts';
import { commandsOf, commandsOfMany } from './commands.ts';
import { type FailureGroup, MAX_NAMED, gather } from './gather.ts';
import type { DiagnosisReport } from './model.ts';
import {
  checkText,
  countsText,
  findingText,
  lastWordText,
  meaningText,
  nameOf,
  noFlowText,
  timeText,
} from './words.ts';
import { withoutCiCommands } from '../../../base/ci-commands.ts';

/** Failed computers that are told of one by one; more are told of by what fails. */
const MAX_SINGLE = 10;
const MAX_NAMES_TOLD = 5;

/** `diagnose` for people. */
export function diagnosisTable(
  report: DiagnosisReport,
  appearance: Appearance,
  texts: Texts,
): string {
  const page = new Page(report, makeStyle(appearance), texts);
  return withoutCiCommands(page.text());
}

class Page {
  readonly #report: DiagnosisReport;
  readonly #style: Style;
  readonly #texts: Texts;

  constructor(report: DiagnosisReport, style: Style, texts: Texts) {
    this.#report = report;
    this.#style = style;
    this.#texts = texts;
  }

  text(): string {
    const { failed, groups, resolved } = gather(this.#report.computers());
    const counts = countsText(this.#report, this.#texts);
    const sections = [
      this.#style.heading(this.#paragraph('', counts, 0)),
      ...(failed <= MAX_SINGLE
        ? groups.flatMap(({ computers }) => computers.map((computer) => this.#computer(computer)))
        : groups.map((group) => this.#group(group))),
      ...(resolved.length === 0 ? [] : [this.#resolved(resolved)]),
      ...this.#unknown(),
      this.#logs(),
    ];
    return `${sections.join('\n\n')}\n`;
  }

  #computer(computer: ComputerDiagnosis): string {
    const title = `${nameOf(computer, this.#texts)}: ${lastWordText(computer, this.#texts)}`;
    return [
      this.#title(title),
      this.#paragraph('', this.#attempts(computer), 4),
      ...this.#decisive(computer, (finding) => this.#finding(finding)),
      ...this.#others(computer),
      ...this.#commands(commandsOf(computer, this.#report.shell), computer),
    ].join('\n');
  }

  #group({ example, count, computers }: FailureGroup): string {
    const { diagnose } = this.#texts;
    const told = computers.slice(0, MAX_NAMES_TOLD).map((one) => nameOf(one, this.#texts));
    const more = count > told.length ? [diagnose.moreNames(count - told.length)] : [];
    const title = `${diagnose.computersOf(count)}: ${lastWordText(example, this.#texts)}`;
    return [
      this.#title(title),
      this.#paragraph('', this.#texts.list([...told, ...more]), 4),
      ...this.#decisive(example, (finding) => findingText(finding, this.#texts)),
      ...this.#commands(
        (count === 1 ? commandsOf : commandsOfMany)(example, this.#report.shell),
        example,
      ),
    ].join('\n');
  }

  #title(text: string): string {
    return this.#paragraph(`${this.#style.verdict('breaks')} `, text, 0);
  }

  #attempts({ failures, attempts, lastWord, first, last }: ComputerDiagnosis): string {
    const { bias } = this.#report;
    return this.#texts.diagnose.attempts({
      failures,
      attempts,
      lastWord,
      first: timeText(first, bias),
      last: timeText(last, bias),
    });
  }

  #decisive({ decisive }: ComputerDiagnosis, tell: (finding: FailureKind) => string): string[] {
    if (decisive === null) return [];
    const { labels } = this.#texts.diagnose;
    const { requirements, line } = decisive;
    const flows = requirements.map((id) => `${id} (${this.#texts.flows[flowNameOf(id)].title})`);
    return [
      this.#paragraph('', tell(decisive), 4),
      this.#labelled(labels.pointsTo, this.#texts.list(flows) || noFlowText(decisive, this.#texts)),
      this.#labelled(labels.meaning, meaningText(decisive, this.#texts)),
      this.#labelled(labels.check, checkText(decisive, this.#texts)),
      this.#labelled(labels.line, line),
    ];
  }

  #finding(finding: FailureKind): string {
    const { bias } = this.#report;
    const { count, first, last } = finding;
    const times = this.#texts.diagnose.times(count, timeText(first, bias), timeText(last, bias));
    return `${findingText(finding, this.#texts)}; ${times}`;
  }

  #others({ findings, more }: ComputerDiagnosis): string[] {
    const { labels, more: moreText } = this.#texts.diagnose;
    const others = findings.slice(1).map((finding) => this.#finding(finding));
    return [...others, ...(more > 0 ? [moreText(more)] : [])].map((text) =>
      this.#labelled(labels.before, text),
    );
  }

  /** Not wrapped: they are to be copied. */
  #commands(commands: readonly string[], { log }: ComputerDiagnosis): string[] {
    const { labels } = this.#texts.diagnose;
    const label = log === 'ccm.log' ? labels.run : labels.runThere;
    return commands.length === 0
      ? []
      : [`    ${label}:`, ...commands.map((command) => `      ${command}`)];
  }

  #resolved(resolved: readonly ComputerDiagnosis[]): string {
    const { resolved: count } = this.#report.lastWords;
    const lines = resolved.map((computer) => {
      const { decisive } = computer;
      const before = decisive === null ? '' : `; ${findingText(decisive, this.#texts)}`;
      const text = `${nameOf(computer, this.#texts)}: ${lastWordText(computer, this.#texts)}; ${this.#attempts(computer)}${before}`;
      return this.#paragraph(`${this.#style.verdict('works')} `, text, 0);
    });
    if (count > MAX_NAMED) lines.push(`  ${this.#texts.diagnose.moreNames(count - MAX_NAMED)}`);
    return lines.join('\n');
  }

  #unknown(): string[] {
    const { count, first } = this.#report.unknown;
    if (count === 0) return [];
    return [
      [
        this.#paragraph('', this.#texts.diagnose.unknown(count, first.length), 0),
        ...first.map(({ file, line, text }) =>
          this.#paragraph('- ', `${file}:${line}: ${text}`, 2),
        ),
      ].join('\n'),
    ];
  }

  #logs(): string {
    const { bias, logs } = this.#report;
    const { diagnose } = this.#texts;
    return [
      `${diagnose.labels.logs}:`,
      ...logs.map(({ file, records, loose, first, last }) =>
        this.#paragraph(
          '- ',
          `${file}: ${diagnose.log(records, loose, timeText(first, bias), timeText(last, bias))}`,
          2,
        ),
      ),
    ].join('\n');
  }

  #labelled(label: string, text: string): string {
    return this.#paragraph('', `${label}: ${text}`, 4);
  }

  #paragraph(lead: string, text: string, indent: number): string {
    return paragraph(lead, text, this.#style, indent);
  }
}
