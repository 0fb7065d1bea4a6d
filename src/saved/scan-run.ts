import type { FileHandle } from 'node:fs/promises';
import type { ClientFacts } from '../judge/facts.ts';
import { EMPTY_SUMMARY, type Summary, addToSummary } from '../judge/summary.ts';
import { endedOf } from '../merge/decide.ts';
import type { HeadFacts, ReportTail } from '../report/model/report.ts';
import { type ReportLine, LineReader } from './read/lines.ts';
import { ReadError } from './read/problem.ts';
import { checkHost } from '../site/host.ts';
import { chunksOf } from './bytes.ts';
import { type Line, readLines } from './read-lines.ts';

export type IsLeftOut = (client: string) => boolean;

/** A part of a file, in bytes. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What a stopped run left in its file. */
export interface SavedRun {
  readonly head: HeadFacts;
  readonly summary: Summary;
  /** How a run ended that did end; null after a run that was killed. */
  readonly tail: ReportTail | null;
  /** Where the next client's line goes: after the last that is whole. */
  readonly end: number;
  /** Whether that last line lacks its line feed. */
  readonly lastLine: 'whole' | 'unended';
  /** Lines of clients that were under way when the user interrupted: they are checked again. */
  readonly interrupted: readonly Span[];
  /** Bytes of a line that was not written to its end. */
  readonly tornBytes: number;
}

/**
 * Reads a file from its start to where its run stopped.
 * @param name the file's, for what is refused
 * @param leaveOut takes each client that is done; false where it has taken it before
 * @returns null where not even the run's line is whole
 * @throws ReadError for what no stopped run leaves
 */
export async function scanRun(
  handle: FileHandle,
  name: string,
  leaveOut: IsLeftOut,
): Promise<SavedRun | null> {
  const reader = new LineReader(name);
  const scan = new Scan(name, leaveOut);
  for await (const line of readLines(chunksOf(handle))) {
    if (line.ending === 'torn') scan.takeTorn(line, reader);
    else scan.take(reader.read(line.text), line);
  }
  return scan.result();
}

class Scan {
  readonly #name: string;
  readonly #leaveOut: IsLeftOut;
  readonly #interrupted: Span[] = [];
  #head: HeadFacts | null = null;
  #tail: ReportTail | null = null;
  #summary = EMPTY_SUMMARY;
  #end = 0;
  #lastLine: SavedRun['lastLine'] = 'whole';
  #tornBytes = 0;

  constructor(name: string, leaveOut: IsLeftOut) {
    this.#name = name;
    this.#leaveOut = leaveOut;
  }

  take(said: ReportLine, line: Line): void {
    switch (said.type) {
      case 'run':
        this.#head = said.head;
        break;
      case 'client':
        this.#client(said.facts, line);
        break;
      case 'summary':
        // Another one takes its place.
        this.#tail = said.tail;
        return;
    }
    this.#end = line.end;
    this.#lastLine = line.ending === 'whole' ? 'whole' : 'unended';
  }

  /** Only the end of a line may be missing; of a summary that much is enough to write it again. */
  takeTorn(line: Line, reader: LineReader): void {
    if (this.#head === null && !beginsRun(line.text ?? '')) {
      throw new ReadError(this.#name, line.number, ({ saved }) => saved.noReport);
    }
    try {
      const said = reader.read(line.text);
      if (said.type === 'client') this.take(said, line);
    } catch (thrown) {
      if (!(thrown instanceof ReadError)) throw thrown;
      this.#tornBytes = line.end - line.start;
    }
  }

  #client(facts: ClientFacts, line: Line): void {
    // This machine may have any name; others were asked for by theirs.
    const checked = this.#head?.run.from === 'client' ? null : checkHost(facts.client);
    if (checked !== null && 'problem' in checked) {
      const { problem } = checked;
      throw new ReadError(this.#name, line.number, ({ site }) => site.host(problem));
    }
    if (wasInterrupted(facts)) {
      this.#interrupted.push({ start: line.start, end: line.end });
      return;
    }
    if (!this.#leaveOut(facts.client)) {
      throw new ReadError(this.#name, line.number, ({ saved }) => saved.twice(facts.client));
    }
    if (this.#head !== null) this.#summary = addToSummary(this.#summary, facts, this.#head);
  }

  result(): SavedRun | null {
    if (this.#head === null) return null;
    return {
      head: this.#head,
      summary: this.#summary,
      tail: this.#tail,
      end: this.#end,
      lastLine: this.#lastLine,
      interrupted: this.#interrupted,
      tornBytes: this.#tornBytes,
    };
  }
}

const RUN_PREFIX = '{"type":"run",';

/** A file that is no run of ours must not be written over. */
function beginsRun(text: string): boolean {
  return text.startsWith(RUN_PREFIX) || RUN_PREFIX.startsWith(text);
}

/** What was under way when the user interrupted proves nothing, and is not done. */
export function wasInterrupted(facts: ClientFacts): boolean {
  return endedOf(facts) === 'interrupted';
}
