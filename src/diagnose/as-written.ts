/** The marks of a record, as HTML has them. */
const ESCAPED = ['&lt;![LOG[', ']LOG]!&gt;', '$$&lt;'] as const;

const CHARACTERS: readonly (readonly [escaped: RegExp, character: string])[] = [
  [/&lt;|&#60;|&#x3c;/gi, '<'],
  [/&gt;|&#62;|&#x3e;/gi, '>'],
  [/&quot;|&#34;|&#x22;/gi, '"'],
  [/&apos;|&#39;|&#x27;/gi, "'"],
  [/&nbsp;|&#160;|&#xa0;/gi, ' '],
  [/&amp;|&#38;|&#x26;/gi, '&'],
];

/** Marks of a quoted line, as mail programs put them before it. */
const QUOTED = /^(?:> ?){1,16}(?=\S)/;

/** A line of a log as it was written, where it came by way of a web page or a mail. */
export function asWritten(line: string): string {
  const text = line.startsWith('>') ? line.replace(QUOTED, '') : line;
  if (!ESCAPED.some((mark) => text.includes(mark))) return text;
  return CHARACTERS.reduce((known, [escaped, one]) => known.replaceAll(escaped, one), text);
}
