import { isIP } from 'node:net';
import { withoutZone } from '../../../base/zone.ts';
import type { RequirementId } from '../../../catalogue/flow.ts';
import type { Method } from '../../../catalogue/vocabulary.ts';
import { expectedAgainst, isExpectedClosed } from '../../../judge/audit.ts';
import { groupBy } from '../../../base/group-by.ts';
import type { CatalogueEntry, ClientEntry, EndpointEntry, ReportHead } from '../../model/report.ts';
import { type ProposingOutcome, type Rule, isFirewallOutcome } from '../../firewall-rules/rules.ts';

/** What one client needs opened: one passage, whichever of its methods want it. */
export interface Need {
  readonly necessity: Rule['necessity'];
  readonly methods: ReadonlySet<Method>;
  readonly ids: ReadonlySet<RequirementId>;
  /** One of them stands for all: their ends are the same. */
  readonly row: CatalogueEntry;
  /** Where the flow goes, null where it goes to the client. */
  readonly server: string | null;
  readonly addresses: readonly string[];
  readonly ports: Rule['ports'];
  readonly outcomes: ReadonlySet<ProposingOutcome>;
  /** The addresses that it was probed from, if the run's machine knew them. */
  readonly sources: ReadonlySet<string>;
  /** Servers that would do as well, for all that is needed of this one. */
  readonly alternatives: ReadonlySet<string>;
}

/** One of a client's requirements that does not hold, and one host that it does not hold for. */
export interface Unmet {
  readonly id: RequirementId;
  readonly method: Method;
  readonly necessity: Rule['necessity'];
  readonly row: CatalogueEntry;
  readonly host: string;
  readonly endpoints: readonly EndpointEntry[];
}

/**
 * Host by host what breaks a client's methods, or makes them worse. What is expected to be closed is
 * not to be opened, and nothing for a method that can't do without it.
 */
export function unmetOf(entry: ClientEntry, head: ReportHead): readonly Unmet[] {
  const requirements = new Map(entry.requirements.map((each) => [each.id, each]));
  return entry.methods.flatMap(({ method, brokenBy, degradedBy }) => {
    if (expectedAgainst(method, head).length > 0) return [];
    return [
      ...brokenBy.map((id) => [id, 'required'] as const),
      ...degradedBy.map((id) => [id, 'helpful'] as const),
    ].flatMap(([id, necessity]) => {
      if (isExpectedClosed(id, head)) return [];
      const row = head.catalogue[id];
      const requirement = requirements.get(id);
      if (row === undefined || requirement === undefined) return [];
      const { unmetHosts, endpoints } = requirement;
      return [...groupBy(endpoints, ({ host }) => host)]
        .filter(([host]) => unmetHosts.includes(host))
        .map(([host, ofHost]) => ({ id, method, necessity, row, host, endpoints: ofHost }));
    });
  });
}

/** What one client that answers needs opened; no passage twice. */
export function needsOf(entry: ClientEntry, unmet: readonly Unmet[]): readonly Need[] {
  const openings = new Map<string, Opening>();
  for (const each of unmet) {
    for (const opening of openingsOf(each, addressesOfOthers(entry))) {
      const key = [opening.row.from, opening.server, opening.address, portsText(opening)].join(' ');
      const known = openings.get(key);
      openings.set(key, known === undefined ? opening : bothOf(known, opening));
    }
  }
  const byPort = groupBy(
    [...openings.values()],
    (opening) => `${opening.server} ${portsText(opening)} ${opening.necessity} ${idsText(opening)}`,
  );
  const passages = [...byPort.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const addresses = group.flatMap(({ address }) => (address === null ? [] : [address]));
    const outcomes = new Set(group.flatMap(({ outcome }) => outcome));
    const sources = new Set(group.flatMap((opening) => [...opening.sources]));
    return [{ ...first, addresses: addresses.toSorted(), outcomes, sources }];
  });
  // Ports that the same requirements name are alternates: any one of them will do.
  const alike = groupBy(
    passages,
    ({ server, addresses, necessity, row, ...rest }) =>
      `${server} ${addresses.join()} ${row.transport} ${necessity} ${idsText(rest)}`,
  );
  return [...alike.values()].flatMap((group): readonly Need[] => {
    const [first] = group;
    if (first === undefined) return [];
    const { necessity, methods, ids, row, server, addresses } = first;
    const ports = group.flatMap((passage) => passage.ports);
    const outcomes = new Set(group.flatMap((passage) => [...passage.outcomes]));
    const sources = new Set(group.flatMap((passage) => [...passage.sources]));
    const alternatives = alternativesTo(first, [...openings.values()]);
    return [
      { necessity, methods, ids, row, server, addresses, ports, outcomes, sources, alternatives },
    ];
  });
}

/** Any server of a role meets a requirement, so that of several that are blocked one is enough. */
function alternativesTo(
  { necessity, server, ids }: Pick<Need, 'necessity' | 'server' | 'ids'>,
  openings: readonly Opening[],
): ReadonlySet<string> {
  const others = groupBy(
    openings.filter((opening) => opening.necessity === 'required' && opening.server !== server),
    (opening) => opening.server ?? '',
  );
  if (necessity !== 'required' || server === null) return new Set();
  const serves = (group: readonly Opening[]): boolean =>
    [...ids].every((id) => group.some((opening) => opening.ids.has(id)));
  return new Set([...others].filter(([, group]) => serves(group)).map(([name]) => name));
}

/** One address, and one port where the flow has one. */
interface Opening extends Omit<Need, 'addresses' | 'outcomes' | 'alternatives'> {
  readonly address: string | null;
  readonly outcome: readonly ProposingOutcome[];
}

function openingsOf(unmet: Unmet, strangers: ReadonlySet<string>): readonly Opening[] {
  const { id, method, necessity, row, host, endpoints } = unmet;
  return endpoints.flatMap((endpoint) => {
    const { address, port } = endpoint;
    const outcome = proposingOutcome(endpoint);
    if (outcome === null || (address !== null && strangers.has(address))) return [];
    return [
      {
        necessity,
        methods: new Set([method]),
        ids: new Set([id]),
        row,
        server: row.to === 'client' ? null : host,
        address,
        ports: port === null ? row.ports : [port],
        outcome: [outcome],
        sources: new Set(endpoint.source === undefined ? [] : [endpoint.source]),
      },
    ];
  });
}

function proposingOutcome({ outcome, cause }: EndpointEntry): ProposingOutcome | null {
  if (isFirewallOutcome(outcome)) return outcome;
  return outcome === 'inconclusive' && cause === 'mapper-not-open' ? outcome : null;
}

/** A rule names what is lost without it: the worst of it. */
function bothOf(one: Opening, other: Opening): Opening {
  if (one.necessity !== other.necessity) return one.necessity === 'required' ? one : other;
  return {
    ...one,
    methods: new Set([...one.methods, ...other.methods]),
    ids: new Set([...one.ids, ...other.ids]),
    outcome: [...one.outcome, ...other.outcome],
    sources: new Set([...one.sources, ...other.sources]),
  };
}

function portsText({ row, ports }: Pick<Need, 'row' | 'ports'>): string {
  return `${row.transport} ${ports.join()}`;
}

function idsText({ ids }: Pick<Need, 'ids'>): string {
  return [...ids].join();
}

/** Addresses of a client's name at which another computer answered: they are not to be opened. */
function addressesOfOthers({ client, requirements }: ClientEntry): ReadonlySet<string> {
  return new Set(
    requirements
      .flatMap(({ endpoints }) => endpoints)
      .filter(({ host, outcome }) => host === client && outcome === 'wrong-host')
      .flatMap(({ address }) => (address === null ? [] : [address])),
  );
}

/** A client's own addresses as far as they were seen; from the client itself none are. */
export function addressesOfClient(entry: ClientEntry): readonly string[] {
  const strangers = addressesOfOthers(entry);
  const seen = entry.requirements
    .flatMap(({ endpoints }) => endpoints)
    .filter(({ host }) => host === entry.client)
    .flatMap(({ address }) => (address === null || strangers.has(address) ? [] : [address]));
  const said = isIP(withoutZone(entry.client)) === 0 ? [] : [entry.client];
  return [...new Set([...seen, ...said])];
}
