import {
  type FlowEnds,
  type HostSource,
  type RequirementId,
  type PortTableRow,
  type Service,
  type TableFlow,
  type TableFlowName,
  flowNameOf,
  isOwnName,
} from './flow.ts';
import type { Role, Vantage } from './vocabulary.ts';

function toClient(service: Service, direction: FlowEnds['direction'] = 'read'): FlowEnds {
  return {
    from: 'site-server',
    to: 'client',
    transport: 'tcp',
    service,
    hosts: 'client',
    direction,
  };
}

function toServer(
  to: Role,
  service: Service,
  hosts: HostSource,
  direction: FlowEnds['direction'] = service === 'smb' ? 'read' : 'stated',
): FlowEnds {
  return { from: 'client', to, transport: 'tcp', service, hosts, direction };
}

/** The two ends, transport and service of each flow. */
const FLOW_ENDS: Record<TableFlowName, FlowEnds> = {
  'slp-http': toServer('server-locator-point', 'http', 'server-locator-points'),
  'fsp-http': toServer('fallback-status-point', 'http', 'fallback-status-points'),
  icmp: { ...toClient('icmp-echo', 'stated'), transport: 'icmp' },
  smb: toClient('smb'),
  'rpc-endpoint-mapper': toClient('rpc-endpoint-mapper'),
  'rpc-endpoint-mapper-udp': { ...toClient('rpc-endpoint-mapper-udp'), transport: 'udp' },
  'rpc-dynamic': toClient('rpc-dynamic'),
  'mp-http': toServer('management-point', 'http', 'management-points'),
  'mp-https': toServer('management-point', 'https', 'management-points'),
  'sup-http': toServer('software-update-point', 'http', 'software-update-points'),
  'sup-https': toServer('software-update-point', 'https', 'tls-software-update-points'),
  'source-smb': toServer('source-server', 'smb', 'source-share'),
  // No table has this row, so that none says "between" of it.
  'package-smb': toServer('source-server', 'smb', 'package-share', 'stated'),
  'share-smb': toServer('source-server', 'smb', 'run-from-share'),
  'dp-http': toServer('distribution-point', 'http', 'http-distribution-points'),
  'dp-https': toServer('distribution-point', 'https', 'http-distribution-points'),
  'dp-smb': toServer('distribution-point', 'smb', 'smb-distribution-points'),
  'client-notification': toServer('management-point', 'client-notification', 'management-points'),
  'cmg-https': toServer('cloud-management-gateway', 'https', 'cloud-management-gateways'),
  'crl-http': toServer('revocation-list', 'revocation-list', 'certificates'),
  // Windows asks by UDP, and by TCP where an answer is too long for that.
  dns: { ...toServer('domain-controller', 'dns', 'domain'), transport: 'udp' },
  kerberos: toServer('domain-controller', 'kerberos', 'domain'),
  ldap: toServer('domain-controller', 'ldap', 'domain'),
  'global-catalog': toServer('domain-controller', 'global-catalog', 'domain'),
};

/** The service at a flow's far end, which depends on the flow's name alone, as all of its ends do. */
export function serviceOf(name: TableFlowName): Service {
  return FLOW_ENDS[name].service;
}

/** Whether some flow goes to a role's computers for this service. */
export function isServedBy(service: Service, role: Role): boolean {
  return Object.values(FLOW_ENDS).some((ends) => ends.service === service && ends.to === role);
}

/** Which hosts of the site a flow goes to. */
export function hostSourceOf(name: TableFlowName): HostSource {
  return FLOW_ENDS[name].hosts;
}

/** The end that opens the flow. */
export function openerOf(name: TableFlowName): Vantage {
  return FLOW_ENDS[name].from;
}

/**
 * The end that opens a requirement's flow; undefined for a user's row that the run does not have.
 * @param catalogue what the run says of its requirements
 */
export function openerIn(
  catalogue: Readonly<Partial<Record<RequirementId, { readonly from: Vantage }>>>,
  id: RequirementId,
): Vantage | undefined {
  const name = flowNameOf(id);
  return isOwnName(name) ? catalogue[id]?.from : openerOf(name);
}

/** Expands rows into flows, one for each method. */
export function flowsFromRows(rows: readonly PortTableRow[]): readonly TableFlow[] {
  return rows.flatMap(({ methods, ...row }) =>
    methods.map((method): TableFlow => ({
      id: `${method}/${row.name}`,
      method,
      ...FLOW_ENDS[row.name],
      ...row,
    })),
  );
}
