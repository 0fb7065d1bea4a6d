/**
 * A computer's name without what Active Directory, Windows and people write around it: `PC1$`,
 * `CONTOSO\PC1`, `\\pc1`, `CN=PC1,OU=…`, quotation marks.
 */
export function computerName(text: string): string {
  const bare = text
    .trim()
    .replace(/^"(.*)"$/s, '$1')
    .trim();
  const [, common] = /^CN=([^,]+)(?:,|$)/i.exec(bare) ?? [];
  const [, unc] = /^\\\\([^\\]+)\\?$/.exec(bare) ?? [];
  const [, account] = /^[^\\/]+\\([^\\]+)$/.exec(bare) ?? [];
  return (common ?? unc ?? account ?? bare).replace(/(?<=.)\$$/, '');
}

/** Whether a text stands for several addresses: `10.0.0.0/24`, `10.0.0.10-20`. */
export function isBlock(text: string): boolean {
  return BLOCK.test(text) || RANGE.test(text);
}

/** Address and length of the prefix. */
export const BLOCK = /^([\da-f.:]+)\/(\d{1,3})$/i;
/** First address, and the last or its end. */
export const RANGE = /^(\d+(?:\.\d+){3})-(\d+(?:\.\d+){0,3})$/;

/** How lists, saved reports and logs are named, and no computer is. */
const LIST_FILE = /\.(?:csv|tsv|txt|json|ndjson|log)$/i;

/** Whether a word where a client's name is expected is the name of a file of clients. */
export function looksLikeListFile(word: string): boolean {
  return LIST_FILE.test(word);
}
