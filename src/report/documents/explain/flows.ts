import type { Flow } from '../../../catalogue/flow.ts';
import { type CataloguedFlow, defaultPortsOf } from '../../../catalogue/all-flows.ts';
import type { Method, Product } from '../../../catalogue/vocabulary.ts';
import type { Texts } from '../../../text/texts.ts';
import { portText } from '../../model/catalogue.ts';
import { groupBy } from '../../../base/group-by.ts';
import { sourceText } from '../../model/source-text.ts';
import { type Appearance, type Style, makeStyle } from '../../terminal/style.ts';
import { columns, paragraph } from '../../terminal/layout.ts';

/** Everything that is known of a flow, told once for all methods and products that share it. */
export function explainFlows(
  flows: readonly CataloguedFlow[],
  appearance: Appearance,
  texts: Texts,
): string {
  const style = makeStyle(appearance);
  const byName = groupBy(flows, ({ flow }) => flow.name);
  return `${[...byName.values()].map((group) => explainGroup(group, style, texts)).join('\n\n')}\n`;
}

/** A method: what it is, and each of its flows in one line. */
export function explainMethod(
  method: Method,
  flows: readonly CataloguedFlow[],
  appearance: Appearance,
  texts: Texts,
): string {
  const style = makeStyle(appearance);
  const byProduct = groupBy(flows, ({ product }) => product);
  const sections = [...byProduct].map(([product, group]) =>
    [
      style.heading(`${texts.methods[method]}, ${texts.explain.products[product]}`),
      columns(
        group.map(({ flow }) => [flow.id, portsText(flow), summaryOf(flow, texts)]),
        [42, 15],
        style,
        2,
      ),
    ].join('\n'),
  );
  return `${[
    paragraph('', texts.explain.methods[method], style, 0),
    ...sections,
    paragraph('', texts.explain.more(flows[0]?.flow.id ?? method), style, 0),
  ].join('\n\n')}\n`;
}

function summaryOf(flow: Flow, texts: Texts): string {
  return `${texts.vantages[flow.from]} → ${texts.roles[flow.to]}, ${necessityText(flow, texts)}`;
}

function necessityText({ necessity }: Flow, texts: Texts): string {
  return typeof necessity === 'string'
    ? texts.necessities[necessity]
    : texts.explain.necessity(
        texts.necessities[necessity.usually],
        texts.necessities[necessity.becomes],
        necessity.when.map((condition) => texts.explain.conditions[condition]),
      );
}

/** `TCP 49152-65535, 1025-5000`. */
function portsText(flow: Flow): string {
  const ports = defaultPortsOf(flow).map(portText).join(', ');
  return `${flow.transport.toUpperCase()}${ports === '' ? '' : ` ${ports}`}`;
}

function explainGroup(group: readonly CataloguedFlow[], style: Style, texts: Texts): string {
  const [first] = group;
  if (first === undefined) return '';
  const { flow } = first;
  const text = texts.flows[flow.name];
  const { labels } = texts.explain;
  const ids = [...new Set(group.map((entry) => entry.flow.id))];
  return [
    style.heading(`${text.title}: ${texts.list(ids)}`),
    paragraph(`${labels.port}: `, portsText(flow), style, 2),
    paragraph(
      `${labels.opens}: `,
      texts.explain.opener(texts.vantages[flow.from], texts.roles[flow.to], flow.direction),
      style,
      2,
    ),
    paragraph(`${labels.purpose}: `, text.purpose, style, 2),
    paragraph(`${labels.withoutIt}: `, text.withoutIt, style, 2),
    paragraph(
      `${labels.fix}: `,
      texts.sentences([
        text.atTheEnd,
        texts.passage({ ...flow, ports: defaultPortsOf(flow).map(portText) }),
        text.portsBesides ?? '',
      ]),
      style,
      2,
    ),
    ...rowsOf(group, style, texts),
  ].join('\n');
}

/** Where products or methods differ: when the flow is needed, how much, by which row. */
function rowsOf(group: readonly CataloguedFlow[], style: Style, texts: Texts): string[] {
  const seen = new Map<string, { products: Set<Product>; methods: Set<Method>; flow: Flow }>();
  for (const { product, flow } of group) {
    const key = `${product} ${sourceText(flow.source, texts)} ${flow.when.join()} ${necessityText(flow, texts)}`;
    const row = seen.get(key) ?? { products: new Set(), methods: new Set(), flow };
    row.products.add(product);
    row.methods.add(flow.method);
    seen.set(key, row);
  }
  const { labels } = texts.explain;
  return [...seen.values()].flatMap(({ products, methods, flow }) => [
    paragraph(
      '- ',
      `${texts.list([...[...products].map((product) => texts.explain.products[product]), ...[...methods].map((method) => texts.methods[method])])}: ${necessityText(flow, texts)}`,
      style,
      2,
    ),
    paragraph(
      `${labels.when}: `,
      flow.when.map((condition) => texts.explain.conditions[condition]).join('; '),
      style,
      4,
    ),
    paragraph(`${labels.source}: `, sourceText(flow.source, texts), style, 4),
  ]);
}
