import { flowNameOf } from '../../catalogue/flow.ts';
import type { AuditedFlow } from '../../judge/audit.ts';
import { isExpectedClosed } from '../../judge/audit.ts';
import type { Transport } from '../../catalogue/vocabulary.ts';
import type { EndpointFacts, MethodFacts, RunFacts } from '../../judge/facts.ts';
import type { Texts } from '../../text/texts.ts';
import { flowText } from './catalogue.ts';
import type { AuditEntry } from './report.ts';

/** What was found of a flow that is expected to be closed, with its sentence. */
export function auditEntry(audited: AuditedFlow, run: RunFacts, texts: Texts): AuditEntry {
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
    message: tellAudited(audited, run, texts),
  };
}

function tellAudited(
  { flow, requirements: [id], found, doubt, endpoints }: AuditedFlow,
  { catalogue }: RunFacts,
  texts: Texts,
): string {
  const { audit } = texts;
  const row = id === undefined ? undefined : catalogue[id];
  const { title } = flowText(flow, row?.own, texts);
  const transport = row?.transport ?? 'tcp';
  const places = [...new Set(endpoints.map((endpoint) => placeOf(transport, endpoint, texts)))];
  switch (found) {
    case 'open':
    case 'closed':
      return audit[found](title, places);
    case 'unproven':
      return audit.unproven(title, places, doubt ?? 'not-told');
    case 'not-checked':
      return audit['not-checked'](title, row?.from ?? 'client');
  }
}

function placeOf(
  transport: Transport,
  { host, address, port }: EndpointFacts,
  { audit }: Texts,
): string {
  return audit.place(host, address, port === null ? '' : `${transport.toUpperCase()} ${port}`);
}

/** Says that a method fails by flows that are expected to be closed; empty where it does not. */
export function tellExpected(
  { brokenBy, degradedBy, verdict }: MethodFacts,
  run: RunFacts,
  texts: Texts,
): string {
  if (verdict !== 'breaks' && verdict !== 'degraded') return '';
  const inTheWay = verdict === 'breaks' ? brokenBy : degradedBy;
  const expected = inTheWay.filter((id) => isExpectedClosed(id, run));
  const titles = new Set(
    expected.map((id) => flowText(flowNameOf(id), run.catalogue[id]?.own, texts).title),
  );
  return titles.size === 0 ? '' : texts.audit.asExpected([...titles], verdict);
}
