import type { ClientFacts } from '../../../src/judge/facts.ts';
import { headInWords } from '../../../src/report/model/catalogue.ts';
import type { ReportHead, ReportTail } from '../../../src/report/model/report.ts';
import { linesOfDocument } from '../../../src/saved/read/document.ts';
import { LineReader } from '../../../src/saved/read/lines.ts';
import { EN } from '../../../src/text/en/index.ts';

/** A report that was read again, in this tool's words. */
export interface ReadAgain {
  readonly head: ReportHead;
  readonly clients: readonly ClientFacts[];
  readonly tail: ReportTail;
}

/** A whole ndjson text, as a report. */
export function readLines(text: string): ReadAgain {
  return readAll(
    text
      .trimEnd()
      .split('\n')
      .map((line) => ({ text: line })),
  );
}

/** A whole json text, as a report. */
export function readDocument(text: string): ReadAgain {
  return readAll(linesOfDocument(text, 'r.json'));
}

function readAll(said: Iterable<{ readonly text: string }>): ReadAgain {
  const reader = new LineReader('r');
  const lines = Array.from(said, ({ text }) => reader.read(text));
  const clients: ClientFacts[] = lines.flatMap((line) =>
    line.type === 'client' ? [line.facts] : [],
  );
  const [first] = lines;
  const last = lines.at(-1);
  if (first?.type !== 'run' || last?.type !== 'summary') throw new Error('a line is missing');
  return { head: headInWords(first.head, EN), clients, tail: last.tail };
}
