import type { ClientEntry, ReportHead, ReportTail } from '../../model/report.ts';
import type { Reporter } from '../reporter.ts';
import { jsonMembers, jsonText } from '../../../base/json-text.ts';

/** One JSON document, written while clients come; `run` and `summary` stand at its end. */
export function jsonReporter({ run: _run, ...head }: ReportHead): Reporter {
  let clients = 0;
  return {
    opening: `{\n${jsonMembers(head)},\n  "clients": [`,
    client(entry: ClientEntry) {
      clients += 1;
      return `${clients === 1 ? '' : ','}\n${indent(entry, 4)}`;
    },
    close(tail: ReportTail) {
      return `${clients === 0 ? '' : '\n  '}],\n${jsonMembers(tail)}\n}\n`;
    },
  };
}

function indent(value: unknown, spaces: number): string {
  return jsonText(value, 2).replaceAll(/^/gm, ' '.repeat(spaces));
}
