/** What was found where something else was expected. */
export type FoundValue =
  | { readonly kind: 'nothing' | 'list' | 'group' }
  | { readonly kind: 'text'; readonly text: string }
  /** A number, true or false. */
  | { readonly kind: 'plain'; readonly text: string };

/** Whether the sentence already quotes what was found. */
export function isQuoted(sentence: string, found: FoundValue): boolean {
  return found.kind === 'nothing' || (found.kind === 'text' && sentence.includes(found.text));
}
