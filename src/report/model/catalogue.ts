import type { Flow, RequirementId } from '../../catalogue/flow.ts';
import { CATALOGUES } from '../../catalogue/index.ts';
import type { Product, Transport } from '../../catalogue/vocabulary.ts';
import type { PlannedPort } from '../../plan/bind.ts';
import type { Reason } from '../../plan/reason.ts';
import type { Texts } from '../../text/texts.ts';
import { sourceText } from './source-text.ts';
import type { CatalogueEntry, CatalogueFacts, HeadFacts, ReportHead } from './report.ts';

/** The flow that a requirement of this product is; null for one that its port tables here lack. */
export function cataloguedFlow(id: string, product: Product): Flow | null {
  return CATALOGUES[product].flows.find((flow) => flow.id === id) ?? null;
}

/** A run's facts with this version's sentences; those of a saved report are not believed. */
export function tellHead(head: HeadFacts, texts: Texts): ReportHead {
  const entries: readonly [string, CatalogueFacts | undefined][] = Object.entries(head.catalogue);
  const told = entries.flatMap(([id, facts]): readonly [RequirementId, CatalogueEntry][] => {
    const flow = cataloguedFlow(id, head.site.product);
    return flow === null || facts === undefined ? [] : [[flow.id, tellEntry(flow, facts, texts)]];
  });
  return { ...head, catalogue: Object.fromEntries(told) };
}

/** What is the same for every client of a run, in sentences. */
export function tellEntry(flow: Flow, facts: CatalogueFacts, texts: Texts): CatalogueEntry {
  const { title, purpose, withoutIt } = texts.flows[flow.name];
  const { method, necessity, from, to, transport, ports, reasons, unprobed, notNamed } = facts;
  const { expect } = facts;
  return {
    title,
    method,
    necessity,
    from,
    to,
    transport,
    ports,
    reason: reasons.length === 0 ? conditionsText(flow, texts) : reasonText({ reasons }, texts),
    reasons,
    purpose,
    symptom: withoutIt,
    fix: fixText(flow, facts, texts),
    source: sourceText(flow.source, texts),
    unprobed,
    notNamed,
    ...(expect === undefined ? {} : { expect }),
  };
}

/** What to open, at the flow's end and in between. */
function fixText({ name, from, to, transport }: Flow, facts: CatalogueFacts, texts: Texts): string {
  const { atTheEnd, portsBesides = '' } = texts.flows[name];
  // Today's Windows does not need it opened.
  if (facts.necessity === 'documented') return atTheEnd;
  const passage = texts.passage({ from, to, transport, ports: facts.ports });
  return texts.sentences([atTheEnd, passage, portsBesides]);
}

export function reasonText(
  { reasons }: { readonly reasons: readonly Reason[] },
  texts: Texts,
): string {
  return reasons.map(({ code, value }) => texts.reasons[code](value ?? '')).join('; ');
}

/** When sites in general need it, for reports that do not say why theirs did. */
function conditionsText({ when }: Flow, { explain }: Texts): string {
  return when.map((condition) => explain.conditions[condition]).join('; ');
}

/** A number, or `49152-65535`. */
export function portText(port: PlannedPort): number | string {
  return typeof port === 'number' ? port : `${port.first}-${port.last}`;
}

/** `TCP 80, 443`, `ICMP`. */
export function portsText(transport: Transport, ports: readonly (number | string)[]): string {
  return [transport.toUpperCase(), ...(ports.length === 0 ? [] : [ports.join(', ')])].join(' ');
}
