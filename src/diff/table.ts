import { withoutCiCommands } from '../base/ci-commands.ts';
import { terminalParts } from '../report/terminal/blocks.ts';
import { type Appearance, makeStyle } from '../report/terminal/style.ts';
import {
  type Block,
  type Section,
  type Tone,
  items,
  section,
  sectionOfAny,
  text,
} from '../report/told/blocks.ts';
import type { Texts } from '../text/texts.ts';
import type { Kind } from './kinds.ts';
import { CHANGES, type Change, type DiffHead, type DiffReporter } from './model.ts';
import { DiffSums } from './sums.ts';
import {
  tellDifferences,
  tellDiffEnding,
  tellFindings,
  tellDiffHead,
  tellSeen,
  tellChangedVerdicts,
} from './told.ts';

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
        ...tellFindings(sums, texts).map(({ change, heading, flows }) => ({
          ...section(heading, [
            items(flows.map(({ title, named }) => `${title}: ${texts.diff.clients(named)}`)),
          ]),
          mark: TONES[change],
        })),
        ...CHANGES.flatMap((change) =>
          sectionOfAny(
            texts.diff.headings[change],
            kinds.of(change, 'verdict').map((kind) => verdictKind(kind, texts)),
          ),
        ),
        ...sectionOfAny(
          texts.diff.seenOtherwise,
          CHANGES.flatMap((change) => kinds.of(change, 'seen')).map((kind) =>
            seenKind(kind, texts),
          ),
        ),
        section(null, [
          ...tellDiffEnding(sums, tail, texts).map((said) => text(said)),
          text(texts.diff.exitCode(tail.summary.exitCode, tail.summary.lacking)),
        ]),
      ];
      return withoutCiCommands(`${terminalParts(blocks, style)}\n`);
    },
  };
}

function opening(head: DiffHead, texts: Texts): readonly Block[] {
  const { name, version } = head.tool;
  return [
    section(null, [section(`${name} ${version}`, []), tellDiffHead(head, texts)]),
    ...tellDifferences(head, texts),
  ];
}

function verdictKind(kind: Kind, texts: Texts): Section {
  const verdicts = tellChangedVerdicts(kind, texts);
  const seen = tellSeen(kind, texts);
  // What several methods have in common stands first.
  const [first = '', ...others] =
    verdicts.length === 1 ? [...verdicts, ...seen] : [seen.join('; '), ...verdicts];
  return {
    ...section(first, [
      ...others.map((said) => text(said)),
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
