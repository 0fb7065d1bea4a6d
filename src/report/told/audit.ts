import type { FlowName } from '../../catalogue/flow.ts';
import { AUDIT_RESULTS, type AuditResult } from '../../judge/audit.ts';
import { AUDITED_CODES } from '../../judge/exit-codes.ts';
import type { Texts } from '../../text/texts.ts';
import type { ClientEntry, ReportTail } from '../model/report.ts';
import { type Block, type Tone, sectionOfAny } from './blocks.ts';
import { type Page, titleOfFlow } from './page.ts';
import type { Sums } from './many/sums.ts';

// The part of a report about flows that are expected to be closed.

export const TONE_OF_AUDIT = {
  open: 'bad',
  unproven: 'open',
  'not-checked': 'off',
  closed: 'good',
} as const satisfies Record<AuditResult, Tone>;

/** The flows of one client that are expected to be closed, the worst first. */
export function tellAudit({ audit = [] }: ClientEntry, page: Page): readonly Block[] {
  const { texts } = page;
  const { flow, seen } = texts.markdown.columns;
  const rows = AUDIT_RESULTS.flatMap((found) => audit.filter((each) => each.found === found)).map(
    (each) => ({
      mark: TONE_OF_AUDIT[each.found],
      cells: [titleOfFlow(each.flow, page), texts.audit.found[each.found], each.message],
      line: each.message,
    }),
  );
  return sectionOfAny(
    texts.audit.heading,
    rows.length === 0
      ? []
      : [
          {
            kind: 'rows',
            head: [flow, seen, texts.markdown.columns.explanation],
            rows,
            widths: [],
          },
        ],
  );
}

/** The findings for one flow over many clients. */
export interface ToldAudited {
  readonly flow: FlowName;
  readonly title: string;
  /** The worst first. */
  readonly found: readonly { readonly found: AuditResult; readonly text: string }[];
}

/** By flow; only findings that somebody has to look at list names. */
export function tellAudited({ audit }: Sums, page: Page): readonly ToldAudited[] {
  const { texts } = page;
  return [...audit].map(([flow, results]) => ({
    flow,
    title: titleOfFlow(flow, page),
    found: AUDIT_RESULTS.flatMap((found) => {
      const group = results.get(found);
      if (group === undefined) return [];
      const { clients, first } = group;
      const counted = texts.audit.clients(found, clients);
      const isNamed = found === 'open' || found === 'unproven';
      const names = texts.audit.named({ names: first.names, clients });
      return [{ found, text: isNamed ? `${counted} (${names})` : counted }];
    }),
  }));
}

/** The same, summed over many clients. */
export function tellAuditSums(sums: Sums, page: Page): readonly Block[] {
  const { texts } = page;
  const { flow, seen } = texts.markdown.columns;
  const rows = tellAudited(sums, page).map(({ title, found }) => ({
    cells: [
      title,
      {
        lines: found.map(({ found: result, text }) => ({ text, tone: TONE_OF_AUDIT[result] })),
        inOne: texts.list(found.map(({ text }) => text)),
      },
    ],
  }));
  return sectionOfAny(
    texts.audit.heading,
    rows.length === 0 ? [] : [{ kind: 'rows', head: [flow, seen], rows, widths: [TITLE_WIDTH] }],
  );
}

const TITLE_WIDTH = 34;

/** What the exit code means, depending on what it answers for. */
export function exitCodeText({ audit, exitCode }: ReportTail['summary'], texts: Texts): string {
  const audited = AUDITED_CODES.find((code) => audit?.weighs === true && code === exitCode);
  return audited === undefined ? texts.table.exitCode(exitCode) : texts.audit.exitCode(audited);
}
