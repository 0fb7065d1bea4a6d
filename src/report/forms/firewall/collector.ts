import { type RequirementId, flowNameOf, isOwnId } from '../../../catalogue/flow.ts';
import type { ClientEntry, ReportHead, RequirementEntry } from '../../model/report.ts';
import { hasNoAddress } from '../../told/absence.ts';
import { expectedIn } from '../../../judge/audit.ts';
import { remedyOf } from '../../../judge/remedy.ts';
import { FirstNames, type NumberedName } from '../../told/many/first-names.ts';
import { valueIn } from '../../told/many/client-group.ts';
import { behindMapper } from './behind.ts';
import { GrowingRule } from './growing.ts';
import { type Need, type Unmet, needsOf, unmetOf } from './needs.ts';
import { inOrder } from '../../firewall-rules/order.ts';
import {
  type NamesOf,
  type Remark,
  type RuleSet,
  isFirewallOutcome,
  type LeftOut,
  ownWordsOf,
} from '../../firewall-rules/rules.ts';

/** How many clients of a set are named, where their names are of use. */
const NAMED = 10;

interface Noted {
  readonly remark: Omit<Remark, keyof NamesOf>;
  readonly clients: Clients;
}

class Clients {
  readonly #first = new FirstNames(NAMED);
  #last = '';
  #clients = 0;

  /** Several methods may report the same about one client. */
  add(client: NumberedName): void {
    if (client.name === this.#last) return;
    this.#last = client.name;
    this.#clients += 1;
    this.#first.add(client);
  }

  sum(): NamesOf {
    return { names: this.#first.names, clients: this.#clients };
  }
}

export type Grouping = 'by-location' | 'all-together';

/** Makes the rules of a run from its clients, one after the other. */
export class RuleCollector {
  readonly #head: ReportHead;
  readonly #grouping: Grouping;
  readonly #rules = new Map<string, GrowingRule>();
  readonly #elsewhere = new Map<string, Noted>();
  readonly #untold = new Map<string, Noted>();
  readonly #notLookedAt = new Set<RequirementId>();
  readonly #notNamed = new Set<RequirementId>();
  readonly #byHand = new Set<RequirementId>();
  readonly #left: Record<LeftOut, Clients> = {
    'no-answer': new Clients(),
    'no-address': new Clients(),
    interrupted: new Clients(),
    unknown: new Clients(),
  };

  /** @param grouping whether clients of different boundary groups need rules of their own */
  constructor(head: ReportHead, grouping: Grouping = 'by-location') {
    this.#head = head;
    this.#grouping = grouping;
  }

  /** @param index the client's place in the list, from 0 */
  add(entry: ClientEntry, index: number): void {
    const client = { index, name: entry.client };
    const leftOut = leftOutOf(entry);
    if (leftOut !== null) {
      this.#left[leftOut].add(client);
      if (leftOut === 'interrupted' || leftOut === 'unknown') return;
    }
    const seen = leftOut === null ? entry : toldByItself(entry, this.#head);
    const unmet = unmetOf(seen, this.#head);
    const behind = behindMapper(entry, unmet, this.#head);
    for (const need of needsOf(entry, [...unmet, ...behind])) this.#grow(need, entry);
    for (const each of unmet) this.#noteElsewhere(each, client);
    const proposed = new Set(behind.map(({ id }) => id));
    for (const requirement of seen.requirements) {
      if (!proposed.has(requirement.id)) this.#noteUnproven(requirement, client);
    }
  }

  ruleSet(): RuleSet {
    const { site, catalogue } = this.#head;
    const rules = [...this.#rules.values()].map((rule) => rule.rule(this.#head));
    const left = this.#left;
    const notLookedAt = [...this.#notLookedAt];
    return {
      site,
      basis: 'seen',
      rules: inOrder(rules, Object.keys(catalogue)),
      elsewhere: remarks(this.#elsewhere),
      untold: remarks(this.#untold),
      notLookedAt: {
        'site-server': notLookedAt.filter((id) => catalogue[id]?.from === 'site-server'),
        client: notLookedAt.filter((id) => catalogue[id]?.from === 'client'),
      },
      byHand: [...this.#byHand],
      own: ownWordsOf(
        Object.entries(catalogue).flatMap(([id, row]) =>
          isOwnId(id) && row !== undefined ? [{ id, ...row }] : [],
        ),
      ),
      notNamed: [...this.#notNamed],
      closed: expectedIn(this.#head),
      left: {
        'no-answer': left['no-answer'].sum(),
        'no-address': left['no-address'].sum(),
        interrupted: left.interrupted.sum(),
        unknown: left.unknown.sum(),
      },
    };
  }

  #grow(need: Need, entry: ClientEntry): void {
    const { row, server, addresses, ports, necessity } = need;
    const where = server === null ? '' : `${server} ${addresses.join()}`;
    const locations = this.#grouping === 'by-location' ? (entry.location?.groups ?? []) : [];
    const key = `${necessity} ${row.from} ${where} ${row.transport} ${ports.join()}\n${locations.join('\n')}`;
    valueIn(this.#rules, key, () => new GrowingRule(need, locations)).add(need, entry);
  }

  #noteElsewhere({ id, row, host, endpoints }: Unmet, client: NumberedName): void {
    for (const { outcome, cause } of endpoints) {
      const remedy = remedyOf(outcome, [cause], flowNameOf(id));
      if (isFirewallOutcome(outcome) || remedy === null) continue;
      const server = row.to === 'client' ? null : host;
      note(this.#elsewhere, { id, server, outcome, remedy }, client);
    }
  }

  #noteUnproven({ id, outcome }: RequirementEntry, client: NumberedName): void {
    const necessity = this.#head.catalogue[id]?.necessity ?? 'documented';
    if (necessity === 'documented') return;
    switch (outcome) {
      case 'not-checked':
        this.#notLookedAt.add(id);
        return;
      case 'not-named':
        this.#notNamed.add(id);
        return;
      case 'by-hand':
        this.#byHand.add(id);
        return;
      case 'inconclusive':
      case 'error':
        note(this.#untold, { id, server: null, outcome, remedy: null }, client);
        return;
      default:
    }
  }
}

/** Why nothing is proposed for a client, null where it answered or was not to be asked. */
function leftOutOf({ answered, interrupted, requirements }: ClientEntry): LeftOut | null {
  if (interrupted === true) return 'interrupted';
  if (answered === true) return null;
  // If all its flows start at the other end, it was never asked.
  const isAsked = requirements.some(({ endpoints }) => endpoints.length > 0);
  if (answered === null) return isAsked ? 'unknown' : null;
  return hasNoAddress({ requirements }) ? 'no-address' : 'no-answer';
}

/**
 * What a client that was off for the site server saw of its own way to the servers, in joined
 * reports.
 */
function toldByItself(entry: ClientEntry, { catalogue }: ReportHead): ClientEntry {
  const requirements = entry.requirements.filter(
    ({ id, endpoints }) => catalogue[id]?.from === 'client' && endpoints.length > 0,
  );
  return { ...entry, requirements };
}

/** Methods that share a flow report the same about it. */
function note(
  noted: Map<string, Noted>,
  remark: Omit<Remark, keyof NamesOf>,
  client: NumberedName,
): void {
  const { id, server, outcome, remedy } = remark;
  const key = `${flowNameOf(id)} ${server} ${outcome} ${remedy}`;
  valueIn(noted, key, () => ({ remark, clients: new Clients() })).clients.add(client);
}

function remarks(noted: ReadonlyMap<string, Noted>): readonly Remark[] {
  return [...noted.values()]
    .map(({ remark, clients }) => ({ ...remark, ...clients.sum() }))
    .toSorted((a, b) => b.clients - a.clients);
}
