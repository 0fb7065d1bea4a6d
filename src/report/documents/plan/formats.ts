import type { Texts } from '../../../text/texts.ts';
import type { ExcludedFlow, PlanEntry, PlannedRequirement } from './model.ts';
import { type CsvColumns, csvBody, csvHead } from '../../syntax/csv.ts';
import { jsonText } from '../../../base/json-text.ts';

/** `plan -o json`. */
export function planJson(plan: PlanEntry): string {
  return `${jsonText(plan, 2)}\n`;
}

type Row =
  | { readonly status: 'needed'; readonly flow: PlannedRequirement }
  | { readonly status: 'excluded'; readonly flow: ExcludedFlow };

/** A column that is empty for excluded flows. */
function ofNeeded(cell: (flow: PlannedRequirement) => string): (row: Row) => string {
  return ({ status, flow }) => (status === 'needed' ? cell(flow) : '');
}

/** Never changed and never translated; new ones come last. */
const COLUMNS: CsvColumns<Row> = {
  status: ({ status }) => status,
  id: ({ flow }) => flow.id,
  method: ({ flow }) => flow.id.split('/')[0] ?? '',
  necessity: ofNeeded(({ necessity }) => necessity),
  from: ofNeeded(({ from }) => from),
  to: ofNeeded(({ to }) => to),
  transport: ofNeeded(({ transport }) => transport),
  ports: ofNeeded(({ ports }) => ports.join(' ')),
  endpoints: ofNeeded((flow) => endpointList(flow, ' ')),
  reason: ({ flow }) => flow.reason,
  source: ofNeeded(({ source }) => source),
};

/** A row a flow, those left out too. */
export function planCsv({ requirements, excluded }: PlanEntry): string {
  const rows: readonly Row[] = [
    ...requirements.map((flow): Row => ({ status: 'needed', flow })),
    ...excluded.map((flow): Row => ({ status: 'excluded', flow })),
  ];
  return csvHead(COLUMNS) + csvBody(COLUMNS, rows);
}

/** `mp01:80, mp02:80`. */
export function endpointList({ endpoints }: PlannedRequirement, separator: string): string {
  return endpoints
    .map(({ host, port }) => {
      const named = host.includes(':') ? `[${host}]` : host;
      return port === null ? host : `${named}:${port}`;
    })
    .join(separator);
}

/** A table of what is needed, then one of what is not. */
export function planMarkdown(plan: PlanEntry, texts: Texts): string {
  const { columns } = texts.plan;
  const needed = [
    row([
      columns.flow,
      columns.necessity,
      columns.fromTo,
      columns.port,
      columns.endpoints,
      columns.reason,
      columns.source,
    ]),
    row(Array.from({ length: 7 }, () => '---')),
    ...plan.requirements.map((requirement) =>
      row([
        `\`${requirement.id}\``,
        texts.necessities[requirement.necessity],
        `${texts.vantages[requirement.from]} → ${texts.roles[requirement.to]}`,
        portList(requirement),
        endpointList(requirement, ', '),
        requirement.reason,
        requirement.source,
      ]),
    ),
  ];
  const excluded = [
    row([columns.flow, columns.reason]),
    row(['---', '---']),
    ...plan.excluded.map(({ id, reason }) => row([`\`${id}\``, reason])),
  ];
  const sections = [
    `# ${texts.plan.title(plan.site)}`,
    `## ${texts.plan.needed}`,
    needed.join('\n'),
    ...(plan.excluded.length === 0 ? [] : [`## ${texts.plan.excluded}`, excluded.join('\n')]),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** `TCP 80`, `ICMP`. */
export function portList({ transport, ports }: PlannedRequirement): string {
  return `${transport.toUpperCase()}${ports.length === 0 ? '' : ` ${ports.join(', ')}`}`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll(/[\\|<>]/g, String.raw`\$&`)).join(' | ')} |`;
}
