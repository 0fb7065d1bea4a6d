import type { ClientFacts } from '../judge/facts.ts';
import { type EntryPlace, endedOf } from '../merge/decide.ts';
import { LineReader } from './read/lines.ts';
import { clientNameOf, isClientLine } from './read/peek.ts';
import { ReadError } from './read/problem.ts';
import { checkHost } from '../site/host.ts';
import type { Line } from './read-lines.ts';
import type { Reading } from './bytes.ts';
import { linesOf } from './lines-of.ts';
import type { SavedFile } from './saved-file.ts';

/** A client as one report has it. */
export interface SavedClient {
  readonly facts: ClientFacts;
  /** Its place in the report: a later one has a larger number. */
  readonly place: number;
  /** The entry's line if it may be copied unchanged; else null. */
  readonly line: string | null;
}

/**
 * Takes note of a client that a report holds.
 * @param facts null where the line was hardly looked at
 */
export type Note = (
  name: string,
  place: number,
  ended: EntryPlace['ended'],
  facts: ClientFacts | null,
) => void;

/** Hears why an entry can't be used: it is left out, and costs no other. */
export type LeaveOut = (problem: ReadError) => void;

/** Where the lines of a report end. */
export interface EndOfLines {
  /** The number of the last line that is whole. */
  readonly lastLine: number;
  readonly torn: 'torn' | 'whole';
}

/**
 * How closely lines are checked. `names`: hardly, so that a noted line may turn out not to be an
 * entry; `entries`: as closely as when they are used.
 */
export type Depth = 'names' | 'entries';

/**
 * Finds out which clients a report contains.
 * @returns null for a document
 * @throws ReadError for what is no report
 */
export async function noteClients(
  file: SavedFile,
  depth: Depth,
  note: Note,
  reading: Reading,
  leaveOut: LeaveOut = () => {},
): Promise<EndOfLines | null> {
  const noteEntry = ({ facts, place }: SavedClient): void =>
    note(facts.client, place, endedOf(facts), facts);
  const reader = new LineReader(file.name);
  // Which ends a client of joined reports was seen from stands in its line.
  const isPeeked = depth === 'names' && file.format === 'ndjson' && file.vantages.length === 1;
  let lastLine = 0;
  let after: 'run' | 'summary' = 'run';
  for await (const line of linesOf(file, reading)) {
    const name = isPeeked && after === 'run' && lastLine > 0 ? nameOf(line) : null;
    if (name === null) {
      const read = readLine(reader, line, file);
      if (read === 'torn') return { lastLine, torn: 'torn' };
      if (read === 'summary') after = 'summary';
      else if (read instanceof ReadError) leaveOut(read);
      else if (read !== 'run') noteEntry(read);
    } else note(name, line.start, 'whole', null);
    lastLine = line.number;
  }
  return file.format === 'json' ? null : { lastLine, torn: 'whole' };
}

/**
 * The clients of a report, in its order.
 * @throws ReadError for what is no report
 */
export async function* clientsIn(
  file: SavedFile,
  reading: Reading,
  leaveOut: LeaveOut = () => {},
): AsyncGenerator<SavedClient> {
  const reader = new LineReader(file.name);
  for await (const line of linesOf(file, reading)) {
    const read = readLine(reader, line, file);
    if (read === 'torn') return;
    if (read instanceof ReadError) leaveOut(read);
    else if (typeof read === 'object') yield read;
  }
}

/** The client's name, where nothing else of the line has to be known yet. */
function nameOf({ text, ending }: Line): string | null {
  if (text === null || ending === 'torn' || !text.endsWith('}')) return null;
  return text.includes('"interrupted":true') ? null : clientNameOf(text);
}

/** @throws ReadError for a first line that is no run's, without which the others can't be read */
function readLine(
  reader: LineReader,
  line: Line,
  file: SavedFile,
): SavedClient | ReadError | 'run' | 'summary' | 'torn' {
  const { text, number, where, start } = line;
  try {
    const read = reader.read(text, where);
    if (read.type !== 'client') return read.type;
    const { facts } = read;
    const problem = nameProblem(facts, file, line);
    if (problem !== null) return problem;
    const isAsWritten = file.format === 'ndjson' && text !== null && isPlain(text);
    return { facts, place: start, line: isAsWritten ? text : null };
  } catch (thrown) {
    if (!(thrown instanceof ReadError) || number === 1) throw thrown;
    return line.ending === 'torn' ? 'torn' : thrown;
  }
}

/** What was written by this tool, and holds nothing that a reader would have to clean. */
function isPlain(text: string): boolean {
  return isClientLine(text) && /^[ -[\]-~]+$/.test(text);
}

/** A machine that reports itself may have any name; other names were checked before they were looked up. */
function nameProblem(
  { client }: ClientFacts,
  { vantages, name }: SavedFile,
  { text, where }: Line,
): ReadError | null {
  const peeked = text === null ? null : clientNameOf(text);
  // JSON lets a member stand twice, and the last one counts.
  if (peeked !== null && peeked !== client) {
    return new ReadError(name, where, ({ saved }) => saved.twoNames);
  }
  const checked = vantages.includes('client') ? null : checkHost(client);
  if (checked === null || !('problem' in checked)) return null;
  const { problem } = checked;
  return new ReadError(name, where, ({ site }) => site.host(problem));
}
