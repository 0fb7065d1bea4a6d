import { jsonStream } from '../base/json-text.ts';
import type { DiffHead, DiffReporter } from './model.ts';

/** One JSON document, written while the reports are read. */
export function jsonDiff(head: DiffHead): DiffReporter {
  const { opening, entry, close } = jsonStream(head, 'clients');
  return { opening, client: (diff) => entry(diff), close };
}
