/** A table; cells are Markdown, in which a bar is escaped. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`)
    .join('\n');
}

export function code(text: string | number): string {
  return `\`${text}\``;
}

/** `a`, `b`. */
export function codes(texts: readonly (string | number)[]): string {
  return texts.map(code).join(', ');
}

/** A text that begins with a capital letter, whatever it is made from. */
export function capitalised(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
