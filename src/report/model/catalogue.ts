import {
  type FlowName,
  type RequirementId,
  type TableFlow,
  flowNameOf,
  isOwnId,
  isOwnName,
} from '../../catalogue/flow.ts';
import { CATALOGUES } from '../../catalogue/index.ts';
import type { OwnWords } from '../../catalogue/own.ts';
import type { Product, Transport } from '../../catalogue/vocabulary.ts';
import type { PlannedPort } from '../../plan/bind.ts';
import type { Reason } from '../../plan/reason.ts';
import type { FlowText, Texts } from '../../text/texts.ts';
import { sourceText } from './source-text.ts';
import type { CatalogueEntry, CatalogueFacts, HeadFacts, ReportHead } from './report.ts';

/** The flow that a requirement of this product is; null for one that its port tables here lack. */
export function cataloguedFlow(id: string, product: Product): TableFlow | null {
  return CATALOGUES[product].flows.find((flow) => flow.id === id) ?? null;
}

/** An id of this product's tables or of a user's row; null for any other key. */
function knownId(key: string, product: Product): RequirementId | null {
  return cataloguedFlow(key, product)?.id ?? (isOwnId(key) ? key : null);
}

/** A run's facts with this version's sentences; those of a saved report are not believed. */
export function headInWords(head: HeadFacts, texts: Texts): ReportHead {
  const entries: readonly [string, CatalogueFacts | undefined][] = Object.entries(head.catalogue);
  const told = entries.flatMap(([key, facts]): readonly [RequirementId, CatalogueEntry][] => {
    const id = knownId(key, head.site.product);
    return id === null || facts === undefined
      ? []
      : [[id, tellEntry(id, facts, head.site.product, texts)]];
  });
  return { ...head, catalogue: Object.fromEntries(told) };
}

/** What is the same for every client of a run, in sentences. */
export function tellEntry(
  id: RequirementId,
  facts: CatalogueFacts,
  product: Product,
  texts: Texts,
): CatalogueEntry {
  const flow = cataloguedFlow(id, product);
  const { title, purpose, withoutIt } = flowText(flowNameOf(id), facts.own, texts);
  const { method, necessity, from, to, transport, ports, reasons, ...rest } = facts;
  const { unprobed, notNamed, expect, own } = rest;
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
    fix: fixText(id, facts, texts),
    source: flow === null ? (own?.source ?? '') : sourceText(flow.source, texts),
    unprobed,
    notNamed,
    ...(expect === undefined ? {} : { expect }),
    ...(own === undefined ? {} : { own }),
  };
}

/**
 * The description of a flow.
 * @param own what the user says of a flow of the user's own rows
 */
export function flowText(
  name: FlowName,
  own: OwnWords | undefined,
  { flows }: Pick<Texts, 'flows'>,
): FlowText {
  if (!isOwnName(name)) return flows[name];
  return {
    title: own?.title ?? name,
    purpose: own?.purpose ?? '',
    withoutIt: own?.symptom ?? '',
    atTheEnd: own?.fix ?? '',
  };
}

/** What to open, at the flow's end and in between. */
function fixText(id: RequirementId, facts: CatalogueFacts, texts: Texts): string {
  const { necessity, from, to, transport, ports, own } = facts;
  const { atTheEnd, portsBesides = '' } = flowText(flowNameOf(id), own, texts);
  // Today's Windows does not need it opened.
  if (necessity === 'documented') return atTheEnd;
  return texts.sentences([atTheEnd, texts.passage({ from, to, transport, ports }), portsBesides]);
}

export function reasonText(
  { reasons }: { readonly reasons: readonly Reason[] },
  texts: Texts,
): string {
  return reasons.map(({ code, value }) => texts.reasons[code](value ?? '')).join('; ');
}

/** When sites in general need it, for reports that do not say why theirs did. */
function conditionsText(flow: TableFlow | null, { explain }: Texts): string {
  return (flow?.when ?? []).map((condition) => explain.conditions[condition]).join('; ');
}

/** A number, or `49152-65535`. */
export function portText(port: PlannedPort): number | string {
  return typeof port === 'number' ? port : `${port.first}-${port.last}`;
}

/** `TCP 80, 443`, `ICMP`. */
export function portsText(transport: Transport, ports: readonly (number | string)[]): string {
  return [transport.toUpperCase(), ...(ports.length === 0 ? [] : [ports.join(', ')])].join(' ');
}
