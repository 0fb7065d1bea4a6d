import { openerOf, transportOf } from '../../catalogue/ends.ts';
import { type FlowName, flowNameOf } from '../../catalogue/flow.ts';
import type { AuditedFlow } from '../../judge/audit.ts';
import { type Expectations, isExpectedClosed } from '../../judge/audit.ts';
import type { EndpointFacts, MethodFacts } from '../../judge/facts.ts';
import type { Texts } from '../../text/texts.ts';
import type { AuditEntry } from './report.ts';

/** What was found of a flow that is expected to be closed, with its sentence. */
export function auditEntry(audited: AuditedFlow, texts: Texts): AuditEntry {
  const { flow, requirements, found, doubt, endpoints } = audited;
  return {
    flow,
    requirements,
    found,
    doubt,
    endpoints: endpoints.map(({ host, address, port, outcome }) => ({
      host,
      address,
      port,
      outcome,
    })),
    message: tellAudited(audited, texts),
  };
}

function tellAudited({ flow, found, doubt, endpoints }: AuditedFlow, texts: Texts): string {
  const { audit, flows } = texts;
  const { title } = flows[flow];
  const places = [...new Set(endpoints.map((endpoint) => placeOf(flow, endpoint, texts)))];
  switch (found) {
    case 'open':
    case 'closed':
      return audit[found](title, places);
    case 'unproven':
      return audit.unproven(title, places, doubt ?? 'not-told');
    case 'not-checked':
      return audit['not-checked'](title, openerOf(flow));
  }
}

function placeOf(flow: FlowName, { host, address, port }: EndpointFacts, { audit }: Texts): string {
  const transport = transportOf(flow).toUpperCase();
  return audit.place(host, address, port === null ? '' : `${transport} ${port}`);
}

/** That a method fails by flows that are expected to be closed; empty where it does not. */
export function tellExpected(
  { brokenBy, degradedBy, verdict }: MethodFacts,
  run: Expectations,
  { audit, flows }: Texts,
): string {
  if (verdict !== 'breaks' && verdict !== 'degraded') return '';
  const inTheWay = verdict === 'breaks' ? brokenBy : degradedBy;
  const expected = inTheWay.filter((id) => isExpectedClosed(id, run));
  const titles = new Set(expected.map((id) => flows[flowNameOf(id)].title));
  return titles.size === 0 ? '' : audit.asExpected([...titles], verdict);
}
