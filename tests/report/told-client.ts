import type { JudgedClient } from '../../src/judge/client.ts';
import { type RunFacts, factsOf } from '../../src/judge/facts.ts';
import { withSentences } from '../../src/report/model/build.ts';
import type { ClientEntry } from '../../src/report/model/report.ts';
import { EN } from '../../src/text/en/index.ts';

/** A client's facts and sentences, without a report around them. */
export function toldClient(judged: JudgedClient, run: RunFacts): ClientEntry {
  return withSentences(factsOf(judged), run, EN);
}
