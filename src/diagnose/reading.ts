import type { LogRecord } from './record.ts';

/** The most lines that a mail program breaks a message into, where it is not known which is its first. */
const MAX_LINES = 8;

/**
 * The texts that a record of several lines may stand for, the likeliest first. Where a mark tells where
 * it begins: as it is, or with its lines put together, as a mail program may have broken them. Else
 * other text may stand before it: its last lines, as few as have a meaning; what most likely belongs to it; all.
 */
function readingsOf({ text, begin }: Pick<LogRecord, 'text' | 'begin'>): readonly string[] {
  if (!text.includes('\n')) return [text];
  const lines = text.split('\n');
  const whole = lines.join(' ');
  if (begin === null) return [text, whole];
  const own = text.slice(begin).trim().split('\n');
  const last = own.slice(-MAX_LINES).map((_line, index) => own.slice(-1 - index).join(' '));
  return [...new Set([...last, own.join(' '), text, whole])];
}

/**
 * What a record means, and the reading of it that has this meaning.
 * @param readers the more exact ones first: each reads all readings before the next does
 */
export function readingThat<Meaning>(
  record: LogRecord,
  readers: readonly ((text: string) => Meaning | null)[],
): { readonly meaning: Meaning | null; readonly record: LogRecord } {
  const readings = readingsOf(record);
  for (const read of readers) {
    for (const text of readings) {
      const meaning = read(text);
      if (meaning !== null) return { meaning, record: { ...record, text } };
    }
  }
  return { meaning: null, record };
}
