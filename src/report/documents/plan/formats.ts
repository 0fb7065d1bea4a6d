import {
  type ExcludedFlow,
  type PlanEntry,
  type PlannedRequirement,
  endpointList,
} from './model.ts';
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
  expect: ofNeeded(({ expect = '' }) => expect),
};

/** A row a flow, those left out too. */
export function planCsv({ requirements, excluded }: PlanEntry): string {
  const rows: readonly Row[] = [
    ...requirements.map((flow): Row => ({ status: 'needed', flow })),
    ...excluded.map((flow): Row => ({ status: 'excluded', flow })),
  ];
  return csvHead(COLUMNS) + csvBody(COLUMNS, rows);
}
