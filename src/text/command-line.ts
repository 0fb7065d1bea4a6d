import { withoutCiCommandsInside } from '../base/ci-commands.ts';

// What is printed for the user to run. A word of it may have come from a log, a server or a saved
// report, and whoever copies the line runs it as the administrator.

/**
 * A word of a command line, by where it comes from:
 *
 * - `own`: this tool's, written as it is
 * - `typed`: the user said it, on this command line, in the environment or as a file's name
 * - `outside`: the network, a log or a saved report said it
 *
 * `instead` stands for a word that can't be printed to be run.
 */
export type Word =
  | { readonly from: 'own'; readonly text: string }
  | { readonly from: 'typed' | 'outside'; readonly text: string; readonly instead: string };

/** `windows` is both of its shells, PowerShell and cmd.exe. */
export type Shell = 'sh' | 'windows';

/** What a command line that checks this site again is made with. */
export interface CommandOptions {
  /** What describes the site on a command line; none where that is not known. */
  readonly siteWords: readonly Word[];
  /** What the line is quoted for. */
  readonly shell: Shell;
}

/** What every shell takes as it is. */
const PLAIN = /^(?!-)[A-Za-z0-9._:-]+$/;
/** What is safe within quotes. A letter that is not seen could hide what is run. */
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

/** A line that a shell takes apart into exactly these words, or placeholders in their stead. */
export function commandLine(words: readonly Word[], shell: Shell): string {
  return words.map((word) => wordIn(word, shell)).join(' ');
}

function wordIn(word: Word, shell: Shell): string {
  if (word.from === 'own') return word.text;
  // A blank that keeps it from being a command of CI would make two words of it.
  if (withoutCiCommandsInside(word.text) !== word.text) return word.instead;
  switch (word.from) {
    case 'outside':
      return PLAIN.test(word.text) ? word.text : word.instead;
    case 'typed':
      return QUOTABLE.test(word.text) ? (quoted(word.text, shell) ?? word.instead) : word.instead;
  }
}

/** null for what has no form that all shells of the system take for the same. */
function quoted(text: string, shell: Shell): string | null {
  if (BARE[shell].test(text)) return text;
  // Double quotes keep all that a word may hold but the backslash, in sh, PowerShell and cmd.exe.
  if (!text.includes('\\')) return `"${text}"`;
  if (shell === 'sh') return `'${text}'`;
  // A program's start-up code takes a backslash before the closing quote for the quote's own.
  return text.endsWith('\\') ? null : `"${text}"`;
}
