import { markdown, markdownList, markdownTable } from '../report/syntax/markdown.ts';
import { CHANGES } from './model.ts';
import type { Texts } from '../text/texts.ts';
import type { DiffHead, DiffReporter } from './model.ts';
import { DiffSums } from './sums.ts';
import { tellDifference, tellEnding, tellRuns, tellSeen, tellVerdict } from './told.ts';

/** The comparison as a table for a change request or a wiki. */
export function markdownDiff(head: DiffHead, texts: Texts): DiffReporter {
  const { diff } = texts;
  const sums = new DiffSums();
  return {
    opening: opening(head, texts),
    client(entry) {
      sums.add(entry);
      return '';
    },
    close({ complete, summary }) {
      const { kinds } = sums;
      const rows = CHANGES.flatMap((change) => [
        ...kinds.of(change, 'verdict'),
        ...kinds.of(change, 'seen'),
      ]).map((kind) => [
        diff.changes[kind.change],
        tellVerdict(kind, texts),
        tellSeen(kind, texts).join('; '),
        String(kind.named.clients),
        `${kind.named.names.join(', ')}${kind.named.names.length < kind.named.clients ? ', …' : ''}`,
      ]);
      const { change, method, seen, count, clients } = diff.columns;
      const lines = tellEnding(sums, { complete, summary }, texts);
      const headings = [change, method, seen, count, clients].map(markdown);
      const table = markdownTable(
        headings,
        rows.map((row) => row.map(markdown)),
      );
      return `${rows.length === 0 ? '' : `${table}\n\n`}${lines.map(markdown).join('\n\n')}\n`;
    },
  };
}

function opening(head: DiffHead, texts: Texts): string {
  const { diff } = texts;
  const { product, siteCode } = head.new.site;
  const differences = head.differences.map((each) => markdown(tellDifference(each, texts)));
  const parts = [
    `# ${markdown(diff.title(product, siteCode))}`,
    markdownList(tellRuns(head, texts).map(markdown)),
    ...(differences.length === 0
      ? []
      : [`${markdown(diff.differences)}:`, markdownList(differences)]),
  ];
  return `${parts.join('\n\n')}\n\n`;
}
