import type { ValueProblem } from './value-problem.ts';

/** What was found where something else was expected. */
export type FoundValue =
  | { readonly kind: 'nothing' | 'list' | 'group' }
  | { readonly kind: 'text'; readonly text: string }
  /** A number, true or false. */
  | { readonly kind: 'plain'; readonly text: string };

/** Whether the sentence about a problem quotes what was found. */
export function isQuotedBy(problem: ValueProblem, found: FoundValue): boolean {
  if (found.kind === 'nothing') return true;
  if (found.kind !== 'text') return false;
  return found.text === '' || ('text' in problem && problem.text.includes(found.text));
}
