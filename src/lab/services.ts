import type { Communication, WebRole } from '../catalogue/vocabulary.ts';
import type { Authority } from './certificates.ts';
import {
  ACCEPTOR_FAULTS,
  CLIENT_SMB_FAULTS,
  GATEWAY_FAULTS,
  HTTPS_FAULTS,
  HTTP_FAULTS,
  type LabFaults,
  type LabFlow,
  UDP_FAULTS,
  faultOf,
} from './faults.ts';
import {
  LAB_ADDRESSES,
  LAB_CLIENT,
  LAB_DOMAIN,
  LAB_DOMAIN_CONTROLLER,
  type LabComputer,
  type LabPorts,
} from './layout.ts';
import { MAPPER_FRAGMENT_SIZE, MAPPER_PAGE_SIZE, mapperEntries } from './mapper-entries.ts';
import {
  type DomainControllerOptions,
  startDirectory,
  startKeyCenter,
} from './simulator/domain-controller.ts';
import { startEndpointMapper } from './simulator/endpoint-mapper.ts';
import { startNameServer } from './simulator/name-server.ts';
import { startRevocationList } from './simulator/revocation-list.ts';
import { startRpcService } from './simulator/rpc-service.ts';
import { STREAM_FAULTS, type Simulator } from './simulator/simulator.ts';
import { startSmbServer } from './simulator/smb-server.ts';
import { computerIdentityOf } from './simulator/smb/identity.ts';
import { startTcpAcceptor } from './simulator/tcp-acceptor.ts';
import { startUdpEndpointMapper } from './simulator/udp-endpoint-mapper.ts';
import { type TlsWebFault, startWebRole } from './simulator/web-role.ts';

/** What services need to start. */
export interface LabSetup {
  readonly ports: LabPorts;
  readonly faults: LabFaults;
  readonly authority: Authority;
  readonly communication: Communication;
  /** All addresses of the client. */
  readonly clientAddresses: readonly string[];
}

/** The service that the flows of one name go to. */
interface ServiceKind {
  readonly computer: LabComputer;
  readonly portsIn: (ports: LabPorts) => readonly number[];
  /** Starts it at one address and port. */
  readonly start: (setup: LabSetup, address: string, port: number) => Promise<Simulator>;
}

const SERVICES: Readonly<Record<LabFlow, ServiceKind>> = {
  smb: {
    computer: 'client',
    portsIn: ({ smb }) => [smb],
    start: ({ faults }, address, port) =>
      startSmbServer({
        address,
        port,
        identity: computerIdentityOf(LAB_CLIENT),
        fault: faultOf(faults, 'smb', CLIENT_SMB_FAULTS),
      }),
  },
  'rpc-endpoint-mapper': {
    computer: 'client',
    portsIn: ({ rpcEndpointMapper }) => [rpcEndpointMapper],
    start: ({ faults, ports, clientAddresses }, address, port) =>
      startEndpointMapper({
        address,
        port,
        entries: mapperEntries(ports.rpcDynamic),
        computerName: LAB_CLIENT.toUpperCase(),
        pageSize: MAPPER_PAGE_SIZE,
        fragmentSize: MAPPER_FRAGMENT_SIZE,
        networkAddresses: [LAB_CLIENT, ...clientAddresses],
        fault: faultOf(faults, 'rpc-endpoint-mapper', STREAM_FAULTS),
      }),
  },
  'rpc-endpoint-mapper-udp': {
    computer: 'client',
    portsIn: ({ rpcEndpointMapper }) => [rpcEndpointMapper],
    start: ({ faults, ports }, address, port) =>
      startUdpEndpointMapper({
        address,
        port,
        entries: mapperEntries(ports.rpcDynamic),
        fault: faultOf(faults, 'rpc-endpoint-mapper-udp', UDP_FAULTS),
      }),
  },
  'rpc-dynamic': {
    computer: 'client',
    portsIn: ({ rpcDynamic }) => rpcDynamic,
    start: ({ faults }, address, port) =>
      startRpcService({ address, port, fault: faultOf(faults, 'rpc-dynamic', ACCEPTOR_FAULTS) }),
  },
  'client-notification': {
    computer: 'management-point',
    portsIn: ({ clientNotification }) => [clientNotification],
    start: ({ faults }, address, port) =>
      startTcpAcceptor({
        address,
        port,
        fault: faultOf(faults, 'client-notification', ACCEPTOR_FAULTS),
      }),
  },
  'mp-http': http('mp-http', 'management-point'),
  'dp-http': http('dp-http', 'distribution-point'),
  'slp-http': http('slp-http', 'server-locator-point'),
  'fsp-http': http('fsp-http', 'fallback-status-point'),
  'sup-http': {
    ...http('sup-http', 'software-update-point'),
    portsIn: ({ softwareUpdateHttp }) => [softwareUpdateHttp],
  },
  'mp-https': https('mp-https', 'management-point', HTTPS_FAULTS),
  'dp-https': https('dp-https', 'distribution-point', HTTPS_FAULTS),
  'cmg-https': https('cmg-https', 'cloud-management-gateway', GATEWAY_FAULTS),
  'sup-https': {
    ...https('sup-https', 'software-update-point', HTTPS_FAULTS),
    portsIn: ({ softwareUpdateHttps }) => [softwareUpdateHttps],
  },
  'crl-http': {
    computer: 'revocation-list',
    portsIn: ({ http: port }) => [port],
    start: ({ authority, faults }, address, port) =>
      startRevocationList({
        address,
        port,
        authority,
        fault: faultOf(faults, 'crl-http', HTTP_FAULTS),
      }),
  },
  dns: {
    computer: 'domain-controller',
    portsIn: ({ dns }) => [dns],
    start: ({ faults, ports }, address, port) =>
      startNameServer({
        address,
        port,
        services: [
          { record: `_kerberos._tcp.dc._msdcs.${LAB_DOMAIN}`, port: ports.kerberos },
          { record: `_ldap._tcp.dc._msdcs.${LAB_DOMAIN}`, port: ports.ldap },
          { record: `_ldap._tcp.gc._msdcs.${LAB_DOMAIN}`, port: ports.globalCatalog },
        ].map((service) => ({ ...service, target: LAB_DOMAIN_CONTROLLER })),
        addresses: [{ name: LAB_DOMAIN_CONTROLLER, address: LAB_ADDRESSES['domain-controller'] }],
        fault: faultOf(faults, 'dns', UDP_FAULTS),
      }),
  },
  kerberos: domainController('kerberos', ({ kerberos }) => kerberos, startKeyCenter),
  ldap: domainController('ldap', ({ ldap }) => ldap, startDirectory),
  'global-catalog': domainController(
    'global-catalog',
    ({ globalCatalog }) => globalCatalog,
    startDirectory,
  ),
  'dp-smb': fileServer('dp-smb', 'distribution-point', 'dp01.contoso.com'),
  'source-smb': fileServer('source-smb', 'source-server', 'files01.contoso.com'),
  'share-smb': fileServer('share-smb', 'setup-share', 'files02.contoso.com'),
  'package-smb': fileServer('package-smb', 'package-share', 'files03.contoso.com'),
};

/** The lab's servers have no names, so a management point gives its address as its name. */
function nameOf(role: WebRole): string {
  return LAB_ADDRESSES[role];
}

function http(flow: LabFlow, role: WebRole): ServiceKind {
  return {
    computer: role,
    portsIn: (ports) => [ports.http],
    start: ({ faults }, address, port) =>
      startWebRole({
        address,
        port,
        role,
        computerName: nameOf(role),
        fault: faultOf(faults, flow, HTTP_FAULTS),
      }),
  };
}

function https(flow: LabFlow, role: WebRole, possible: readonly TlsWebFault[]): ServiceKind {
  return {
    computer: role,
    portsIn: (ports) => [ports.https],
    start: ({ authority, communication, faults, ports }, address, port) =>
      startWebRole({
        address,
        port,
        role,
        computerName: nameOf(role),
        listedAs: communication === 'enhanced-http' ? 'http' : 'https',
        tls: {
          authority,
          names: [],
          addresses: [address],
          revocationList: `http://${LAB_ADDRESSES['revocation-list']}:${ports.http}/lab.crl`,
        },
        fault: faultOf(faults, flow, possible),
      }),
  };
}

function domainController(
  flow: LabFlow,
  portIn: (ports: LabPorts) => number,
  start: (options: DomainControllerOptions) => Promise<Simulator>,
): ServiceKind {
  return {
    computer: 'domain-controller',
    portsIn: (ports) => [portIn(ports)],
    start: ({ faults }, address, port) =>
      start({
        address,
        port,
        domain: LAB_DOMAIN,
        computerName: LAB_DOMAIN_CONTROLLER,
        fault: faultOf(faults, flow, STREAM_FAULTS),
      }),
  };
}

function fileServer(flow: LabFlow, computer: LabComputer, name: string): ServiceKind {
  return {
    computer,
    portsIn: ({ smb }) => [smb],
    start: ({ faults }, address, port) =>
      startSmbServer({
        address,
        port,
        identity: computerIdentityOf(name),
        fault: faultOf(faults, flow, STREAM_FAULTS),
      }),
  };
}

/** Where a service of the lab is. */
export interface LabPlace {
  readonly computer: LabComputer;
  readonly addresses: readonly string[];
  readonly ports: readonly number[];
}

export function labPlaceOf(
  flow: LabFlow,
  { ports, clientAddresses }: Pick<LabSetup, 'ports' | 'clientAddresses'>,
): LabPlace {
  const { computer, portsIn } = SERVICES[flow];
  return {
    computer,
    addresses: computer === 'client' ? clientAddresses : [LAB_ADDRESSES[computer]],
    ports: portsIn(ports),
  };
}

/** Starts a flow's simulators, one for each address and port. */
export function startService(flow: LabFlow, setup: LabSetup): readonly Promise<Simulator>[] {
  const { addresses, ports } = labPlaceOf(flow, setup);
  return addresses.flatMap((address) =>
    ports.map((port) => SERVICES[flow].start(setup, address, port)),
  );
}
