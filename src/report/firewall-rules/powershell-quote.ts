import { withoutCiCommandsInside } from '../../base/ci-commands.ts';

/** Everything that is not printable ASCII. */
const BEYOND = /[^ -~]+/g;
/** Also two number signs, which a CI system may read as a command. */
const NUMBERED = /[^ -~]+|#(?=#)/g;

/**
 * A text as an expression of PowerShell that is nothing but this text. Within single quotes nothing
 * is expanded; a quote is doubled. PowerShell takes ‘ ’ ‚ ‛ for quotes too (about_Quoting_Rules), and
 * Windows PowerShell reads a file without a mark in the machine's code page, so what is beyond ASCII,
 * and a control character, is said by its number.
 */
export function quoted(text: string): string {
  const parts: string[] = [];
  let from = 0;
  for (const { 0: beyond, index } of text.matchAll(NUMBERED)) {
    if (index > from) parts.push(plain(text.slice(from, index)));
    parts.push(...beyond.split('').map(numbered));
    from = index + beyond.length;
  }
  if (parts.length === 0) return plain(text);
  if (from < text.length) parts.push(plain(text.slice(from)));
  // PowerShell adds two characters as numbers.
  return `(${["''", ...parts].join(' + ')})`;
}

function plain(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function numbered(unit: string): string {
  return `[char]0x${unit.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`;
}

/** A comment of one line, whatever its text holds. */
export function commentLine(text: string): string {
  return withoutCiCommandsInside(`# ${text.replaceAll(BEYOND, '?')}`);
}
