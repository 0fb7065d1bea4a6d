import type { MarkdownTexts } from '../markdown.ts';

export const MARKDOWN: MarkdownTexts = {
  columns: {
    client: 'client',
    method: 'method',
    verdict: 'verdict',
    here: 'as far as seen from here',
    explanation: 'why',
    flow: 'flow',
    where: 'where',
    seen: 'seen',
  },
};
