import { withoutCiCommands } from '../../../base/ci-commands.ts';
import type { Discovery } from '../../../discover/model.ts';
import type { Settled } from '../../../discover/settle.ts';
import type { Texts } from '../../../text/texts.ts';
import { terminalParts } from '../../terminal/blocks.ts';
import { type Appearance, makeStyle } from '../../terminal/style.ts';
import { type Block, items, section, text } from '../../told/blocks.ts';
import { askedLines, noteLines, sourcesOf, valueOf } from './words.ts';

/** What was found, for people: each value with who said it, then all that was asked. */
export function discoveryTable(
  discovery: Discovery,
  settled: Settled,
  appearance: Appearance,
  texts: Texts,
): string {
  const { discover } = texts;
  const found = [...settled.said].flatMap(([what, said]) =>
    said.map(
      (each) =>
        `${discover.kinds[what]} ${valueOf(what, each, texts)}: ${sourcesOf(each, texts).join('; ')}`,
    ),
  );
  const contradictions = settled.contradictions.map(({ what, said }) =>
    discover.contradiction(
      what,
      said.map((each) => `${valueOf(what, each, texts)} (${sourcesOf(each, texts).join('; ')})`),
    ),
  );
  const asked = [...askedLines(discovery, texts), ...noteLines(discovery, settled, texts)];
  const blocks: readonly Block[] = [
    found.length === 0 ? text(discover.nothing) : section(discover.title, [items(found)]),
    ...(contradictions.length === 0
      ? []
      : [{ ...section(discover.contradictions, [items(contradictions)]), look: 'warn' } as const]),
    ...(asked.length === 0 ? [] : [section(discover.asked, [items(asked)])]),
  ];
  return withoutCiCommands(`${terminalParts(blocks, makeStyle(appearance))}\n`);
}
