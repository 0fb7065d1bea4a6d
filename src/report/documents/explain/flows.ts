import { type Flow, isOwnFlow } from '../../../catalogue/flow.ts';
import { type CataloguedFlow, defaultPortsOf } from '../../../catalogue/all-flows.ts';
import { type Method, type Product, isOwnMethod } from '../../../catalogue/vocabulary.ts';
import type { FlowText, Texts } from '../../../text/texts.ts';
import { flowText, portText, portsText } from '../../model/catalogue.ts';
import { groupBy } from '../../../base/group-by.ts';
import { sourceText } from '../../model/source-text.ts';
import {
  type Block,
  type Section,
  inset,
  items,
  labelled,
  section,
  text,
} from '../../told/blocks.ts';

/** Everything that is known of a flow, told once for all methods and products that share it. */
export function explainFlows(flows: readonly CataloguedFlow[], texts: Texts): readonly Section[] {
  const byName = groupBy(flows, ({ flow }) => flow.name);
  return [...byName.values()].flatMap((group) => tellGroup(group, texts));
}

/** A method: what it is, and each of its flows in one line. */
export function tellMethod(
  method: Method,
  flows: readonly CataloguedFlow[],
  texts: Texts,
): readonly Block[] {
  const { explain } = texts;
  const byProduct = groupBy(flows, ({ product }) => product);
  const sections = [...byProduct].map(([product, group]) => {
    const rows = group.map(({ flow }) => ({
      cells: [flow.id, defaultPortsText(flow), summaryOf(flow, texts)],
    }));
    return section(`${texts.method(method)}, ${explain.products[product]}`, [
      { kind: 'rows', head: [], rows, widths: [42, 15] },
    ]);
  });
  return [
    text(isOwnMethod(method) ? explain.ownMethod : explain.methods[method]),
    ...sections,
    text(explain.more(flows[0]?.flow.id ?? method)),
  ];
}

function summaryOf(flow: Flow, texts: Texts): string {
  return `${texts.vantages[flow.from]} → ${texts.roles[flow.to]}, ${necessityText(flow, texts)}`;
}

export function necessityText({ necessity }: Flow, texts: Texts): string {
  return typeof necessity === 'string'
    ? texts.necessities[necessity]
    : texts.explain.necessity(
        texts.necessities[necessity.usually],
        texts.necessities[necessity.becomes],
        necessity.when.map((condition) => texts.explain.conditions[condition]),
      );
}

/** `TCP 49152-65535, 1025-5000`. */
function defaultPortsText(flow: Flow): string {
  return portsText(flow.transport, defaultPortsOf(flow).map(portText));
}

function tellGroup(group: readonly CataloguedFlow[], texts: Texts): readonly Section[] {
  const [first] = group;
  if (first === undefined) return [];
  const { flow } = first;
  const { title, purpose, withoutIt } = wordsOfFlow(flow, texts);
  const { labels, opener } = texts.explain;
  const ids = [...new Set(group.map((entry) => entry.flow.id))];
  const opens = opener(texts.vantages[flow.from], texts.roles[flow.to], flow.direction);
  return [
    section(`${title}: ${texts.list(ids)}`, [
      labelled(labels.port, defaultPortsText(flow)),
      labelled(labels.opens, opens),
      ...(purpose === '' ? [] : [labelled(labels.purpose, purpose)]),
      ...(withoutIt === '' ? [] : [labelled(labels.withoutIt, withoutIt)]),
      labelled(labels.fix, fixText(flow, texts)),
      ...tellDifferences(group, texts),
    ]),
  ];
}

/** What to open, at the end and between. */
export function fixText(flow: Flow, texts: Texts): string {
  const { atTheEnd, portsBesides } = wordsOfFlow(flow, texts);
  const ports = defaultPortsOf(flow).map(portText);
  return texts.sentences([atTheEnd, texts.passage({ ...flow, ports }), portsBesides ?? '']);
}

/** What people are told of a flow; of a user's row as the user says it. */
export function wordsOfFlow(flow: Flow, texts: Texts): FlowText {
  return flowText(flow.name, isOwnFlow(flow) ? flow.words : undefined, texts);
}

/** The row that a flow is taken from, or what the user says of it. */
export function flowSource(flow: Flow, texts: Texts): string {
  return isOwnFlow(flow) ? flow.words.source : sourceText(flow.source, texts);
}

/** Where products or methods differ: when the flow is needed, how much, by which row. */
function tellDifferences(group: readonly CataloguedFlow[], texts: Texts): readonly Block[] {
  const seen = new Map<string, { products: Set<Product>; methods: Set<Method>; flow: Flow }>();
  for (const { product, flow } of group) {
    const key = `${product} ${flowSource(flow, texts)} ${flow.when.join()} ${necessityText(flow, texts)}`;
    const row = seen.get(key) ?? { products: new Set(), methods: new Set(), flow };
    row.products.add(product);
    row.methods.add(flow.method);
    seen.set(key, row);
  }
  const { labels, products: productNames, conditions } = texts.explain;
  return [...seen.values()].flatMap(({ products, methods, flow }) => {
    const names = [
      ...[...products].map((product) => productNames[product]),
      ...[...methods].map((method) => texts.method(method)),
    ];
    const when = flow.when.map((condition) => conditions[condition]);
    return [
      items([`${texts.list(names)}: ${necessityText(flow, texts)}`]),
      inset([
        labelled(labels.when, when.join('; ')),
        labelled(labels.source, flowSource(flow, texts)),
      ]),
    ];
  });
}
