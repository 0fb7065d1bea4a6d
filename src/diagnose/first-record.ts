import { asWritten } from './as-written.ts';
import { LogLineReader } from './lines.ts';
import { type LogRecord, RecordReader } from './record.ts';

/** How many bytes to read from a log to find its first record. */
export const PEEK_BYTES = 65_536;

/** The first whole record in the beginning of a log, or null. */
export function firstRecord(beginning: Uint8Array, bias: number): LogRecord | null {
  const lines = new LogLineReader();
  const records = new RecordReader(bias);
  for (const line of [...lines.read(beginning), ...lines.end()]) {
    const [first] = records.read(line);
    if (first !== undefined) return first;
  }
  return records.end()[0] ?? null;
}

/**
 * Whether the beginning of a file, at least its first line with text, looks like a log: it is a record
 * in one of the forms, or a line is the first of one that spans lines. A log that was rotated begins
 * within a record. Comments of a list may quote a log.
 */
export function looksLikeLog(beginning: Uint8Array): boolean {
  const reader = new LogLineReader();
  const lines = [...reader.read(beginning), ...reader.end()].filter(
    ({ text }) => text.trim() !== '' && !text.startsWith('#'),
  );
  const [first] = lines;
  if (first === undefined) return false;
  return (
    lines.some(({ text }) => asWritten(text).startsWith('<![LOG[')) ||
    firstRecord(Buffer.from(first.text), 0) !== null
  );
}
