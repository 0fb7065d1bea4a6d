import type { Texts } from '../../../text/texts.ts';
import type { PlanEntry, PlannedRequirement } from './model.ts';
import { csvRows } from '../../syntax/csv.ts';
import { jsonText } from '../../../base/json-text.ts';

/** `plan -o json`. */
export function planJson(plan: PlanEntry): string {
  return `${jsonText(plan, 2)}\n`;
}

const COLUMNS = [
  'status',
  'id',
  'method',
  'necessity',
  'from',
  'to',
  'transport',
  'ports',
  'endpoints',
  'reason',
  'source',
] as const;
type Row = Record<(typeof COLUMNS)[number], string>;

/** A row a flow, those left out too. */
export function planCsv(plan: PlanEntry): string {
  const rows: Row[] = [
    ...plan.requirements.map((requirement): Row => ({
      status: 'needed',
      id: requirement.id,
      method: requirement.method,
      necessity: requirement.necessity,
      from: requirement.from,
      to: requirement.to,
      transport: requirement.transport,
      ports: requirement.ports.join(' '),
      endpoints: endpointList(requirement, ' '),
      reason: requirement.reason,
      source: requirement.source,
    })),
    ...plan.excluded.map(({ id, reason }): Row => ({
      status: 'excluded',
      id,
      method: id.split('/')[0] ?? '',
      necessity: '',
      from: '',
      to: '',
      transport: '',
      ports: '',
      endpoints: '',
      reason,
      source: '',
    })),
  ];
  return csvRows([COLUMNS, ...rows.map((row) => COLUMNS.map((column) => row[column]))]);
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
