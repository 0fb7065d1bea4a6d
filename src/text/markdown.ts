/** What only the Markdown report says. */
export interface MarkdownTexts {
  readonly columns: Record<
    'client' | 'method' | 'verdict' | 'here' | 'explanation' | 'flow' | 'where' | 'seen',
    string
  >;
}
