import { z } from 'zod';
import type { ClientFacts } from '../../judge/facts.ts';
import type { HeadFacts, ReportTail } from '../../report/model/report.ts';
import { type RunRows, clientSaid, restoreClient, rowsOf } from './client.ts';
import { reportHead } from './head.ts';
import { unsafeName } from './name.ts';
import { type ParsedJson, parseJson } from './parse.ts';
import { ReadError, type SavedProblem, checkShape } from './problem.ts';
import { reportTail } from './tail.ts';

/** A report that was saved with `-o json`. */
export interface SavedReport {
  readonly head: HeadFacts;
  /** Each by itself: one that can't be read costs no other. */
  readonly clients: readonly (ClientFacts | ReadError)[];
  readonly tail: ReportTail;
}

const clientsMember = z.object({ clients: z.array(z.unknown()) });

/**
 * @param file its name, for what is refused
 * @throws ReadError for what is no report
 */
export function readDocument(text: string, file: string): SavedReport {
  const { said, value } = parseDocument(text, file);
  const head = check<HeadFacts>(reportHead, value, file);
  const run = rowsOf(head);
  const { clients } = check(clientsMember, value, file);
  const asSaid = check(clientsMember, said, file).clients;
  return {
    head,
    clients: clients.map((client, index) => {
      const read = readClient({ said: asSaid[index], value: client }, run);
      if (!('problem' in read)) return read;
      const { problem } = read;
      return new ReadError(file, null, (texts) => `clients[${index}]: ${problem(texts)}`);
    }),
    tail: check(reportTail, value, file),
  };
}

function readClient(
  { said, value }: ParsedJson,
  run: RunRows,
): ClientFacts | { readonly problem: SavedProblem } {
  const unsafe = unsafeName(said);
  if (unsafe !== null) return { problem: unsafe };
  const checked = checkShape(clientSaid, value);
  return 'problem' in checked ? checked : restoreClient(checked.data, run);
}

function parseDocument(text: string, file: string): ParsedJson {
  try {
    return parseJson(text);
  } catch {
    throw new ReadError(file, null, ({ saved }) => saved.notJsonDocument);
  }
}

function check<T>(schema: z.ZodType<T>, value: unknown, file: string): T {
  const checked = checkShape(schema, value);
  if ('problem' in checked) throw new ReadError(file, null, checked.problem);
  return checked.data;
}
