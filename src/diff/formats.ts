import type { Appearance } from '../report/terminal/style.ts';
import type { DiffFormat } from './model.ts';
import type { Texts } from '../text/texts.ts';
import type { DiffHead, DiffReporter } from './model.ts';

type MakeDiffReporter = (head: DiffHead) => DiffReporter;

/** Each form of comparison; loaded when it is asked for, and made for each comparison's head. */
export const DIFF_REPORTERS: Readonly<
  Record<DiffFormat, (appearance: Appearance, texts: Texts) => Promise<MakeDiffReporter>>
> = {
  table: async (appearance, texts) => {
    const { tableDiff } = await import('./table.ts');
    return (head) => tableDiff(head, appearance, texts);
  },
  json: async () => (await import('./json.ts')).jsonDiff,
  markdown: async (_appearance, texts) => {
    const { markdownDiff } = await import('./markdown.ts');
    return (head) => markdownDiff(head, texts);
  },
};
