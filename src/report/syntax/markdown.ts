/** Characters that Markdown gives a meaning: code, emphasis, links, HTML, tables, math. */
const SPECIAL = /[\\`*_{}[\]<>|~#$&]/g;
/** A line that begins with these is a list, a rule or a heading. */
const BLOCK_START = /^([-+=]|\d+(?=[.)](?:\s|$)))/;
/** What GitHub and others turn into links (GFM 6.9). */
const BARE_LINK = /:(?=\/\/)|\.(?<=\bwww\.)/gi;
/** GitHub would notify a user of that name, or make a link of an address. */
const MENTION = /@(?=\w)/g;

/**
 * A line that begins so is a command to GitHub Actions, where Markdown is printed into a job's log.
 */
const CI_COMMAND = /^::/;

/** Text that is shown as it is, in one line. */
export function markdown(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(SPECIAL, String.raw`\$&`)
    .replace(BLOCK_START, (start) => (/\d/.test(start) ? `${start}\\` : `\\${start}`))
    .replace(BARE_LINK, String.raw`\$&`)
    .replace(MENTION, '`@`')
    .replace(CI_COMMAND, String.raw`\$&`);
}

/** Rows of cells that are Markdown already, under a heading each. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  return [head, head.map(() => '---'), ...rows].map(markdownRow).join('\n');
}

/** @param cells that are Markdown already */
export function markdownRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Items that are Markdown already. */
export function markdownList(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}
