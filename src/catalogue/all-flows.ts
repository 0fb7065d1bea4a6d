import { type DomainService, type Flow, type Service, type TableFlow, isOwnFlow } from './flow.ts';
import { CATALOGUES } from './index.ts';
import { type OwnRow, flowsOfOwn, ownPortsOf } from './own.ts';
import { type PortRange, type Product, PRODUCTS } from './vocabulary.ts';

/** A flow, and the product whose table it is in. */
export interface CataloguedFlow {
  readonly product: Product;
  readonly flow: Flow;
}

/** The registered ports of a domain's services; its service records may name others. */
export const DOMAIN_PORTS: Readonly<Record<DomainService, readonly number[]>> = {
  dns: [53],
  kerberos: [88],
  ldap: [389],
  'global-catalog': [3268],
};

/** The ports that the tables give a service; a site may use others. */
const DEFAULT_PORTS: Record<Service, readonly (number | PortRange)[]> = {
  'icmp-echo': [],
  smb: [445],
  'rpc-endpoint-mapper': [135],
  'rpc-endpoint-mapper-udp': [135],
  'rpc-dynamic': [
    { first: 49_152, last: 65_535 },
    { first: 1025, last: 5000 },
  ],
  http: [80],
  https: [443],
  'client-notification': [10_123],
  'revocation-list': [80],
  ...DOMAIN_PORTS,
};

/** Note 2 of the port documents: WSUS on a web site of its own. */
const WSUS_PORTS: Partial<Record<Service, number>> = { http: 8530, https: 8531 };

/** The flow of a port table, and the product whose table it is in. */
interface TabledFlow extends CataloguedFlow {
  readonly flow: TableFlow;
}

/** Every flow of the port tables. */
export function allFlows(products: readonly Product[] = PRODUCTS): readonly TabledFlow[] {
  return products.flatMap((product) =>
    CATALOGUES[product].flows.map((flow) => ({ product, flow })),
  );
}

/** The flows of the port tables and those of a user's rows, in the order of reports. */
export function flowsWith(rows: readonly OwnRow[], product: Product): readonly Flow[] {
  return [...CATALOGUES[product].flows, ...flowsOfOwn(rows, product)];
}

/** A flow's ports where the site file says nothing; none for ICMP. */
export function defaultPortsOf(flow: Flow): readonly (number | PortRange)[] {
  if (isOwnFlow(flow)) return ownPortsOf(flow);
  const wsus = flow.to === 'software-update-point' ? WSUS_PORTS[flow.service] : undefined;
  return [...DEFAULT_PORTS[flow.service], ...(wsus === undefined ? [] : [wsus])];
}

/** Whether a flow uses `port` by default. */
export function usesPort(flow: Flow, port: number): boolean {
  return defaultPortsOf(flow).some((known) =>
    typeof known === 'number' ? known === port : known.first <= port && port <= known.last,
  );
}
