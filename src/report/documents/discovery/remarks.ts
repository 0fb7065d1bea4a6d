import type { Discovery, SourcedValue } from '../../../discover/model.ts';
import type { Settled } from '../../../discover/settle.ts';
import type { TemplateRemarks } from '../../../site/template.ts';
import type { Texts } from '../../../text/texts.ts';
import { askedLines, noteLines, sourcesOf, valueOf } from './words.ts';

/** What is said of each value in a site file: who said it, who disagrees, what came of every question. */
export function discoveryRemarks(
  discovery: Discovery,
  settled: Settled,
  texts: Texts,
): TemplateRemarks {
  const { discover } = texts;
  const keys = new Map<string, readonly string[]>();
  for (const [path, said] of settled.said) {
    if (said.length > 0)
      keys.set(
        path,
        said.map((each) => saidLine(each, texts)),
      );
  }
  if (settled.values.some(({ path }) => path[0] === 'communication')) {
    keys.set('communication', [discover.communication]);
  }
  return {
    head: [
      discover.head,
      ...settled.contradictions.map(
        ({ what, said }) =>
          `${discover.contradictions}: ${discover.contradiction(
            what,
            said.map((each) => valueOf(each, texts)),
          )}`,
      ),
      ...askedLines(discovery, texts).map((line) => `${discover.asked}: ${line}`),
      ...noteLines(discovery, texts),
    ],
    keys,
  };
}

function saidLine(said: SourcedValue, texts: Texts): string {
  return texts.discover.found(valueOf(said, texts), sourcesOf(said, texts));
}
