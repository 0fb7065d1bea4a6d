import { linesOfDocument } from './read/document.ts';
import { ReadError } from './read/problem.ts';
import { type Reading, type Stored, bytesOf } from './bytes.ts';
import { type Line, readLines } from './read-lines.ts';

const MAX_MEGABYTES = 256;
const MEGABYTE = 1_048_576;

/**
 * The lines of a report, whatever it was saved as. A JSON document can't be read in parts.
 * @throws ReadError where it is too large or no report; ReportFileError where it can't be read
 */
export async function* linesOf(
  file: Stored & { readonly format: 'ndjson' | 'json' },
  reading: Reading,
): AsyncGenerator<Line> {
  if (file.format === 'ndjson') {
    yield* readLines(bytesOf(file, reading));
    return;
  }
  if (file.size > MAX_MEGABYTES * MEGABYTE) {
    throw new ReadError(file.name, null, ({ saved }) => saved.tooLarge(MAX_MEGABYTES));
  }
  const chunks: Uint8Array[] = [];
  // Never aborted: half a document can't be used.
  const { signal } = new AbortController();
  for await (const chunk of bytesOf(file, { ...reading, signal })) chunks.push(Buffer.from(chunk));
  let number = 0;
  for (const line of linesOfDocument(Buffer.concat(chunks).toString('utf8'), file.name)) {
    number += 1;
    yield { ...line, number, start: number, end: number, ending: 'whole' };
  }
}
