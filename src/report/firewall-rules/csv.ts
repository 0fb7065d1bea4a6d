import { flowNameOf } from '../../catalogue/flow.ts';
import type { Texts } from '../../text/texts.ts';
import type { Rule, RuleEnd, RuleSet } from './rules.ts';
import { csvRows } from '../syntax/csv.ts';

const COLUMNS = [
  'rule',
  'necessity',
  'methods',
  'from_role',
  'from_names',
  'from_addresses',
  'to_role',
  'to_names',
  'to_addresses',
  'protocol',
  'ports',
  'clients',
  'seen',
  'requirements',
  'purpose',
  'source',
  'alternatives',
] as const;
type Row = Record<(typeof COLUMNS)[number], string>;

/**
 * A row a rule. Lists in a cell are separated by blanks,
 * sentences by line feeds; of several ports any one will do.
 */
export function rulesCsv({ rules }: RuleSet, texts: Texts): string {
  const rows = rules.map((rule, index) => {
    const row = rowOf(rule, index + 1, texts);
    return COLUMNS.map((column) => row[column]);
  });
  return csvRows([COLUMNS, ...rows]);
}

function rowOf(rule: Rule, number: number, texts: Texts): Row {
  const { from, to, requirements } = rule;
  const flows = [...new Set(requirements.map(flowNameOf))];
  return {
    rule: String(number),
    necessity: rule.necessity,
    methods: rule.methods.join(' '),
    from_role: from.roles.join(' '),
    from_names: from.names.join(' '),
    from_addresses: from.addresses.join(' '),
    to_role: to.roles.join(' '),
    to_names: to.names.join(' '),
    to_addresses: to.addresses.join(' '),
    protocol: rule.transport,
    ports: rule.ports.join(' '),
    clients: clientsText(from, to),
    seen: rule.seen.map(([outcome, clients]) => `${outcome}:${clients}`).join(' '),
    requirements: requirements.join(' '),
    purpose: [...new Set(flows.map((name) => texts.flows[name].purpose))].join('\n'),
    source: rule.sources.join('\n'),
    alternatives: rule.alternatives.join(' '),
  };
}

/** How many clients; empty for clients that nobody named. */
function clientsText(from: RuleEnd, to: RuleEnd): string {
  const clients = from.clients ?? to.clients;
  return clients === null ? '' : String(clients);
}
