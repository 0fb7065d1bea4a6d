import type { ComputerDiagnosis, FailureKind, LogTime } from '../../../diagnose/model.ts';
import { symbolOf } from '../../../catalogue/error-symbols.ts';
import { isoOf } from '../../../diagnose/time.ts';
import type { Texts } from '../../../text/texts.ts';
import { commandsOf } from './commands.ts';
import { DIAGNOSIS_SCHEMA, type DiagnosisReport, countOf } from './model.ts';
import { checkText, meaningText } from './words.ts';
import type { Shell } from '../../../text/command-line.ts';
import { jsonStream } from '../../../base/json-text.ts';

/** `diagnose -o json`, in pieces: a computer each. */
export function* diagnosisJson(report: DiagnosisReport, texts: Texts): Generator<string> {
  const { tool, logs, unknown, lastWords, exitCode, bias } = report;
  const iso = (time: LogTime | null): string | null => (time === null ? null : isoOf(time, bias));
  const head = {
    schema: DIAGNOSIS_SCHEMA,
    tool,
    logs: logs.map(({ file, records, loose, first, last }) => ({
      file,
      records,
      loose,
      first: iso(first),
      last: iso(last),
    })),
  };
  const stream = jsonStream(head, 'computers');
  yield stream.opening;
  for (const computer of report.computers()) {
    yield stream.entry(computerEntry(computer, report.shell, iso, texts));
  }
  const tail = {
    unknown: {
      count: unknown.count,
      first: unknown.first.map((error) => ({ ...error, time: iso(error.time) })),
    },
    summary: { computers: countOf(report), ...lastWords, exitCode },
  };
  yield stream.close(tail);
}

type Iso = (time: LogTime | null) => string | null;

function computerEntry(diagnosis: ComputerDiagnosis, shell: Shell, iso: Iso, texts: Texts): object {
  const { computer, file, log, lastWord, attempts, failures, first, last, more } = diagnosis;
  return {
    computer,
    file,
    log,
    lastWord,
    attempts,
    failures,
    first: iso(first),
    last: iso(last),
    // The first one decided.
    findings: diagnosis.findings.map((finding) => findingEntry(finding, iso, texts)),
    more,
    commands: commandsOf(diagnosis, shell),
  };
}

function findingEntry(finding: FailureKind, iso: Iso, texts: Texts): object {
  const {
    step,
    error,
    state,
    nature,
    causes,
    requirements,
    outcomes,
    host,
    count,
    first,
    last,
    line,
  } = finding;
  return {
    step,
    error:
      error === null
        ? null
        : {
            hex: error.hex,
            decimal: error.decimal,
            symbol: symbolOf(error.hex),
            name: error.key === null ? null : texts.logErrors[error.key],
          },
    state,
    nature,
    causes,
    requirements,
    outcomes,
    host,
    count,
    first: iso(first),
    last: iso(last),
    line,
    meaning: meaningText(finding, texts),
    check: checkText(finding, texts),
  };
}
