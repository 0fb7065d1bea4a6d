import { stat } from 'node:fs/promises';
import path from 'node:path';
import { PEEK_BYTES, firstRecord } from '../../diagnose/first-record.ts';
import { looksLikeInstallerLog } from '../../diagnose/installer-log.ts';
import { printable } from '../../base/printable.ts';
import { type Source, sourceAt } from '../../files/readable.ts';
import { openRegular } from '../../files/regular.ts';
import { whyUnreadable } from '../../files/unreadable.ts';
import { looksLikeErrorList } from './last-errors.ts';
import { type NamingErrors, filesNamed } from '../named-files.ts';
import { UsageError } from '../usage-error.ts';

/** A log, or a part that was rotated out of it. */
export interface LogPart {
  /** As it was named. */
  readonly name: string;
  /** Null for standard input. */
  readonly source: Source | null;
  /** Bytes; 0 if unknown. */
  readonly size: number;
  /** When its first record was written. */
  readonly begins: number | null;
}

/** A log with what was rotated out of it, oldest first. */
export interface LogSeries {
  /** As the newest part was named. */
  readonly name: string;
  /** The computer that the path leads to: pc001 for `\\pc001\c$\Windows\ccmsetup\Logs`. */
  readonly computer: string | null;
  readonly parts: readonly LogPart[];
}

/** What a folder is looked through for. */
const KNOWN =
  /^(?:ccm|ccmsetup|ClientLocation|LocationServices|ClientIDManagerStartup|CcmMessaging|DataTransferService|CcmExec|ScanAgent|WUAHandler|WindowsUpdate)(?:-\d{8}-\d{6})?\.(?:log|lo_)$/i;
/** The ending of a rotated part, which distinguishes it from its log. */
const ROTATED = /(?:-\d{8}-\d{6})?\.(?:log|lo_)$/i;

const MAX_NAME_LENGTH = 200;

/**
 * The logs that words name: files, folders, patterns, `-`.
 * @param bias minutes to UTC for logs that tell no offset
 * @throws UsageError for what can't be read, or is no log
 */
export async function findLogs(
  said: readonly string[],
  cwd: string,
  bias: number,
): Promise<readonly LogSeries[]> {
  const series = new Map<string, LogPart[]>();
  const seen = new Set<string>();
  for (const word of said) {
    for (const name of await expand(word, cwd)) {
      const file = name === '-' ? '-' : path.resolve(cwd, name);
      if (seen.has(file)) continue;
      seen.add(file);
      const part = name === '-' ? STANDARD_INPUT : await look(name, file, bias);
      const key = file.replace(ROTATED, '').toLowerCase();
      series.set(key, [...(series.get(key) ?? []), part]);
    }
  }
  return [...series.values()].map((parts) => {
    const inOrder = parts.toSorted((one, other) => (one.begins ?? 0) - (other.begins ?? 0));
    const name = inOrder.at(-1)?.name ?? '';
    return { name, computer: computerOf(name), parts: inOrder };
  });
}

const STANDARD_INPUTS: ReadonlySet<string> = new Set(['-', '/dev/stdin', '/dev/fd/0']);
const STANDARD_INPUT: LogPart = { name: '-', source: null, size: 0, begins: null };

function computerOf(name: string): string | null {
  return /^[\\/]{2}([^\\/?.][^\\/]*)[\\/]/.exec(name)?.[1] ?? null;
}

async function expand(word: string, cwd: string): Promise<readonly string[]> {
  return STANDARD_INPUTS.has(word) ? ['-'] : filesNamed(word, cwd, KNOWN, ERRORS);
}

const ERRORS: NamingErrors = {
  emptyFolder: (folder) =>
    new UsageError(
      ({ diagnose }) =>
        `diagnose: ${diagnose.errors.emptyFolder(printable(folder, MAX_NAME_LENGTH))}`,
    ),
  noMatch: (pattern) =>
    new UsageError(
      ({ diagnose }) => `diagnose: ${diagnose.errors.noMatch(printable(pattern, MAX_NAME_LENGTH))}`,
    ),
  unreadable: unreadableLog,
};

/** An empty file is a log that was just begun; of a pipe nothing can be seen beforehand. */
async function look(name: string, file: string, bias: number): Promise<LogPart> {
  const shown = printable(name, MAX_NAME_LENGTH);
  try {
    const source = await sourceAt(file, 'refused');
    if (source.kind === 'pipe') return { name: shown, source, size: 0, begins: null };
    const begin = await beginOf(file);
    const first = firstRecord(begin, bias);
    if (first === null && begin.length > 0 && !looksLikeErrorList(begin)) {
      const kind = looksLikeInstallerLog(begin) ? 'installerLog' : 'noLog';
      throw new UsageError(({ diagnose }) => `diagnose: ${diagnose.errors[kind](shown)}`);
    }
    const { size } = await stat(file);
    return { name: shown, source, size, begins: first?.time?.utc ?? null };
  } catch (thrown) {
    throw thrown instanceof UsageError ? thrown : unreadableLog(name, thrown);
  }
}

async function beginOf(file: string): Promise<Uint8Array> {
  const handle = await openRegular(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(PEEK_BYTES), 0, PEEK_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** The error for a log that can't be read; the caller throws it. */
export function unreadableLog(name: string, thrown: unknown): UsageError {
  const shown = printable(name, MAX_NAME_LENGTH);
  const why = whyUnreadable(thrown, 'file-or-pipe');
  return new UsageError(
    (texts) => `diagnose: ${texts.diagnose.errors.cantRead(shown, why(texts))}`,
  );
}
