import { markdownBlocks } from '../report/syntax/markdown-blocks.ts';
import { type Block, text } from '../report/told/blocks.ts';
import type { Texts } from '../text/texts.ts';
import type { Named } from './kinds.ts';
import { CHANGES, type DiffHead, type DiffReporter } from './model.ts';
import { DiffSums } from './sums.ts';
import {
  tellDifferences,
  tellDiffEnding,
  tellFindings,
  tellDiffHead,
  tellSeen,
  tellChangedVerdicts,
} from './told.ts';

/** The comparison as a table for a change request or a wiki. */
export function markdownDiff(head: DiffHead, texts: Texts): DiffReporter {
  const sums = new DiffSums();
  return {
    opening: joined([tellDiffHead(head, texts), ...tellDifferences(head, texts)]),
    client(entry) {
      sums.add(entry);
      return '';
    },
    close(tail) {
      const ending = tellDiffEnding(sums, tail, texts).map((said) => text(said));
      return `\n${joined([...tellKinds(sums, texts), ...ending])}`;
    },
  };
}

function joined(blocks: readonly Block[]): string {
  return `${markdownBlocks(blocks, 1).join('\n\n')}\n`;
}

function tellKinds(sums: DiffSums, texts: Texts): readonly Block[] {
  const { kinds } = sums;
  const { changes, columns } = texts.diff;
  const findings = tellFindings(sums, texts).flatMap(({ change, heading, flows }) =>
    flows.map(({ title, named }) => ({
      cells: [changes[change], '', `${heading}: ${title}`, String(named.clients), namesText(named)],
    })),
  );
  const others = CHANGES.flatMap((change) => [
    ...kinds.of(change, 'verdict'),
    ...kinds.of(change, 'seen'),
  ]).map((kind) => {
    return {
      cells: [
        changes[kind.change],
        tellChangedVerdicts(kind, texts).join('; '),
        tellSeen(kind, texts).join('; '),
        String(kind.named.clients),
        namesText(kind.named),
      ],
    };
  });
  const rows = [...findings, ...others];
  const { change, method, seen, count, clients } = columns;
  const head = [change, method, seen, count, clients];
  return rows.length === 0 ? [] : [{ kind: 'rows', head, rows, widths: [] }];
}

function namesText({ clients, names }: Named): string {
  return `${names.join(', ')}${names.length < clients ? ', …' : ''}`;
}
