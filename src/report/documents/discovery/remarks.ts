import type { Discovery, FactKind, SourcedValue } from '../../../discover/model.ts';
import { PATHS, type Settled } from '../../../discover/settle.ts';
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
  for (const [what, said] of settled.said) {
    const lines = said.map((each) => saidLine(what, each, texts));
    if (lines.length > 0) keys.set(PATHS[what].join('.'), lines);
  }
  return {
    head: [
      discover.head,
      ...settled.contradictions.map(
        ({ what, said }) =>
          `${discover.contradictions}: ${discover.contradiction(
            what,
            said.map((each) => valueOf(what, each, texts)),
          )}`,
      ),
      ...askedLines(discovery, texts).map((line) => `${discover.asked}: ${line}`),
      ...noteLines(discovery, settled, texts),
    ],
    keys,
  };
}

function saidLine(what: FactKind, said: SourcedValue, texts: Texts): string {
  return texts.discover.found(valueOf(what, said, texts), sourcesOf(said, texts));
}
