import { jsonMembers, jsonText } from '../base/json-text.ts';
import type { ClientDiff, DiffHead, DiffReporter, DiffTail } from './model.ts';

/** One JSON document, written while the reports are read. */
export function jsonDiff(head: DiffHead): DiffReporter {
  let clients = 0;
  return {
    opening: `{\n${jsonMembers(head)},\n  "clients": [`,
    client(diff: ClientDiff) {
      clients += 1;
      const text = jsonText(diff, 2).replaceAll(/^/gm, '    ');
      return `${clients === 1 ? '' : ','}\n${text}`;
    },
    close: (tail: DiffTail) => `${clients === 0 ? '' : '\n  '}],\n${jsonMembers(tail)}\n}\n`,
  };
}
