import { causeOfCode } from '../../../diagnose/cause.ts';
import {
  type ComputerDiagnosis,
  type FailureKind,
  type LogTime,
  NO_NETWORK_NATURES,
  isClientLog,
} from '../../../diagnose/model.ts';
import { isToldByPlace, placeOf } from '../../../diagnose/place.ts';
import { later, minuteOf } from '../../../diagnose/time.ts';
import type { NatureText } from '../../../text/diagnose.ts';
import type { Texts } from '../../../text/texts.ts';
import { type Block, inset, items, text } from '../../told/blocks.ts';
import { errorText } from '../error-text.ts';
import { type DiagnosisReport, countOf } from './model.ts';

/** Outcomes that narrow something down; an error that any of eight may cause does not. */
const MAX_TELLING_OUTCOMES = 3;

/** `connecting to ADMIN$: 0x80070035 (…)`, with the server where one is known. */
export function findingText({ step, host, error, state }: FailureKind, texts: Texts): string {
  const { diagnose } = texts;
  const where = host === null ? '' : ` (${host})`;
  const said =
    error === null
      ? state === null
        ? ''
        : diagnose.stateMessage(state, diagnose.stateMessages[state])
      : errorText(error, texts);
  const what = said === '' ? '' : `: ${said}`;
  return `${diagnose.steps[step]}${where}${what}`;
}

/** How far the installation got, by what the log is of. */
export function lastWordText(
  { log, lastWord }: Pick<ComputerDiagnosis, 'log' | 'lastWord'>,
  { diagnose }: Texts,
): string {
  return diagnose.lastWords[isClientLog(log) ? 'client' : log][lastWord];
}

/** What the kind of trouble means where it happened, and what to look at. */
export function adviceOf(failure: FailureKind, { diagnose }: Texts): NatureText {
  const place = placeOf(failure);
  return place === null ? diagnose.natures[failure.nature] : diagnose.places[place];
}

/** What a failure means: what kind of trouble it is, and what the log says besides. */
export function meaningText(failure: FailureKind, texts: Texts): string {
  const { nature, causes, error } = failure;
  const { causes: named, because, byCode } = texts.diagnose;
  const known = causeOfCode(error, nature);
  const ofCode = known === null || isToldByPlace(known) ? null : known;
  const said = causes
    .filter((cause) => cause !== ofCode && !isToldByPlace(cause))
    .map((cause) => named[cause]);
  return texts.sentences([
    adviceOf(failure, texts).what,
    ofCode === null ? '' : byCode(named[ofCode]),
    said.length === 0 ? '' : because(said),
  ]);
}

/** What stands where a failure points to no flow. */
export function noFlowText(finding: FailureKind | null, { diagnose }: Texts): string {
  const { noNetwork, notKnown } = diagnose.labels;
  return finding !== null && NO_NETWORK_NATURES.includes(finding.nature) ? noNetwork : notKnown;
}

/** What to check, and what the check is expected to find. */
export function checkText(failure: FailureKind, texts: Texts): string {
  const { requirements, outcomes } = failure;
  const { check } = adviceOf(failure, texts);
  return outcomes.length === 0 || outcomes.length > MAX_TELLING_OUTCOMES
    ? check
    : texts.sentences([
        check,
        texts.diagnose.expect(
          requirements,
          outcomes.map((outcome) => texts.outcomes[outcome]),
        ),
      ]);
}

/** The computer's name, or whose log it is. */
export function nameOf({ computer, file }: ComputerDiagnosis, texts: Texts): string {
  return computer ?? texts.diagnose.computerOf(file);
}

export function timeText(time: LogTime | null, bias: number): string | null {
  return time === null ? null : minuteOf(time, bias);
}

/** How often the computer was tried. */
export function attemptsText(
  { failures, attempts, lastWord, first, last }: ComputerDiagnosis,
  { bias }: DiagnosisReport,
  { diagnose }: Texts,
): string {
  const times = { first: timeText(first, bias), last: timeText(last, bias) };
  return diagnose.attempts({ failures, attempts, lastWord, ...times });
}

/** Errors that the tool does not know, where there are any. */
export function tellUnknown(
  { unknown: { count, first } }: DiagnosisReport,
  { diagnose }: Texts,
): readonly Block[] {
  if (count === 0) return [];
  const lines = first.map(({ file, line, text: said }) => `${file}:${line}: ${said}`);
  return [text(diagnose.unknown(count, first.length)), inset([items(lines)])];
}

/** The logs that were read, and the times that they are of. */
export function tellLogs({ logs, bias }: DiagnosisReport, { diagnose }: Texts): readonly Block[] {
  const told = logs.map(({ file, records, loose, first, last }) => {
    const times = [timeText(first, bias), timeText(last, bias)] as const;
    return `${file}: ${diagnose.log(records, loose, ...times)}`;
  });
  return [items(told)];
}

/** How many computers there are; where nothing is left since a time, up to when the logs go. */
export function countsText(report: DiagnosisReport, { diagnose }: Texts): string {
  const { lastWords, since, logs, bias } = report;
  const computers = countOf(report);
  if (computers > 0 || since === null) return diagnose.counts({ computers, lastWords });
  const last = logs.reduce<LogTime | null>((known, log) => later(known, log.last), null);
  return diagnose.nothingSince(since, timeText(last, bias));
}
