import { markdownBlocks } from '../report/syntax/markdown-blocks.ts';
import { type Block, text } from '../report/told/blocks.ts';
import type { Texts } from '../text/texts.ts';
import { CHANGES, type DiffHead, type DiffReporter } from './model.ts';
import { DiffSums } from './sums.ts';
import { tellDifferences, tellEnding, tellHead, tellSeen, tellVerdicts } from './told.ts';

/** The comparison as a table for a change request or a wiki. */
export function markdownDiff(head: DiffHead, texts: Texts): DiffReporter {
  const sums = new DiffSums();
  return {
    opening: joined([tellHead(head, texts), ...tellDifferences(head, texts)]),
    client(entry) {
      sums.add(entry);
      return '';
    },
    close(tail) {
      const ending = tellEnding(sums, tail, texts).map((said) => text(said));
      return `\n${joined([...tellKinds(sums, texts), ...ending])}`;
    },
  };
}

function joined(blocks: readonly Block[]): string {
  return `${markdownBlocks(blocks, 1).join('\n\n')}\n`;
}

function tellKinds({ kinds }: DiffSums, texts: Texts): readonly Block[] {
  const { changes, columns } = texts.diff;
  const rows = CHANGES.flatMap((change) => [
    ...kinds.of(change, 'verdict'),
    ...kinds.of(change, 'seen'),
  ]).map((kind) => {
    const { clients, names } = kind.named;
    return {
      cells: [
        changes[kind.change],
        tellVerdicts(kind, texts).join('; '),
        tellSeen(kind, texts).join('; '),
        String(clients),
        `${names.join(', ')}${names.length < clients ? ', …' : ''}`,
      ],
    };
  });
  const { change, method, seen, count, clients } = columns;
  const head = [change, method, seen, count, clients];
  return rows.length === 0 ? [] : [{ kind: 'rows', head, rows, widths: [] }];
}
