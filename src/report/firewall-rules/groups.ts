import type { Rule, RuleEnd } from './rules.ts';

/** Shorter lists are written out: a reference would not be easier to read. */
const MIN_LINES = 4;

/** Lists of names and addresses that several rules share, each with its letter: `A`, `B`. */
export type Groups = ReadonlyMap<string, string>;

/** @param linesOf how many lines a list takes */
export function groupsOf(
  rules: readonly Rule[],
  linesOf: (words: readonly string[]) => number,
): Groups {
  const uses = new Map<string, number>();
  for (const end of rules.flatMap(({ from, to }) => [from, to])) {
    const words = wordsOfEnd(end);
    if (linesOf(words) < MIN_LINES) continue;
    uses.set(ruleKey(words), (uses.get(ruleKey(words)) ?? 0) + 1);
  }
  const shared = [...uses].filter(([, count]) => count > 1);
  return new Map(shared.map(([key], index) => [key, letterOf(index)]));
}

/** The computers at an end, besides what the rule's heading says. */
export function wordsOfEnd({ clients, names, addresses }: RuleEnd): readonly string[] {
  const isSaid = clients === null || (clients === 1 && names.length === 1);
  return [...(isSaid ? [] : names), ...addresses];
}

const SEPARATOR = ' ';

export function ruleKey(words: readonly string[]): string {
  return words.join(SEPARATOR);
}

export function wordsOfKey(key: string): readonly string[] {
  return key.split(SEPARATOR);
}

/** `A`, …, `Z`, `AA`. */
function letterOf(index: number): string {
  const letter = String.fromCodePoint(65 + (index % 26));
  return index < 26 ? letter : `${letterOf(Math.floor(index / 26) - 1)}${letter}`;
}
