import { groupBy } from '../../../base/group-by.ts';
import type { PlanEntry, PlannedRequirement } from './model.ts';
import { AddressSet } from '../../firewall-rules/addresses.ts';
import { inOrder } from '../../firewall-rules/order.ts';
import {
  type Rule,
  type RuleEnd,
  type RuleSet,
  ownWordsOf,
  siteServerEnd,
} from '../../firewall-rules/rules.ts';

const NOBODY = { names: [], clients: 0 } as const;

/** The rules for everything that a plan needs. */
export function rulesOfPlan(plan: PlanEntry, clients: readonly string[]): RuleSet {
  const closed = plan.requirements.filter(({ expect }) => expect === 'closed');
  const against = closed
    .filter(({ necessity }) => necessity === 'required')
    .map(({ method }) => method);
  const needed = plan.requirements
    .filter(({ necessity }) => necessity !== 'documented')
    .filter(({ expect, method }) => expect === undefined && !against.includes(method));
  const ids = plan.requirements.map(({ id }) => id);
  return {
    site: plan.site,
    basis: 'planned',
    rules: inOrder(
      plannedRules(needed).map((rule) => ruleOf(rule, plan, clients)),
      ids,
    ),
    elsewhere: [],
    untold: [],
    notLookedAt: { 'site-server': [], client: [] },
    byHand: [],
    own: ownWordsOf(needed),
    notNamed: needed
      .filter(({ to }) => to !== 'client' && to !== 'revocation-list')
      .filter(({ endpoints }) => endpoints.length === 0)
      .map(({ id }) => id),
    closed: closed.map(({ id }) => id),
    left: {
      'no-answer': NOBODY,
      'no-address': NOBODY,
      interrupted: NOBODY,
      unknown: NOBODY,
    },
  };
}

interface PlannedRule {
  /** null: the clients. */
  readonly server: string | null;
  readonly ports: Rule['ports'];
  /** The required ones, where there are any; else the helpful ones. */
  readonly requirements: readonly PlannedRequirement[];
}

/** No passage twice; ports that the same requirements name are alternates and stand in one rule. */
function plannedRules(needed: readonly PlannedRequirement[]): readonly PlannedRule[] {
  const openings = groupBy(
    needed.flatMap((requirement) =>
      openingsOf(requirement).map((opening) => ({ ...opening, requirement })),
    ),
    ({ server, ports, requirement: { from, transport } }) =>
      `${from} ${server} ${transport} ${ports.join()}`,
  );
  const worst = [...openings.values()].map((group) => {
    const requirements = [...new Set(group.map(({ requirement }) => requirement))];
    const required = requirements.filter(({ necessity }) => necessity === 'required');
    return {
      server: group[0]?.server ?? null,
      ports: group[0]?.ports ?? [],
      requirements: required.length > 0 ? required : requirements,
    };
  });
  const alike = groupBy(
    worst,
    ({ server, requirements }) => `${server} ${requirements.map(({ id }) => id).join()}`,
  );
  return [...alike.values()].map((group) => ({
    server: group[0]?.server ?? null,
    ports: group.flatMap(({ ports }) => ports),
    requirements: group[0]?.requirements ?? [],
  }));
}

function openingsOf({
  to,
  ports,
  endpoints,
}: PlannedRequirement): readonly Omit<PlannedRule, 'requirements'>[] {
  return to === 'client'
    ? [{ server: null, ports }]
    : endpoints.map(({ host, port }) => ({ server: host, ports: port === null ? [] : [port] }));
}

function ruleOf(
  { server, ports, requirements }: PlannedRule,
  { site }: PlanEntry,
  clients: readonly string[],
): Rule {
  const [first] = requirements;
  const client = clientsEnd(clients);
  return {
    necessity: first?.necessity === 'helpful' ? 'helpful' : 'required',
    methods: [...new Set(requirements.map(({ method }) => method))],
    locations: [],
    from: first?.from === 'client' ? client : siteServerEnd(site),
    to:
      server === null
        ? client
        : {
            roles: [...new Set(requirements.map(({ to }) => to))],
            names: [server],
            addresses: [],
            clients: null,
          },
    transport: first?.transport ?? 'tcp',
    alternatives: alternativesTo(server, requirements),
    ports,
    requirements: requirements.map(({ id }) => id),
    sources: [...new Set(requirements.map(({ source }) => source))],
    seen: [],
  };
}

/** Any server of a role meets a requirement. */
function alternativesTo(
  server: string | null,
  requirements: readonly PlannedRequirement[],
): readonly string[] {
  const [first] = requirements;
  if (server === null || first?.necessity !== 'required') return [];
  const hosts = requirements.map(({ endpoints }) => new Set(endpoints.map(({ host }) => host)));
  return [...(hosts[0] ?? [])]
    .filter((host) => host !== server && hosts.every((known) => known.has(host)))
    .toSorted();
}

/** Nothing is resolved for a plan: only what was said as an address is one. */
function clientsEnd(clients: readonly string[]): RuleEnd {
  const addresses = new AddressSet();
  const names = clients.filter((client) => !addresses.add(client));
  return {
    roles: ['client'],
    names: names.toSorted(),
    addresses: addresses.blocks(),
    clients: clients.length === 0 ? null : clients.length,
  };
}
