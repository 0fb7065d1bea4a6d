import { BLOCKS, DOCUMENTS, proseOf } from './documents.ts';

export interface CommandLine {
  readonly document: string;
  readonly line: string;
}

const SHELLS: ReadonlySet<string> = new Set(['sh', 'bash', 'powershell', 'cmd', 'bat']);

/** The sign that a shell's line goes on, and the line's end. */
const GOES_ON = /[ \t]*[\\`^]\n[ \t]*/g;

/** Every line of a shell's block, put together where it goes on; no comments. */
export const SHELL_LINES: readonly CommandLine[] = BLOCKS.filter(({ language }) =>
  SHELLS.has(language),
).flatMap(({ document, text }) =>
  text
    .replaceAll(GOES_ON, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(#|::|rem )/i.test(line))
    .map((line) => ({ document, line })),
);

/** A mention is no command line: those have an argument, and no place to fill in. */
const COMMAND_IN_PROSE = /`(ccm-preflight [a-z-]+ [^`]+)`/g;
const PLACEHOLDER = /[<>…]|(^|[\s=])[A-Z][A-Z-]+\b|\.\.\./;

/** Command lines within sentences. */
export const PROSE_LINES: readonly CommandLine[] = DOCUMENTS.flatMap((document) =>
  [...proseOf(document).matchAll(COMMAND_IN_PROSE)]
    .map(([, line = '']) => ({ document: document.name, line }))
    .filter(({ line }) => !PLACEHOLDER.test(line)),
);

const OURS = /^(?:& )?["']?(?:[^\s"']*[\\/])?ccm-preflight(?:\.exe)?["']?(?= )/;

/** Whether a line starts this tool, by whatever path. */
export function isOurs({ line }: CommandLine): boolean {
  return OURS.test(line);
}

/**
 * The words that a line of ours gives to the tool, as a shell would part them, up to a pipe or a
 * redirection.
 */
export function wordsOf({ line }: CommandLine): readonly string[] {
  const said = line.replace(OURS, '').trim();
  const parts = [...said.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)].map(([word]) => word);
  const end = parts.findIndex((word) => /^(?:[|;&]|\d?>)/.test(word));
  return (end === -1 ? parts : parts.slice(0, end)).map((word) => word.replaceAll(/['"]/g, ''));
}
