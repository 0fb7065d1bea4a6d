import { withoutZone } from '../../../base/zone.ts';
import type { RequirementId } from '../../../catalogue/flow.ts';
import type { Method, Role } from '../../../catalogue/vocabulary.ts';
import type { ClientEntry, ReportHead } from '../../model/report.ts';
import { ownCopy } from '../../told/many/first-names.ts';
import { AddressSet } from '../../firewall-rules/addresses.ts';
import { type Need, addressesOfClient } from './needs.ts';
import {
  PROPOSING_OUTCOMES,
  type ProposingOutcome,
  type Rule,
  type RuleEnd,
  siteServerEnd,
} from '../../firewall-rules/rules.ts';

/** A rule while clients come: of each only the address is kept, and the name where none is known. */
export class GrowingRule {
  readonly #need: Need;
  readonly #locations: readonly string[];
  readonly #methods = new Set<Method>();
  readonly #ids = new Set<RequirementId>();
  readonly #addresses = new AddressSet();
  /** The site server's, one by one: a script that gets them takes no blocks. */
  readonly #sources = new Set<string>();
  readonly #names = new Set<string>();
  /** What holds for every client. */
  #alternatives: ReadonlySet<string> | null = null;
  readonly #seen = new Map<ProposingOutcome, number>();
  #clients = 0;

  /**
   * @param need the first client's: passage and necessity are the same for all
   * @param locations the boundary groups that all are in
   */
  constructor(need: Need, locations: readonly string[]) {
    this.#need = need;
    this.#locations = locations;
  }

  add(need: Need, entry: ClientEntry): void {
    for (const method of need.methods) this.#methods.add(method);
    for (const id of need.ids) this.#ids.add(id);
    for (const outcome of need.outcomes) {
      this.#seen.set(outcome, (this.#seen.get(outcome) ?? 0) + 1);
    }
    this.#clients += 1;
    const known = this.#alternatives ?? need.alternatives;
    this.#alternatives = new Set([...known].filter((server) => need.alternatives.has(server)));
    if (need.server === null)
      for (const source of need.sources) this.#sources.add(withoutZone(source));
    const own = need.server === null ? need.addresses : openedFrom(need, entry);
    const added = own.filter((address) => this.#addresses.add(address));
    if (added.length === 0) this.#names.add(ownCopy(entry.client));
  }

  rule({ site, catalogue }: ReportHead): Rule {
    const { necessity, row, server, addresses, ports } = this.#need;
    const ids = Object.keys(catalogue);
    const requirements = [...this.#ids].toSorted((a, b) => ids.indexOf(a) - ids.indexOf(b));
    const rows = requirements.flatMap((id) => catalogue[id] ?? []);
    const clients: RuleEnd = {
      roles: ['client'],
      names: [...this.#names].toSorted(),
      addresses: this.#addresses.blocks(),
      clients: this.#clients,
    };
    return {
      necessity,
      methods: [...this.#methods],
      locations: this.#locations,
      from: server === null ? siteServerEnd(site, [...this.#sources].toSorted()) : clients,
      to: server === null ? clients : serverEnd(server, addresses, rows),
      transport: row.transport,
      alternatives: [...(this.#alternatives ?? [])].toSorted(),
      ports,
      requirements,
      sources: [...new Set(rows.map(({ source }) => source))],
      seen: PROPOSING_OUTCOMES.flatMap((outcome) => {
        const count = this.#seen.get(outcome) ?? 0;
        return count === 0 ? [] : [[outcome, count] as const];
      }),
    };
  }
}

/** A client itself reports what it sends from; otherwise its addresses are known from elsewhere. */
function openedFrom({ sources }: Need, entry: ClientEntry): readonly string[] {
  return sources.size > 0 ? [...sources] : addressesOfClient(entry);
}

function serverEnd(
  server: string,
  addresses: readonly string[],
  rows: readonly { readonly to: Role }[],
): RuleEnd {
  const set = new AddressSet();
  for (const address of addresses) set.add(address);
  const roles = [...new Set(rows.map(({ to }) => to))];
  return { roles, names: [server], addresses: set.blocks(), clients: null };
}
