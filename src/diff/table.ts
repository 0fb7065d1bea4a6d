import { withoutCiCommands } from '../base/ci-commands.ts';
import type { Status } from '../judge/vocabulary.ts';
import { type Appearance, type Style, makeStyle } from '../report/terminal/style.ts';
import { paragraph } from '../report/terminal/layout.ts';
import { CHANGES, type Change } from './model.ts';
import type { NamesOfMany } from '../text/many.ts';
import type { Texts } from '../text/texts.ts';
import type { Kind } from './kinds.ts';
import type { DiffHead, DiffReporter, DiffTail } from './model.ts';
import { DiffSums } from './sums.ts';
import { tellDifference, tellRuns, tellSeen, tellVerdict } from './told.ts';

/** What a change is marked like. */
const STATUSES = { worse: 'unmet', better: 'met', other: 'unproven' } as const satisfies Record<
  Change,
  Status
>;

interface Page {
  readonly style: Style;
  readonly texts: Texts;
}

/** The comparison for people: what changed, most frequent first, and for how many. */
export function tableDiff(head: DiffHead, appearance: Appearance, texts: Texts): DiffReporter {
  const page = { style: makeStyle(appearance), texts };
  const sums = new DiffSums();
  return {
    opening: withoutCiCommands(`${heading(head, page)}\n\n`),
    client(diff) {
      sums.add(diff);
      return '';
    },
    close(tail) {
      const sections = [
        ...CHANGES.map((change) => section(sums.kinds.of(change, 'verdict'), change, page)),
        seenOtherwise(sums, page),
        ending(sums, tail, page),
      ];
      return withoutCiCommands(`${sections.filter((text) => text !== '').join('\n\n')}\n`);
    },
  };
}

function heading(head: DiffHead, { style, texts }: Page): string {
  const { name, version } = head.tool;
  const { product, siteCode } = head.new.site;
  const said = head.differences.map((difference) =>
    paragraph('- ', tellDifference(difference, texts), style, 2),
  );
  return [
    style.heading(`${name} ${version}`),
    paragraph('', texts.diff.title(product, siteCode), style, 0),
    ...tellRuns(head, texts).map((text) => paragraph('', text, style, 2)),
    ...(said.length === 0 ? [] : ['', style.heading(texts.diff.differences), ...said]),
  ].join('\n');
}

function section(kinds: readonly Kind[], change: Change, page: Page): string {
  if (kinds.length === 0) return '';
  const { style, texts } = page;
  return [
    style.heading(texts.diff.headings[change]),
    ...kinds.flatMap((kind) => [
      marked(kind, tellVerdict(kind, texts), page),
      ...tellSeen(kind, texts).map((text) => paragraph('', text, style, 4)),
      paragraph('- ', texts.diff.clients(kind.named), style, 4),
    ]),
  ].join('\n');
}

function seenOtherwise({ kinds }: DiffSums, page: Page): string {
  const seen = CHANGES.flatMap((change) => kinds.of(change, 'seen'));
  if (seen.length === 0) return '';
  const { style, texts } = page;
  return [
    style.heading(texts.diff.seenOtherwise),
    ...seen.flatMap((kind) => [
      marked(kind, tellSeen(kind, texts).join('; '), page),
      paragraph('- ', texts.diff.clients(kind.named), style, 4),
    ]),
  ].join('\n');
}

function marked({ change }: Kind, text: string, { style }: Page): string {
  return `  ${style.status(STATUSES[change])} ${paragraph('', text, style, 4).trimStart()}`;
}

function ending(
  { appeared, gone, incomparable }: DiffSums,
  { complete, summary }: DiffTail,
  { style, texts: { diff } }: Page,
): string {
  const of = (named: NamesOfMany, tell: (named: NamesOfMany) => string): readonly string[] =>
    named.clients === 0 ? [] : [tell(named)];
  return [
    diff.summary(summary.clients, summary.same),
    ...of(appeared, diff.appeared),
    ...of(gone, diff.gone),
    ...of(incomparable, diff.incomparable),
    ...(complete ? [] : [diff.interrupted]),
    diff.exitCode(summary.exitCode, summary.lacking),
  ]
    .map((text) => paragraph('', text, style, 0))
    .join('\n');
}
