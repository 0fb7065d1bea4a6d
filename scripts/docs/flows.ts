import { allFlows, defaultPortsOf } from '../../src/catalogue/all-flows.ts';
import { CATALOGUES } from '../../src/catalogue/index.ts';
import {
  type Citation,
  FLOW_NAMES,
  type TableFlow,
  type TableFlowName,
} from '../../src/catalogue/flow.ts';
import {
  type InstallMethod,
  METHODS,
  PRODUCTS,
  type Product,
} from '../../src/catalogue/vocabulary.ts';
import { portText } from '../../src/report/model/catalogue.ts';
import { EN } from '../../src/text/en/index.ts';
import { capitalised, code, table } from './markdown.ts';

/** The parts of the page about flows, all from the catalogue and the texts of `explain`. */
export const FLOW_PARTS = {
  methods: () => METHODS.map(methodText).join('\n\n'),
  'flow-purposes': () => FLOW_NAMES.map(flowText).join('\n\n'),
  sources: () => {
    const all = allFlows().map(({ flow }) => flow.source);
    return [...new Set(all.map(noteOf).filter((note) => note !== ''))]
      .map((note) => `- ${note}`)
      .join('\n');
  },
} as const;

function methodText(method: InstallMethod): string {
  return [
    `## ${capitalised(EN.method(method))}`,
    EN.explain.methods[method],
    ...PRODUCTS.map((product) => productText(method, product)),
  ].join('\n\n');
}

function productText(method: InstallMethod, product: Product): string {
  const flows = CATALOGUES[product].flows.filter((flow) => flow.method === method);
  return [
    `### ${capitalised(EN.method(method))}: ${EN.explain.products[product]}`,
    table(
      ['requirement', 'from → to', 'port', 'necessity', 'when'],
      flows.map((flow) => [
        code(flow.id),
        `${EN.vantages[flow.from]} → ${EN.roles[flow.to]}${flow.direction === 'read' ? ' ¹' : ''}`,
        portsText(flow),
        `${necessityText(flow)}${flow.source.derivation === undefined ? '' : ' ²'}`,
        flow.when.map((condition) => EN.explain.conditions[condition]).join('; '),
      ]),
    ),
  ].join('\n\n');
}

function flowText(name: TableFlowName): string {
  const { title, purpose, withoutIt, atTheEnd, portsBesides = '' } = EN.flows[name];
  return [
    `### ${capitalised(title)}`,
    `${code(name)}: ${purpose}`,
    `Without it: ${withoutIt}`,
    `What to open: ${`${atTheEnd} ${portsBesides}`.trim()}`,
  ].join('\n\n');
}

/** `TCP 49152-65535, 1025-5000`. */
function portsText(flow: TableFlow): string {
  const ports = defaultPortsOf(flow).map(portText).join(', ');
  return `${flow.transport.toUpperCase()}${ports === '' ? '' : ` ${ports}`}`;
}

function necessityText({ necessity }: TableFlow): string {
  return typeof necessity === 'string'
    ? EN.necessities[necessity]
    : EN.explain.necessity(
        EN.necessities[necessity.usually],
        EN.necessities[necessity.becomes],
        necessity.when.map((condition) => EN.explain.conditions[condition]),
      );
}

/** What is derived, or wrong in the document; empty for a row that is as the document has it. */
function noteOf({ document, row, derivation, erratum }: Citation): string {
  const where = `${EN.sources.documents[document]}: ${row}`;
  if (erratum !== undefined) return `${where}. Erratum: ${erratum}.`;
  return derivation === undefined ? '' : `${where}. Derived: ${derivation}.`;
}
