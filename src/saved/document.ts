import { type SavedReport, readDocument } from './read/document.ts';
import { ReadError } from './read/problem.ts';
import { type Reading, type Stored, bytesOf } from './bytes.ts';

const MAX_MEGABYTES = 256;
const MEGABYTE = 1_048_576;

/**
 * A JSON document, which can't be read in parts.
 * @throws ReadError where it is too large or no report; ReportFileError where it can't be read
 */
export async function readSavedDocument(
  file: Stored,
  count: Reading['count'],
): Promise<SavedReport> {
  if (file.size > MAX_MEGABYTES * MEGABYTE) {
    throw new ReadError(file.name, null, ({ saved }) => saved.tooLarge(MAX_MEGABYTES));
  }
  const chunks: Uint8Array[] = [];
  // Never aborted: half a document can't be used.
  const { signal } = new AbortController();
  for await (const chunk of bytesOf(file, { count, signal })) chunks.push(Buffer.from(chunk));
  return readDocument(Buffer.concat(chunks).toString('utf8'), file.name);
}
