import type { Flow } from '../catalogue/flow.ts';
import type { PortRange, Role, WebRole } from '../catalogue/vocabulary.ts';
import type {
  InstallSource,
  RoleHost,
  ShareOrLocal,
  Site,
  SoftwareUpdatePoint,
} from '../site/site.ts';
import type { UncPath } from '../site/unc.ts';
import type { Check, HttpCheck } from './check.ts';
import { demandsUpdateTls, sourceOf } from './condition.ts';

/** One host of a requirement, and its checks. It is enough that one of them succeeds. */
export interface Target {
  readonly host: string;
  readonly checks: readonly Check[];
}

/**
 * Where a requirement's flow goes: named hosts, each client in turn, or hosts that the site file
 * does not name.
 */
export type Destination =
  | { readonly kind: 'hosts'; readonly targets: readonly Target[] }
  | { readonly kind: 'client' }
  | { readonly kind: 'not-named' };

/** A port or a range of ports; a flow of ICMP has none. */
export type PlannedPort = number | PortRange;

export function destinationOf(flow: Flow, site: Site): Destination {
  if (flow.hosts === 'client') return { kind: 'client' };
  const targets = namedTargets(flow, site);
  return targets.length === 0 ? { kind: 'not-named' } : { kind: 'hosts', targets };
}

/** The target of a flow that goes to a client. */
export function clientTarget(flow: Flow, site: Site, client: string): Target {
  return { host: client, checks: [clientCheck(flow, site, client)] };
}

/**
 * The distinct ports of a flow, in order; the site's general ports where it goes to no named host.
 */
export function portsOf(flow: Flow, site: Site): readonly PlannedPort[] {
  const ports = namedTargets(flow, site).flatMap(({ checks }) => checks.map(portOfCheck));
  const named = ports.filter((port) => port !== null);
  return named.length > 0 ? [...new Set(named)] : sitePorts(flow, site);
}

/** The port that a check connects to, null where it is not known beforehand. */
export function portOfCheck(check: Check): number | null {
  return 'port' in check ? check.port : null;
}

function clientCheck(flow: Flow, site: Site, host: string): Check {
  switch (flow.service) {
    case 'icmp-echo':
      return { kind: 'icmp', host };
    case 'smb':
      return { kind: 'smb', host, port: site.ports.smb, identity: 'must-match' };
    case 'rpc-endpoint-mapper':
      return { kind: 'rpc-endpoint-mapper', host, port: site.ports.rpcEndpointMapper };
    case 'rpc-endpoint-mapper-udp':
      return { kind: 'rpc-endpoint-mapper-udp', host, port: site.ports.rpcEndpointMapper };
    case 'rpc-dynamic':
      return {
        kind: 'rpc-dynamic',
        host,
        mapperPort: site.ports.rpcEndpointMapper,
        range: site.clients.rpcDynamicPorts,
      };
    case 'http':
    case 'https':
    case 'client-notification':
      throw new TypeError(`${flow.id}: a client does not serve ${flow.service}`);
  }
}

function namedTargets(flow: Flow, site: Site): readonly Target[] {
  const { roles, install } = site;
  switch (flow.hosts) {
    case 'client':
      return [];
    case 'management-points':
      return roles.managementPoints.map((point) =>
        flow.service === 'client-notification'
          ? tcpTarget(point.host, point.clientNotificationPort)
          : webTarget(flow, site, point),
      );
    case 'server-locator-points':
      return roles.serverLocatorPoints.map((point) => webTarget(flow, site, point));
    case 'fallback-status-points':
      return roles.fallbackStatusPoints.map((point) => webTarget(flow, site, point));
    case 'software-update-points':
      return roles.softwareUpdatePoints.map((point) =>
        webTarget(flow, site, point, servesUpdatesOverTls(point, site) ? 'content' : 'service'),
      );
    case 'tls-software-update-points':
      return roles.softwareUpdatePoints
        .filter((point) => servesUpdatesOverTls(point, site))
        .map((point) => webTarget(flow, site, point));
    case 'http-distribution-points':
      return roles.distributionPoints
        .filter(({ serves }) => serves.includes('http'))
        .map((point) => webTarget(flow, site, point));
    case 'smb-distribution-points':
      return roles.distributionPoints
        .filter(({ serves }) => serves.includes('smb'))
        .map((point) => smbTarget(point.host, point.smbPort));
    case 'source-share':
      return shareTargets(sourceOf(site, flow.method), site);
    case 'run-from-share':
      return shareTargets(install.manual.runFrom, site);
    case 'package-share':
      return shareTargets(install.groupPolicy.package, site);
  }
}

function servesUpdatesOverTls({ ssl }: SoftwareUpdatePoint, site: Site): boolean {
  return ssl || demandsUpdateTls(site);
}

function webTarget(
  flow: Flow,
  site: Site,
  point: RoleHost,
  serves: HttpCheck['serves'] = 'service',
): Target {
  const tls = flow.service === 'https';
  const role = webRole(flow.to);
  return {
    host: point.host,
    checks: (tls ? point.httpsPorts : point.httpPorts).map((port) => ({
      kind: 'http',
      host: point.host,
      port,
      tls,
      role,
      product: site.product,
      serves,
      siteIssuedCertificate: site.communication === 'enhanced-http' ? 'accepted' : 'unknown-issuer',
    })),
  };
}

function webRole(role: Role): WebRole {
  switch (role) {
    case 'client':
    case 'site-server':
    case 'source-server':
      throw new TypeError(`a ${role} does not serve HTTP`);
    default:
      return role;
  }
}

function tcpTarget(host: string, port: number): Target {
  return { host, checks: [{ kind: 'tcp', host, port }] };
}

function smbTarget(host: string, port: number): Target {
  return { host, checks: [{ kind: 'smb', host, port, identity: 'may-differ' }] };
}

function uncTarget(path: UncPath, site: Site): Target {
  return smbTarget(path.server, site.ports.smb);
}

function shareTargets(source: InstallSource | ShareOrLocal, site: Site): readonly Target[] {
  return source.kind === 'share' ? [uncTarget(source.share, site)] : [];
}

/** Ports of a flow to a client, or to hosts that the site file does not name. */
function sitePorts(flow: Flow, site: Site): readonly PlannedPort[] {
  switch (flow.service) {
    case 'http':
      return site.ports.http;
    case 'https':
      return site.ports.https;
    case 'smb':
      return [site.ports.smb];
    case 'client-notification':
      return [site.ports.clientNotification];
    case 'rpc-endpoint-mapper':
    case 'rpc-endpoint-mapper-udp':
      return [site.ports.rpcEndpointMapper];
    case 'rpc-dynamic':
      return [site.clients.rpcDynamicPorts];
    case 'icmp-echo':
      return [];
  }
}
