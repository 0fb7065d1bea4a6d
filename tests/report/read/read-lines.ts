import type { ClientFacts } from '../../../src/judge/facts.ts';
import type { SavedReport } from '../../../src/report/read/document.ts';
import { LineReader } from '../../../src/report/read/lines.ts';

/** A whole ndjson text, as a report. */
export function readLines(text: string): SavedReport {
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
  return { head: first.head, clients, tail: last.tail };
}
