import { addAbortSignal } from 'node:stream';
import { Diagnosis, type ReadLog } from '../../diagnose/diagnosis.ts';
import { MAX_COMPUTERS, labelOf } from '../../diagnose/ledger.ts';
import type { ComputerDiagnosis, LastWord } from '../../diagnose/model.ts';
import type { Since } from '../../diagnose/time.ts';
import { EXIT_CODES, type ExitCode } from '../../judge/exit-codes.ts';
import { diagnosisJson } from '../../report/documents/diagnosis/json.ts';
import { diagnosisMarkdown } from '../../report/documents/diagnosis/markdown.ts';
import type { DiagnosisReport } from '../../report/documents/diagnosis/model.ts';
import { diagnosisTable } from '../../report/documents/diagnosis/table.ts';
import type { Appearance } from '../../report/terminal/style.ts';
import { TOOL } from '../../run/tool.ts';
import { printable } from '../../base/printable.ts';
import type { DiagnosisFormat } from '../../report/documents/names.ts';
import type { Texts } from '../../text/texts.ts';
import { startDisplay } from '../display.ts';
import { complain } from '../output-error.ts';
import type { Output } from '../outputs.ts';
import { shellOf } from '../shell.ts';
import type { Streams } from '../streams.ts';
import { exitCodeAfter, writeOutputs } from '../write-outputs.ts';
import { UsageError } from '../usage-error.ts';
import { PEEK_BYTES, firstRecord, looksLikeLog } from '../../diagnose/first-record.ts';
import { looksLikeInstallerLog } from '../../diagnose/installer-log.ts';
import { ListBytes, errorRows, looksLikeErrorList } from './last-errors.ts';
import { type LogPart, findLogs, unreadableLog } from './files.ts';

export interface DiagnosisRun {
  /** Files, folders, patterns, `-`. */
  readonly logs: readonly string[];
  readonly outputs: readonly Output<DiagnosisFormat>[];
  /** Names to look at, none for all. */
  readonly computers: readonly string[];
  /** The start of the time to look at, and how the user wrote it. */
  readonly since: { readonly from: Since; readonly said: string } | null;
  readonly quiet: boolean;
  /** The value of --color; undefined if it is not given. */
  readonly color: boolean | undefined;
}

/**
 * Reads logs from end to end, and reports what failed on each computer.
 * @throws UsageError for what can't be read, for more computers than are kept, and for a computer
 *   that no log speaks of
 */
export async function runDiagnosis(run: DiagnosisRun, streams: Streams): Promise<ExitCode> {
  const { interrupt, texts } = streams;
  const bias = new Date().getTimezoneOffset();
  const diagnosis = new Diagnosis({
    bias,
    since: run.since?.from ?? null,
    computers: run.computers,
  });
  await readAll(diagnosis, run, bias, streams);
  if (interrupt.aborted) {
    await complain(streams, `ccm-preflight: diagnose: ${texts.diagnose.errors.interrupted}`);
    return EXIT_CODES.interrupted;
  }
  const report = reportOf(diagnosis, run, bias);
  const written = await writeOutputs(run, streams, async ({ all }) => {
    for (const { format, sink, appearance } of all) {
      for (const text of RENDER[format](report, texts, appearance)) await sink.write(text);
    }
  });
  return exitCodeAfter(written, report.exitCode);
}

async function readAll(
  diagnosis: Diagnosis,
  { logs, since, quiet }: DiagnosisRun,
  bias: number,
  streams: Streams,
): Promise<void> {
  const { stderr, env, texts, cwd, interrupt } = streams;
  const found = await findLogs(logs, cwd, bias);
  const parts = found.flatMap((series) => series.parts);
  const total = parts.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  const display = await startDisplay(stderr, { quiet, env }, () =>
    texts.diagnose.reading(done, total),
  );
  try {
    for (const { name, computer, parts: inOrder } of found) {
      const series = diagnosis.series(name, computer);
      for (const part of inOrder) {
        const file = series.file(part.name);
        let list: ListBytes | null = null;
        let isBegun = false;
        for await (const chunk of withWholeBeginning(chunksOf(part, streams))) {
          if (!isBegun && looksLikeInstallerLog(chunk) && firstRecord(chunk, bias) === null) {
            throw new UsageError(
              ({ diagnose }) => `diagnose: ${diagnose.errors.installerLog(part.name)}`,
            );
          }
          const isList = !isBegun && looksLikeErrorList(chunk) && !looksLikeLog(chunk);
          if (isList) list = new ListBytes(part.name);
          isBegun = true;
          if (list === null) file.read(chunk);
          else list.add(chunk);
          refuseTooMany(diagnosis);
          done += chunk.length;
          display.update();
        }
        if (interrupt.aborted) return;
        if (list === null) refuseUnread(part, file.end());
        else {
          const use = since === null ? 'all' : 'by-time';
          diagnosis.list(part.name, errorRows(list.whole, part.name, use));
        }
        refuseTooMany(diagnosis);
      }
      series.end();
    }
  } finally {
    display.stop();
  }
  refuseEmpty(diagnosis);
}

/** @throws UsageError where nothing that was read has a record */
function refuseEmpty({ logs }: Diagnosis): void {
  if (logs.some(({ records }) => records > 0)) return;
  const names = logs.map(({ file }) => `"${file}"`).join(', ');
  throw new UsageError(({ diagnose }) => `diagnose: ${diagnose.errors.noRecord(names)}`);
}

/** @throws UsageError where there are more computers than are kept */
function refuseTooMany({ state }: Diagnosis): void {
  if (state !== 'computers-missing') return;
  throw new UsageError(
    ({ diagnose }) => `diagnose: ${diagnose.errors.tooManyComputers(MAX_COMPUTERS)}`,
  );
}

/** A pipe's content, and the computer that a log belongs to, are known only after reading. */
function refuseUnread({ name, source }: LogPart, { records, foreign }: ReadLog): void {
  const isFile = source !== null && source.kind !== 'pipe';
  if (foreign !== null) {
    throw new UsageError(({ diagnose }) => `diagnose: ${diagnose.errors.notRead(name, foreign)}`);
  }
  if (records > 0 || isFile) return;
  throw new UsageError(({ diagnose }) => `diagnose: ${diagnose.errors.noLog(name)}`);
}

/**
 * Makes the first piece long enough to show what a pipe contains: its pieces may be of any length.
 */
async function* withWholeBeginning(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let beginning: Buffer[] | null = [];
  let size = 0;
  for await (const chunk of chunks) {
    if (beginning === null) {
      yield chunk;
      continue;
    }
    // A copy: streams may use the piece's memory again.
    beginning.push(Buffer.from(chunk));
    size += chunk.length;
    if (size < PEEK_BYTES) continue;
    yield Buffer.concat(beginning);
    beginning = null;
  }
  if (beginning !== null && size > 0) yield Buffer.concat(beginning);
}

async function* chunksOf(
  { name, source }: LogPart,
  { stdin, interrupt }: Streams,
): AsyncGenerator<Uint8Array> {
  try {
    yield* addAbortSignal(interrupt, source === null ? stdin : await source.open());
  } catch (thrown) {
    if (!interrupt.aborted) throw unreadableLog(name, thrown);
  }
}

/** @throws UsageError where none of the wanted computers is there */
function reportOf(
  diagnosis: Diagnosis,
  { computers: wanted, since }: DiagnosisRun,
  bias: number,
): DiagnosisReport {
  const computers = function* (): Generator<ComputerDiagnosis> {
    for (const computer of diagnosis.computers()) {
      if (wanted.length === 0 || wanted.some((name) => isNamed(computer, name))) yield computer;
    }
  };
  const lastWords = wanted.length === 0 ? diagnosis.lastWords : count(computers());
  if (wanted.length > 0 && Object.values(lastWords).every((found) => found === 0)) {
    const names = wanted.map((name) => `"${printable(name)}"`).join(', ');
    throw new UsageError(({ diagnose }) => `diagnose: ${diagnose.errors.unknownComputer(names)}`);
  }
  return {
    tool: TOOL,
    logs: diagnosis.logs,
    computers,
    unknown: diagnosis.unknown,
    lastWords,
    exitCode: lastWords.failed + lastWords.failing > 0 ? EXIT_CODES.breaks : EXIT_CODES.ok,
    bias,
    shell: shellOf(),
    since: since === null ? null : printable(since.said),
  };
}

function count(computers: Iterable<ComputerDiagnosis>): Record<LastWord, number> {
  const counts = { failed: 0, failing: 0, resolved: 0, succeeded: 0, unfinished: 0 };
  for (const { lastWord } of computers) counts[lastWord] += 1;
  return counts;
}

/** `pc001` is `pc001.contoso.com` too, but not the other way round. */
function isNamed({ computer }: ComputerDiagnosis, name: string): boolean {
  const known = computer?.toLowerCase();
  const wanted = name.toLowerCase();
  return known !== undefined && (known === wanted || labelOf(known) === wanted);
}

type Render = (report: DiagnosisReport, texts: Texts, appearance: Appearance) => Iterable<string>;

const RENDER: Record<DiagnosisFormat, Render> = {
  table: (report, texts, appearance) => [diagnosisTable(report, appearance, texts)],
  json: diagnosisJson,
  markdown: diagnosisMarkdown,
};
