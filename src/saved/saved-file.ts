import type { BigIntStats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Vantage } from '../catalogue/vocabulary.ts';
import type { MergedRun } from '../merge/tail.ts';
import type { HeadFacts, ReportTail } from '../report/model/report.ts';
import { LineReader, MAX_LINE_CHARACTERS } from './read/lines.ts';
import { NothingWritten, ReadError } from './read/problem.ts';
import { vantagesOf } from '../report/model/vantages.ts';
import { encodingOf } from '../base/encoding.ts';
import { printable } from '../base/printable.ts';
import { openRegular } from '../files/regular.ts';
import { type Stored, isPlainUtf8, readPart } from './bytes.ts';
import { unreadable } from './file-error.ts';
import { linesOf } from './lines-of.ts';
import type { Line } from './read-lines.ts';

/** A report on a disk, as far as its beginning and its end tell. */
export interface SavedFile extends Stored {
  /** Device and number: two names may be one file. */
  readonly identity: string;
  readonly format: 'ndjson' | 'json';
  /** The ends that the report covers. */
  readonly vantages: readonly Vantage[];
  /** `bytes`: a place in the file is a place in what is read of it. */
  readonly places: 'bytes' | 'decoded';
  readonly run: MergedRun;
  /** `killed`: the run could not write a summary any more. */
  readonly ended: 'complete' | 'interrupted' | 'killed';
}

/** Not numbers: those of Windows are too large to be exact. */
export function fileIdentityOf({ dev, ino }: Pick<BigIntStats, 'dev' | 'ino'>): string {
  return `${dev}:${ino}`;
}

/** @param head what the report says of its run; not kept, for there may be many reports */
export type TakeHead = (head: HeadFacts) => void;

/** UTF-16 takes two bytes a character. */
const MAX_LINE_BYTES = 2 * MAX_LINE_CHARACTERS;

/**
 * Looks at the beginning and the end of a report.
 * @param said its name as the user gave it
 * @param cwd where a relative name starts
 * @param takeHead sees what the report says of its run, and may refuse it
 * @throws ReportFileError where it can't be read twice; ReadError where it is no report
 */
export async function openSaved(said: string, cwd: string, takeHead: TakeHead): Promise<SavedFile> {
  const file = path.resolve(cwd, said);
  const name = printable(said, 200);
  let handle: FileHandle | null = null;
  try {
    handle = await openRegular(file);
    const found = await handle.stat({ bigint: true });
    const size = Number(found.size);
    const stored = { name, path: file, size, identity: fileIdentityOf(found) };
    if (size === 0) throw new NothingWritten(name, null, ({ saved }) => saved.empty);
    const begin = await readPart(handle, 0, Math.min(size, MAX_LINE_BYTES));
    const encoding = encodingOf(begin);
    const text = new TextDecoder(encoding).decode(begin);
    const first = firstLine(text);
    if (!isRunLine(first)) {
      if (!text.trimStart().startsWith('{')) {
        throw new ReadError(name, null, ({ saved }) => saved.noReport);
      }
      const { head, tail } = await endsOf({ ...stored, format: 'json' });
      takeHead(head);
      return { ...stored, format: 'json', places: 'decoded', ...endOf(head, tail) };
    }
    const reader = new LineReader(name);
    const head = headOf(reader, first, name);
    takeHead(head);
    const from = evenBelow(size - MAX_LINE_BYTES);
    const end = new TextDecoder(encoding).decode(await readPart(handle, from, size - from));
    const places = isPlainUtf8(begin) ? 'bytes' : 'decoded';
    return { ...stored, format: 'ndjson', places, ...endOf(head, tailOf(reader, end)) };
  } catch (thrown) {
    throw unreadable(name, thrown);
  } finally {
    await handle?.close();
  }
}

function endOf(
  head: HeadFacts,
  tail: ReportTail | null,
): Pick<SavedFile, 'vantages' | 'run' | 'ended'> {
  const { startedAt } = head.run;
  const ended = tail === null ? 'killed' : tail.run.complete ? 'complete' : 'interrupted';
  const run: MergedRun = {
    startedAt,
    finishedAt: tail?.run.finishedAt ?? null,
    ended: ended === 'complete' ? 'complete' : 'stopped',
    indirect: tail?.indirect ?? [],
    missing: tail?.run.missing ?? [],
    course: courseOf(tail),
  };
  return { vantages: vantagesOf(head), run, ended };
}

function courseOf(tail: ReportTail | null): NonNullable<MergedRun['course']> {
  const { resumed, waited, apart } = tail?.run ?? {};
  return {
    ...(resumed === undefined ? {} : { resumed }),
    ...(waited === undefined ? {} : { waited }),
    ...(apart === undefined ? {} : { apart }),
  };
}

/** What a document says of its run, and of its end. */
async function endsOf(
  file: Stored & { readonly format: 'json' },
): Promise<{ readonly head: HeadFacts; readonly tail: ReportTail }> {
  const reader = new LineReader(file.name);
  const { signal } = new AbortController();
  let head: HeadFacts | null = null;
  let last: Line | null = null;
  for await (const line of linesOf(file, { count: () => {}, signal })) {
    last = line;
    if (head !== null) continue;
    const read = reader.read(line.text, line.where);
    if (read.type === 'run') head = read.head;
  }
  const end = last === null ? null : reader.read(last.text, last.where);
  if (head === null || end?.type !== 'summary') {
    throw new ReadError(file.name, null, ({ saved }) => saved.notJsonDocument);
  }
  return { head, tail: end.tail };
}

/** Where a character of UTF-16 may begin. */
function evenBelow(offset: number): number {
  return offset <= 0 ? 0 : offset - (offset % 2);
}

function firstLine(text: string): string {
  const end = text.indexOf('\n');
  return end === -1 ? text : text.slice(0, end);
}

/** A document has no member of that name. */
function isRunLine(said: string): boolean {
  const line = said.trim();
  if (!line.startsWith('{')) return false;
  return /^\{\s*"type"\s*:/.test(line) || (line.endsWith('}') && /"type"\s*:\s*"run"/.test(line));
}

/** @throws ReadError */
function headOf(reader: LineReader, line: string, name: string): HeadFacts {
  try {
    const read = reader.read(line);
    if (read.type === 'run') return read.head;
  } catch (thrown) {
    if (thrown instanceof ReadError && !line.trimEnd().endsWith('}')) {
      throw new NothingWritten(name, 1, ({ saved }) => saved.stoppedAtFirst);
    }
    throw thrown;
  }
  throw new ReadError(name, 1, ({ saved }) => saved.runFirst);
}

function tailOf(reader: LineReader, end: string): ReportTail | null {
  const last = end.split('\n').findLast((line) => line.trim() !== '');
  if (last === undefined || !last.includes('"summary"')) return null;
  try {
    const read = reader.read(last);
    return read.type === 'summary' ? read.tail : null;
  } catch {
    // Any error is reported when the file's turn comes.
    return null;
  }
}
