import type { ClientFacts } from '../../judge/facts.ts';
import { type EntryPlace, endedOf } from '../../merge/decide.ts';
import { LineReader } from '../../report/read/lines.ts';
import { clientNameOf, isClientLine } from '../../report/read/peek.ts';
import { ReadError } from '../../report/read/problem.ts';
import { checkHost } from '../../site/host.ts';
import { type Line, readLines } from '../read-lines.ts';
import { type Reading, bytesOf } from './bytes.ts';
import { readSavedDocument } from './document.ts';
import type { SavedFile } from './saved-file.ts';

/** A client as one report has it. */
export interface SavedClient {
  readonly facts: ClientFacts;
  /** Its place in the report: a later one has a larger number. */
  readonly place: number;
  /** Its line, where it may be copied as it is; else null. */
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

/** Where the lines of a report end. */
export interface EndOfLines {
  /** The number of the last line that is whole. */
  readonly lastLine: number;
  readonly torn: 'torn' | 'whole';
}

/**
 * Tells which clients a report holds; their lines are hardly looked at.
 * @returns null for a document
 * @throws ReadError for what is no report
 */
export async function noteClients(
  file: SavedFile,
  note: Note,
  reading: Reading,
): Promise<EndOfLines | null> {
  if (file.format === 'json') {
    const { clients } = await readSavedDocument(file, reading.count);
    clients.forEach((facts, place) => note(facts.client, place, endedOf(facts), facts));
    return null;
  }
  const reader = new LineReader(file.name);
  // Which ends a client of joined reports was seen from stands in its line.
  const isPeeked = file.vantages.length === 1;
  let lastLine = 0;
  let after: 'run' | 'summary' = 'run';
  for await (const line of readLines(bytesOf(file, reading), file.name)) {
    const name = isPeeked && after === 'run' && lastLine > 0 ? nameOf(line) : null;
    if (name === null) {
      const read = readUnlessTorn(reader, line);
      if (read === null) return { lastLine, torn: 'torn' };
      if (read.type === 'summary') after = 'summary';
      if (read.type === 'client') {
        const { facts } = read;
        note(facts.client, line.start, endedOf(facts), facts);
      }
    } else note(name, line.start, 'whole', null);
    lastLine = line.number;
  }
  return { lastLine, torn: 'whole' };
}

/**
 * The clients of a report, in its order.
 * @throws ReadError for what is no report
 */
export async function* clientsIn(file: SavedFile, reading: Reading): AsyncGenerator<SavedClient> {
  if (file.format === 'json') {
    const { clients } = await readSavedDocument(file, reading.count);
    for (const [place, facts] of clients.entries()) {
      checkName(facts, file, null);
      yield { facts, place, line: null };
    }
    return;
  }
  const reader = new LineReader(file.name);
  for await (const line of readLines(bytesOf(file, reading), file.name)) {
    const read = readUnlessTorn(reader, line);
    if (read === null) return;
    if (read.type !== 'client') continue;
    const { facts } = read;
    checkName(facts, file, line);
    yield { facts, place: line.start, line: isPlain(line.text) ? line.text : null };
  }
}

/** The client's name, where nothing else of the line has to be known yet. */
function nameOf({ text, ending }: Line): string | null {
  if (ending === 'torn' || !text.endsWith('}') || text.includes('"interrupted":true')) return null;
  return clientNameOf(text);
}

function readUnlessTorn(reader: LineReader, line: Line): ReturnType<LineReader['read']> | null {
  try {
    return reader.read(line.text, line.number);
  } catch (thrown) {
    if (line.ending === 'torn' && thrown instanceof ReadError) return null;
    throw thrown;
  }
}

/** What was written by this tool, and holds nothing that a reader would have to clean. */
function isPlain(text: string): boolean {
  return isClientLine(text) && /^[ -[\]-~]+$/.test(text);
}

/** This machine may have any name; others were asked for by theirs. */
function checkName(
  { client }: ClientFacts,
  { vantages, name }: SavedFile,
  line: Line | null,
): void {
  const checked = vantages.includes('client') ? null : checkHost(client);
  if (checked !== null && 'problem' in checked) {
    const { problem } = checked;
    throw new ReadError(name, line?.number ?? null, ({ site }) => site.host(problem));
  }
}
