/** What a line is known by: patterns of which each matches in what follows the one before. */
export type Wording = RegExp | readonly RegExp[];

/**
 * The groups of all patterns, where they match one after the other in one line; else null. One
 * pattern with `.*` in its middle would look through the rest of the line again from each place where
 * it begins to match.
 */
export function matchInOrder(wording: Wording, text: string): readonly string[] | null {
  const groups: string[] = [];
  let rest = text;
  for (const pattern of wording instanceof RegExp ? [wording] : wording) {
    const found = pattern.exec(rest);
    if (found === null) return null;
    groups.push(...found.slice(1).map((group: string | undefined) => group ?? ''));
    const [sameLine = ''] = rest.slice(found.index + found[0].length).split('\n', 1);
    rest = sameLine;
  }
  return groups;
}
