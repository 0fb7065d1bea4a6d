import type { Readable, Writable } from 'node:stream';
import type { Characters } from '../report/terminal/style.ts';
import type { Language } from '../text/language.ts';
import type { Texts } from '../text/texts.ts';

/** What the tool may touch of the process that it runs in. */
export interface ProcessStreams {
  readonly stdin: Readable;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Relative paths start here. */
  readonly cwd: string;
  /** The words of the command line, for messages that quote them. */
  readonly words?: readonly string[];
  /** Aborts when the user interrupts. */
  readonly interrupt: AbortSignal;
  /** Whether a name is one of the computer that this process runs on. */
  readonly isThisComputer: (name: string) => Promise<boolean>;
}

/** What a command is given: the process, and the language that people are spoken to in. */
export interface Streams extends ProcessStreams {
  readonly texts: Texts;
  /** Whether the site file was found rather than named by the user. */
  readonly siteIsFound?: boolean;
}

/** A stream that may be a terminal. */
export type OutputStream = Writable & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  /** Brings what a file was given onto the disk. */
  readonly sync?: () => Promise<void>;
};

const DEFAULT_WIDTH = 80;
const MIN_WIDTH = 40;
const MAX_WIDTH = 160;

/**
 * Characters per line: the terminal's width, up to what is readable; a terminal may not know its
 * size.
 */
export function widthOf({ isTTY, columns }: OutputStream): number {
  if (isTTY !== true || columns === undefined || columns === 0) return DEFAULT_WIDTH;
  return Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, columns));
}

/** Whether colours are wanted: on a terminal, unless NO_COLOR or --no-color says otherwise. */
export function wantsColors(
  output: OutputStream,
  env: Streams['env'],
  flag: boolean | undefined,
): boolean {
  if (flag === false || (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb') return false;
  return output.isTTY === true;
}

/**
 * The characters that the output can show. A file or pipe takes UTF-8; a terminal's locale decides,
 * and on Windows whether it is a program that is known to show everything. Windows' console takes
 * UTF-16 under any code page, so that only its font decides: a console in Japanese has one with the
 * characters of code page 932.
 */
export function charactersOf(
  output: OutputStream,
  env: Streams['env'],
  language: Language,
  platform: NodeJS.Platform = process.platform,
): Characters {
  if (output.isTTY !== true) return 'unicode';
  const least = language === 'ja' ? 'cp932' : 'ascii';
  if (platform === 'win32') {
    return env['WT_SESSION'] !== undefined || env['TERM_PROGRAM'] === 'vscode' ? 'unicode' : least;
  }
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  return /utf-?8/i.test(locale) ? 'unicode' : least;
}

/** Waits until what an output was given is where nothing can take it away, if it is a file. */
export async function syncOutput({ sync }: OutputStream): Promise<void> {
  await sync?.();
}

/** Writes and waits until the stream has taken it. */
export function write(output: Writable, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    output.write(text, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}
