import { withoutCiCommandsInside } from '../base/ci-commands.ts';

// Command lines that are printed for the user to run. A word of it may come from a log, a server or
// a saved report, and the line will be run with an administrator's rights.

/**
 * A word of a command line, by where it comes from:
 *
 * - `own`: this tool's, written as it is
 * - `typed`: the user said it, on this command line, in the environment or as a file's name
 * - `outside`: the network, a log or a saved report said it
 *
 * `instead` is printed where the text itself would not be safe to run.
 */
export type Word =
  | { readonly from: 'own'; readonly text: string }
  | { readonly from: 'typed' | 'outside'; readonly text: string; readonly instead: string };

/** `windows` covers both PowerShell and cmd.exe. */
export type Shell = 'sh' | 'windows';

/** What a command line that checks this site again is built from. */
export interface CommandOptions {
  /** The options that describe the site; empty where they are not known. */
  readonly siteWords: readonly Word[];
  /** What a run at the other end needs of files that lie there. */
  readonly elsewhere?: readonly Word[] | undefined;
  /** The shell that the line is quoted for. */
  readonly shell: Shell;
}

/** Safe in every shell without quotes. */
const PLAIN = /^(?!-)[A-Za-z0-9._:-]+$/;
/** Safe within quotes. Invisible characters are left out: they could hide what is run. */
const QUOTABLE = /^(?!-)(?:(?!\p{Default_Ignorable_Code_Point})[\p{L}0-9._:/\\,=+~() -])+$/u;

/** What needs no quotes. */
const BARE = {
  sh: /^[A-Za-z0-9._:/-]+$/,
  windows: /^[A-Za-z0-9._:/\\-]+$/,
} as const satisfies Record<Shell, RegExp>;

export function own(text: string): Word {
  return { from: 'own', text };
}

export function typed(text: string, instead: string): Word {
  return { from: 'typed', text, instead };
}

export function outside(text: string, instead: string): Word {
  return { from: 'outside', text, instead };
}

/** A line that a shell splits into exactly these words; unsafe words become placeholders. */
export function commandLine(words: readonly Word[], shell: Shell): string {
  return words.map((word) => wordIn(word, shell)).join(' ');
}

function wordIn(word: Word, shell: Shell): string {
  if (word.from === 'own') return word.text;
  // The space that stops a CI system from reading a command in it would split it into two words.
  if (withoutCiCommandsInside(word.text) !== word.text) return word.instead;
  switch (word.from) {
    case 'outside':
      return PLAIN.test(word.text) ? word.text : word.instead;
    case 'typed':
      return QUOTABLE.test(word.text) ? (quoted(word.text, shell) ?? word.instead) : word.instead;
  }
}

/** null for text that the system's shells would not all read the same way. */
function quoted(text: string, shell: Shell): string | null {
  if (BARE[shell].test(text)) return text;
  // In sh, PowerShell and cmd.exe, double quotes keep every allowed character except the backslash.
  if (!text.includes('\\')) return `"${text}"`;
  if (shell === 'sh') return `'${text}'`;
  // On Windows a backslash before the closing quote escapes that quote.
  return text.endsWith('\\') ? null : `"${text}"`;
}
