import { withoutCiCommands } from '../base/ci-commands.ts';
import { terminalParts } from '../report/terminal/blocks.ts';
import { type Appearance, makeStyle } from '../report/terminal/style.ts';
import {
  type Block,
  type Section,
  type Tone,
  items,
  section,
  text,
} from '../report/told/blocks.ts';
import type { Texts } from '../text/texts.ts';
import type { Kind } from './kinds.ts';
import { CHANGES, type Change, type DiffHead, type DiffReporter } from './model.ts';
import { DiffSums } from './sums.ts';
import { tellDifference, tellEnding, tellRuns, tellSeen, tellVerdict } from './told.ts';

/** What a change is marked like. */
const TONES = { worse: 'bad', better: 'good', other: 'open' } as const satisfies Record<
  Change,
  Tone
>;

/** The comparison for people: what changed, most frequent first, and for how many. */
export function tableDiff(head: DiffHead, appearance: Appearance, texts: Texts): DiffReporter {
  const style = makeStyle(appearance);
  const sums = new DiffSums();
  return {
    opening: withoutCiCommands(`${terminalParts(opening(head, texts), style)}\n\n`),
    client(diff) {
      sums.add(diff);
      return '';
    },
    close(tail) {
      const { kinds } = sums;
      const blocks = [
        ...CHANGES.flatMap((change) =>
          titled(
            texts.diff.headings[change],
            kinds.of(change, 'verdict').map((kind) => verdictKind(kind, texts)),
          ),
        ),
        ...titled(
          texts.diff.seenOtherwise,
          CHANGES.flatMap((change) => kinds.of(change, 'seen')).map((kind) =>
            seenKind(kind, texts),
          ),
        ),
        section(null, [
          ...tellEnding(sums, tail, texts).map((said) => text(said)),
          text(texts.diff.exitCode(tail.summary.exitCode, tail.summary.lacking)),
        ]),
      ];
      return withoutCiCommands(`${terminalParts(blocks, style)}\n`);
    },
  };
}

function opening(head: DiffHead, texts: Texts): readonly Block[] {
  const { product, siteCode } = head.new.site;
  const { name, version } = head.tool;
  const differences = head.differences.map((each) => tellDifference(each, texts));
  return [
    section(null, [
      section(`${name} ${version}`, []),
      {
        ...section(
          texts.diff.title(product, siteCode),
          tellRuns(head, texts).map((said) => text(said)),
        ),
        look: 'plain',
      },
    ]),
    ...titled(texts.diff.differences, differences.length === 0 ? [] : [items(differences)]),
  ];
}

function titled(title: string, body: readonly Block[]): readonly Block[] {
  return body.length === 0 ? [] : [section(title, body)];
}

function verdictKind(kind: Kind, texts: Texts): Section {
  return {
    ...section(tellVerdict(kind, texts), [
      ...tellSeen(kind, texts).map((said) => text(said)),
      items([texts.diff.clients(kind.named)]),
    ]),
    mark: TONES[kind.change],
  };
}

function seenKind(kind: Kind, texts: Texts): Section {
  return {
    ...section(tellSeen(kind, texts).join('; '), [items([texts.diff.clients(kind.named)])]),
    mark: TONES[kind.change],
  };
}
