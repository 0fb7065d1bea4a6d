import { FACT_KINDS, type Discovery } from '../../../discover/model.ts';
import type { Settled } from '../../../discover/settle.ts';
import type { Texts } from '../../../text/texts.ts';
import { type Appearance, makeStyle } from '../../terminal/style.ts';
import { paragraph } from '../../terminal/layout.ts';
import { askedLines, noteLines, sourcesOf, valueOf } from './words.ts';
import { withoutCiCommands } from '../../../base/ci-commands.ts';

/** What was found, for people: each value with who said it, then all that was asked. */
export function discoveryTable(
  discovery: Discovery,
  settled: Settled,
  appearance: Appearance,
  texts: Texts,
): string {
  const style = makeStyle(appearance);
  const { discover } = texts;
  const found = [...settled.said.values()].flatMap((said, index) =>
    said.flatMap((each) => {
      const what = FACT_KINDS[index];
      if (what === undefined) return [];
      const text = `${discover.kinds[what]} ${valueOf(each, texts)}: ${sourcesOf(each, texts).join('; ')}`;
      return [paragraph('- ', text, style, 2)];
    }),
  );
  const contradictions = settled.contradictions.map(({ what, said }) =>
    paragraph(
      '- ',
      discover.contradiction(
        what,
        said.map((each) => `${valueOf(each, texts)} (${sourcesOf(each, texts).join('; ')})`),
      ),
      style,
      2,
    ),
  );
  const asked = [...askedLines(discovery, texts), ...noteLines(discovery, texts)].map((line) =>
    paragraph('- ', line, style, 2),
  );
  return withoutCiCommands(
    `${[
      found.length === 0
        ? paragraph('', discover.nothing, style, 0)
        : [style.heading(discover.title), ...found].join('\n'),
      ...(contradictions.length === 0
        ? []
        : [[style.tint('warn', discover.contradictions), ...contradictions].join('\n')]),
      ...(asked.length === 0 ? [] : [[style.heading(discover.asked), ...asked].join('\n')]),
    ].join('\n\n')}\n`,
  );
}
