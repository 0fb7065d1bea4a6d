import type { ClientFacts } from '../../../src/judge/facts.ts';
import { tellHead } from '../../../src/report/model/catalogue.ts';
import type { ReportHead, ReportTail } from '../../../src/report/model/report.ts';
import type { SavedReport } from '../../../src/saved/read/document.ts';
import { LineReader } from '../../../src/saved/read/lines.ts';
import { ReadError } from '../../../src/saved/read/problem.ts';
import { EN } from '../../../src/text/en/index.ts';

/** A report that was read again, in this tool's words. */
export interface ReadAgain {
  readonly head: ReportHead;
  readonly clients: readonly ClientFacts[];
  readonly tail: ReportTail;
}

/** A whole ndjson text, as a report. */
export function readLines(text: string): ReadAgain {
  const reader = new LineReader('r.ndjson');
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => reader.read(line));
  const clients: ClientFacts[] = lines.flatMap((line) =>
    line.type === 'client' ? [line.facts] : [],
  );
  const [first] = lines;
  const last = lines.at(-1);
  if (first?.type !== 'run' || last?.type !== 'summary') throw new Error('a line is missing');
  return toldAgain({ head: first.head, clients, tail: last.tail });
}

/** A report without an entry that can't be used. */
export function toldAgain({ head, clients, tail }: SavedReport): ReadAgain {
  return {
    head: tellHead(head, EN),
    clients: clients.map((client) => {
      if (client instanceof ReadError) throw client;
      return client;
    }),
    tail,
  };
}
