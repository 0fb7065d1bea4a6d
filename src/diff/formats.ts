import type { Appearance } from '../report/terminal/style.ts';
import type { DiffFormat, DiffHead, DiffReporter } from './model.ts';
import type { Texts } from '../text/texts.ts';
import { jsonStream } from '../base/json-text.ts';

type MakeDiffReporter = (head: DiffHead) => DiffReporter;

/** Each form of comparison; loaded when it is asked for, and made for each comparison's head. */
export const DIFF_REPORTERS: Readonly<
  Record<DiffFormat, (appearance: Appearance, texts: Texts) => Promise<MakeDiffReporter>>
> = {
  table: async (appearance, texts) => {
    const { tableDiff } = await import('./table.ts');
    return (head) => tableDiff(head, appearance, texts);
  },
  json: () => Promise.resolve(jsonDiff),
  markdown: async (_appearance, texts) => {
    const { markdownDiff } = await import('./markdown.ts');
    return (head) => markdownDiff(head, texts);
  },
};

/** One JSON document, written while the reports are read. */
function jsonDiff(head: DiffHead): DiffReporter {
  const { opening, entry, close } = jsonStream(head, 'clients');
  return { opening, client: (diff) => entry(diff), close };
}
