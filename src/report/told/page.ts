import type { FlowName, RequirementId } from '../../catalogue/flow.ts';
import type { Texts } from '../../text/texts.ts';
import type { EndpointEntry, ReportHead } from '../model/report.ts';

/** What the sentences of a report are made from. */
export interface Page {
  readonly head: ReportHead;
  readonly texts: Texts;
}

/** A requirement's short name. */
export function titleOf(id: RequirementId, { head }: Page): string {
  return head.catalogue[id]?.title ?? id;
}

/** The same for a flow, of whichever of the run's methods. */
export function titleOfFlow(flow: FlowName, { head }: Page): string {
  const rows = Object.entries(head.catalogue);
  const [, row] = rows.find(([id]) => id.endsWith(`/${flow}`)) ?? [];
  return row?.title ?? flow;
}

/** `mp01.contoso.com:80`, `10.0.0.7`, `[::1]:445`. */
export function whereOf({
  host,
  address,
  port,
}: Pick<EndpointEntry, 'host' | 'address' | 'port'>): string {
  const named = address !== null && address.includes(':') && host === address ? `[${host}]` : host;
  return port === null ? host : `${named}:${port}`;
}
