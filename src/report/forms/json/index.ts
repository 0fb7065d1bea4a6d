import { jsonStream } from '../../../base/json-text.ts';
import type { ReportHead } from '../../model/report.ts';
import type { Reporter } from '../reporter.ts';

/** One JSON document, written while clients come; `run` and `summary` stand at its end. */
export function jsonReporter({ run: _run, ...head }: ReportHead): Reporter {
  const { opening, entry, close } = jsonStream(head, 'clients');
  return { opening, client: (client) => entry(client), close };
}
