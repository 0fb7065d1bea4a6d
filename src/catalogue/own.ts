import { clean } from '../base/clean.ts';
import type { HostSource, SiteCondition } from './flow.ts';
import type {
  Method,
  Necessity,
  OWN_PREFIX,
  PortRange,
  Product,
  Role,
  Transport,
  Vantage,
} from './vocabulary.ts';

/** The name of a user's row: it can't be one of ours, now or later. */
export type OwnFlowName = `${typeof OWN_PREFIX}${string}`;

/** The user's own description of a flow, in the user's language. Empty members were not given. */
export interface OwnWords {
  readonly title: string;
  readonly purpose: string;
  readonly symptom: string;
  readonly fix: string;
  readonly source: string;
}

/** The most characters of one text about a user's own flow. */
export const MAX_OWN_TEXT = 600;

/** Whether a text fits wherever a flow is described: one line, without invisible characters. */
export function isTellable(text: string): boolean {
  return text.length <= MAX_OWN_TEXT && clean(text, MAX_OWN_TEXT) === text;
}

/** What a probe does at a TCP port: `tcp` only connects, the others speak their protocol. */
export const OWN_SERVICES = ['tcp', 'smb', 'ldap'] as const;
export type OwnService = (typeof OWN_SERVICES)[number];

/**
 * How a user's flow is looked at. `by-hand`: there is no protocol to ask by, and the silence of a UDP
 * port, or of one of many ports, proves nothing; so nothing is sent.
 */
export type OwnProof =
  | { readonly kind: 'icmp' }
  | { readonly kind: 'service'; readonly service: OwnService; readonly port: number }
  | { readonly kind: 'by-hand'; readonly port: number | PortRange };

/** A row of a user's port table, checked. */
export interface OwnRow {
  readonly name: OwnFlowName;
  readonly methods: readonly Method[];
  /** The products that have this row. */
  readonly products: readonly Product[];
  readonly from: Vantage;
  readonly to: Role;
  readonly transport: Transport;
  readonly proof: OwnProof;
  /** The servers that it goes to; null: those that the site names for the role. */
  readonly named: readonly string[] | null;
  readonly when: readonly SiteCondition[];
  readonly necessity: Necessity;
  readonly words: OwnWords;
}

/** A user's row, for one of its methods. */
export interface OwnFlow extends Omit<OwnRow, 'methods' | 'products'> {
  readonly id: `${Method}/${OwnFlowName}`;
  readonly method: Method;
  readonly hosts: OwnHostSource;
  readonly direction: 'stated';
}

/**
 * Where the site names the servers of a role. The hosts of a role without an entry must be given.
 */
export const HOSTS_OF_ROLE = {
  client: 'client',
  'management-point': 'management-points',
  'distribution-point': 'http-distribution-points',
  'server-locator-point': 'server-locator-points',
  'fallback-status-point': 'fallback-status-points',
  'software-update-point': 'software-update-points',
  'cloud-management-gateway': 'cloud-management-gateways',
  'site-server': null,
  'source-server': null,
  'revocation-list': null,
  'domain-controller': null,
} as const satisfies Record<Role, HostSource | null>;

/** Where the hosts of a user's flow come from: `named` in the row, or one of the site's. */
type OwnHostSource = 'named' | NonNullable<(typeof HOSTS_OF_ROLE)[Role]>;

/** A user's rows as flows, one for each method, in their order. */
export function flowsOfOwn(rows: readonly OwnRow[], product: Product): readonly OwnFlow[] {
  return rows
    .filter(({ products }) => products.includes(product))
    .flatMap(({ methods, products: _products, ...row }) =>
      methods.map((method): OwnFlow => ({
        ...row,
        id: `${method}/${row.name}`,
        method,
        hosts: row.named === null ? (HOSTS_OF_ROLE[row.to] ?? 'named') : 'named',
        direction: 'stated',
      })),
    );
}

/** The port that a user's flow goes to; none for ICMP. */
export function ownPortsOf({ proof }: Pick<OwnFlow, 'proof'>): readonly (number | PortRange)[] {
  return proof.kind === 'icmp' ? [] : [proof.port];
}
