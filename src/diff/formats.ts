import type { Appearance } from '../report/terminal/style.ts';
import type { DiffFormat } from '../text/diff.ts';
import type { Texts } from '../text/texts.ts';
import type { DiffReporter } from './model.ts';

/** Each form of comparison; loaded when it is asked for. */
export const DIFF_REPORTERS: Readonly<
  Record<DiffFormat, (appearance: Appearance, texts: Texts) => Promise<DiffReporter>>
> = {
  table: async (appearance, texts) => (await import('./table.ts')).tableDiff(appearance, texts),
  json: async () => (await import('./json.ts')).jsonDiff(),
  markdown: async (_appearance, texts) => (await import('./markdown.ts')).markdownDiff(texts),
};
