import { z } from 'zod';
import type { ClientFacts } from '../../judge/facts.ts';
import type { HeadFacts, ReportTail } from '../../report/model/report.ts';
import { type RunRows, clientSaid, restoreClient, runRowsOf } from './client.ts';
import { unsafeName, type ParsedJson, parseJson } from './parse.ts';
import { ReadError, type SavedProblem, type Where, checkShape } from './problem.ts';
import { savedHead } from './head.ts';
import { summaryLine } from './tail.ts';

/** Characters of a line; a longer one is no line of ours. */
export const MAX_LINE_CHARACTERS = 1_048_576;

/** What a line of an ndjson report says. */
export type ReportLine =
  | { readonly type: 'run'; readonly head: HeadFacts }
  | { readonly type: 'client'; readonly facts: ClientFacts }
  | { readonly type: 'summary'; readonly tail: ReportTail };

const typed = z.looseObject({ type: z.enum(['run', 'client', 'summary']) });

/** Reads the lines of one ndjson file, in order: the first has what the others leave out. */
export class LineReader {
  readonly #file: string;
  #line = 0;
  #where: Where = null;
  #rows: RunRows | null = null;
  #ended = false;

  /** @param file its name, for what is refused */
  constructor(file: string) {
    this.#file = file;
  }

  /**
   * @param text the next line, without its end; null for one that is too long
   * @param where where it stands, where that is not the next line
   * @throws ReadError for what is no line of a report, and for lines in no order
   */
  read(text: string | null, where: Where = this.#line + 1): ReportLine {
    if (typeof where === 'number') this.#line = where;
    this.#where = where;
    if (text === null || text.length > MAX_LINE_CHARACTERS) {
      throw this.#refuse(({ saved }) => saved.longLine(MAX_LINE_CHARACTERS));
    }
    const parsed = this.#parse(text);
    const { value } = parsed;
    const { type } = this.#check(typed, value);
    if (this.#ended) throw this.#refuse(({ saved }) => saved.afterSummary);
    switch (type) {
      case 'run':
        return this.#run(value);
      case 'client':
        return { type, facts: this.#client(parsed) };
      case 'summary':
        this.#rowsRead();
        this.#ended = true;
        return { type, tail: this.#check(summaryLine, value) };
    }
  }

  #run(value: unknown): ReportLine {
    if (this.#rows !== null) {
      // What follows is another run's.
      this.#ended = true;
      throw this.#refuse(({ saved }) => saved.secondRun);
    }
    const head = this.#check<HeadFacts>(savedHead, value);
    this.#rows = runRowsOf(head);
    return { type: 'run', head };
  }

  #client({ said, value }: ParsedJson): ClientFacts {
    const rows = this.#rowsRead();
    const unsafe = unsafeName(said);
    if (unsafe !== null) throw this.#refuse(unsafe);
    const restored = restoreClient(this.#check(clientSaid, value), rows);
    if ('problem' in restored) throw this.#refuse(restored.problem);
    return restored;
  }

  #rowsRead(): RunRows {
    if (this.#rows === null) throw this.#refuse(({ saved }) => saved.runFirst);
    return this.#rows;
  }

  #parse(text: string): ParsedJson {
    try {
      return parseJson(text);
    } catch {
      throw this.#refuse(({ saved }) => saved.notJsonLine);
    }
  }

  #check<T>(schema: z.ZodType<T>, value: unknown): T {
    const checked = checkShape(schema, value);
    if ('problem' in checked) throw this.#refuse(checked.problem);
    return checked.data;
  }

  #refuse(problem: SavedProblem): ReadError {
    return new ReadError(this.#file, this.#where, problem);
  }
}
