import type { AuditEntry, ClientEntry } from '../../model/report.ts';
import type { Counting } from '../../../judge/summary.ts';
import type { Page } from '../../told/page.ts';
import { type Case, classOf } from './case.ts';

/** The test of one flow that is expected to be closed: `closed/smb`. */
export function auditCaseOf(
  audited: AuditEntry,
  entry: ClientEntry,
  counting: Counting,
  page: Page,
): Case {
  return {
    name: `closed/${audited.flow}`,
    classname: classOf(entry, page),
    seconds: 0,
    result: resultOf(audited, counting, page),
  };
}

function resultOf(
  { flow, found, endpoints, message }: AuditEntry,
  { audit }: Counting,
  { texts }: Page,
): Case['result'] {
  switch (found) {
    case 'closed':
      return { kind: 'passed' };
    case 'open':
      break;
    case 'unproven':
      // What the exit code of --audit counts.
      if (!audit) return { kind: 'skipped', message };
      break;
    case 'not-checked':
      return { kind: 'skipped', message };
  }
  const seen = endpoints.map(({ host, address, outcome }) =>
    texts.list([host, ...(address === null || address === host ? [] : [address]), outcome]),
  );
  return {
    kind: 'failure',
    type: `${flow}: ${found}`,
    message,
    body: [message, ...seen].map((line) => `${line}\n`).join(''),
  };
}
