import { LogLineReader } from './lines.ts';
import { type LogRecord, RecordReader } from './record.ts';

/** Bytes of a log's begin that hold its first record, but for the longest. */
export const PEEK_BYTES = 65_536;

/** The first whole record of a log's begin, null where it holds none. */
export function firstRecord(begin: Uint8Array, bias: number): LogRecord | null {
  const lines = new LogLineReader();
  const records = new RecordReader(bias);
  for (const line of [...lines.read(begin), ...lines.end()]) {
    const [first] = records.read(line);
    if (first !== undefined) return first;
  }
  return null;
}

/**
 * Whether a begin that ends with its first line, or later, is a log's: a record in either form, or
 * the begin of one that spans lines.
 */
export function looksLikeLog(begin: Uint8Array): boolean {
  const lines = new LogLineReader();
  const [first] = [...lines.read(begin), ...lines.end()];
  if (first === undefined) return false;
  return first.text.startsWith('<![LOG[') || firstRecord(Buffer.from(first.text), 0) !== null;
}
