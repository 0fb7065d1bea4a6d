import path from 'node:path';
import { type Readable, addAbortSignal } from 'node:stream';
import { codeOf } from '../../base/error-code.ts';
import { printable } from '../../base/printable.ts';
import { sourceAt } from '../../files/readable.ts';
import { TooLargeError } from '../../files/regular.ts';
import { whyUnreadable } from '../../files/unreadable.ts';
import { commandLine, own, typed } from '../../text/command-line.ts';
import { looksLikeClient } from '../list-file.ts';
import { shellOf } from '../shell.ts';
import type { Streams } from '../streams.ts';
import { UsageError } from '../usage-error.ts';

/** Enough for every property of a million computers. */
const MAX_BYTES = 512 * 1024 * 1024;

const STANDARD_INPUT: ReadonlySet<string> = new Set(['-', '/dev/stdin', '/dev/fd/0']);

/** What --clients names: a list, whole, or a file that is JSON, as a saved report is. */
export type Input =
  | {
      readonly kind: 'list';
      /** For messages. */
      readonly name: string;
      readonly bytes: Buffer;
    }
  | { readonly kind: 'report' };

/**
 * Reads the whole file or pipe that --clients names, but only the beginning of a saved report,
 * which may be larger than memory.
 * @param said a path, or `-` for standard input
 * @returns null where the user interrupts before the end
 * @throws UsageError where it can't be read, or is too large
 */
export async function readInput(said: string, streams: Streams): Promise<Input | null> {
  const isStandard = STANDARD_INPUT.has(said);
  const name = isStandard ? streams.texts.errors.list.standardInput : printable(said);
  const { cwd, interrupt } = streams;
  try {
    const source = isStandard ? null : await sourceAt(path.resolve(cwd, said), 'waited-for');
    const stream = source === null ? streams.stdin : await source.open();
    const isFile = source?.kind === 'regular';
    const bytes = await readAll(addAbortSignal(interrupt, stream), isFile);
    if (isFile && looksLikeJson(bytes)) return { kind: 'report' };
    if (looksLikeJson(bytes)) throw new UsageError(({ errors }) => `${name}: ${errors.list.json}`);
    if (looksLikeSite(bytes)) {
      const site = commandLine([own('--site'), typed(said, 'FILE')], shellOf());
      throw new UsageError(({ errors }) => errors.list.site(name, site));
    }
    return { kind: 'list', name, bytes };
  } catch (thrown) {
    if (thrown instanceof UsageError) throw thrown;
    if (interrupt.aborted) return null;
    if (thrown instanceof TooLargeError) {
      throw new UsageError(({ errors }) => errors.tooLarge('--clients', name, MAX_BYTES));
    }
    if (codeOf(thrown) === 'ENOENT' && looksLikeClient(said)) {
      const line = commandLine([own('--client'), typed(said, 'NAME')], shellOf());
      throw new UsageError(({ errors }) => errors.list.nameAsFile(name, line));
    }
    const why = whyUnreadable(thrown, 'file-or-pipe');
    throw new UsageError((texts) => texts.errors.cantRead('--clients', name, why(texts)));
  }
}

/** @param stopsAtJson ends after the first piece where that is JSON */
async function readAll(stream: Readable, stopsAtJson: boolean): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes: Buffer = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    size += bytes.length;
    if (size > MAX_BYTES) throw new TooLargeError('--clients');
    chunks.push(bytes);
    if (stopsAtJson && chunks.length === 1 && looksLikeJson(bytes)) break;
  }
  return Buffer.concat(chunks);
}

/** No name begins with a brace; marks and zeros of UTF-16 stand before it or after it. */
function looksLikeJson(bytes: Buffer): boolean {
  const begin = bytes.subarray(0, 64).toString('latin1');
  return /^[\0\s\u00ef\u00bb\u00bf\u00fe\u00ff]*\{/.test(begin);
}

/** Keys that only a site file has at the beginning of a line; PowerShell's lists write capitals. */
const SITE_KEY =
  /^(?:product|siteCode|siteServer|communication|roles|install|activeDirectory): *(?:\S|\r?$)/m;

function looksLikeSite(bytes: Buffer): boolean {
  return SITE_KEY.test(bytes.subarray(0, 16_384).toString('latin1').replaceAll('\0', ''));
}
