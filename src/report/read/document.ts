import { z } from 'zod';
import type { ClientFacts } from '../../judge/facts.ts';
import type { ReportHead, ReportTail } from '../model/report.ts';
import { clientSaid, restoreClient, rowsOf } from './client.ts';
import { parseJson } from './parse.ts';
import { ReadError, checkShape } from './problem.ts';
import { reportHead, reportTail } from './run.ts';

/** A report that was saved with `-o json`. */
export interface SavedReport {
  readonly head: ReportHead;
  readonly clients: readonly ClientFacts[];
  readonly tail: ReportTail;
}

const clientsMember = z.object({ clients: z.array(clientSaid) });

/**
 * @param file its name, for what is refused
 * @throws ReadError for what is no report
 */
export function readDocument(text: string, file: string): SavedReport {
  const value = parseDocument(text, file);
  const head = check(reportHead, value, file);
  const rows = rowsOf(head);
  const clients = check(clientsMember, value, file).clients.map((client) => {
    const restored = restoreClient(client, rows);
    if ('problem' in restored) throw new ReadError(file, null, restored.problem);
    return restored;
  });
  return { head, clients, tail: check(reportTail, value, file) };
}

function parseDocument(text: string, file: string): unknown {
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
