import { type FlowName, flowNameOf } from '../../catalogue/flow.ts';
import type { Texts } from '../../text/texts.ts';
import { type CsvColumns, csvBody, csvHead } from '../syntax/csv.ts';
import { flowText } from '../model/catalogue.ts';
import type { OwnRuleWords, Rule, RuleSet } from './rules.ts';

interface Row {
  readonly rule: Rule;
  readonly number: number;
  readonly flows: readonly FlowName[];
  readonly own: OwnRuleWords;
  readonly texts: Texts;
}

/** Never changed and never translated; new ones come last. */
const COLUMNS: CsvColumns<Row> = {
  rule: ({ number }) => String(number),
  necessity: ({ rule }) => rule.necessity,
  methods: ({ rule }) => rule.methods.join(' '),
  from_role: ({ rule: { from } }) => from.roles.join(' '),
  from_names: ({ rule: { from } }) => from.names.join(' '),
  from_addresses: ({ rule: { from } }) => from.addresses.join(' '),
  to_role: ({ rule: { to } }) => to.roles.join(' '),
  to_names: ({ rule: { to } }) => to.names.join(' '),
  to_addresses: ({ rule: { to } }) => to.addresses.join(' '),
  protocol: ({ rule }) => rule.transport,
  ports: ({ rule }) => rule.ports.join(' '),
  // How many; empty for clients that nobody named.
  clients: ({ rule: { from, to } }) => `${from.clients ?? to.clients ?? ''}`,
  seen: ({ rule }) => rule.seen.map(([outcome, clients]) => `${outcome}:${clients}`).join(' '),
  requirements: ({ rule }) => rule.requirements.join(' '),
  purpose: ({ flows, own, texts }) =>
    [...new Set(flows.map((name) => flowText(name, own[name], texts).purpose))]
      .filter((said) => said !== '')
      .join('\n'),
  source: ({ rule }) => rule.sources.join('\n'),
  alternatives: ({ rule }) => rule.alternatives.join(' '),
  // Names may hold blanks.
  locations: ({ rule }) => rule.locations.join('\n'),
};

/**
 * A row a rule. Lists in a cell are separated by blanks, sentences by line feeds; of several ports
 * any one will do.
 */
export function rulesCsv({ rules, own }: RuleSet, texts: Texts): string {
  const rows = rules.map((rule, index): Row => {
    const flows = [...new Set(rule.requirements.map(flowNameOf))];
    return { rule, number: index + 1, flows, own, texts };
  });
  return csvHead(COLUMNS) + csvBody(COLUMNS, rows);
}
