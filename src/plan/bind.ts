import { DOMAIN_PORTS } from '../catalogue/all-flows.ts';
import {
  DOMAIN_SERVICES,
  type Flow,
  type Service,
  type TableFlow,
  isOwnFlow,
} from '../catalogue/flow.ts';
import { type OwnFlow, ownPortsOf } from '../catalogue/own.ts';
import type { PortRange, Role, WebRole } from '../catalogue/vocabulary.ts';
import type {
  InstallSource,
  RoleHost,
  ShareOrLocal,
  Site,
  SoftwareUpdatePoint,
  TlsHost,
} from '../site/site.ts';
import type { UncPath } from '../site/unc.ts';
import type { Check, HttpCheck } from './check.ts';
import { demandsUpdateTls, sourceOf } from './condition.ts';

/**
 * One host of a requirement, and its checks. One of them has to succeed; there are none if the flow
 * can only be checked by hand.
 */
export interface Target {
  readonly host: string;
  readonly checks: readonly Check[];
  /** A server of another location, to turn to if none of the client's own works. */
  readonly isFallback?: true;
}

/** A host that answers HTTP. */
interface WebTarget extends Target {
  readonly checks: readonly HttpCheck[];
}

/**
 * Where a requirement's flow goes: named hosts, each client in turn, or hosts that the site file
 * does not name. `not-needed`: none of the servers that clients at this location are led to needs
 * it.
 */
export type FlowDestination =
  | { readonly kind: 'hosts'; readonly targets: readonly Target[] }
  | { readonly kind: 'client' }
  | { readonly kind: 'not-named' }
  | { readonly kind: 'not-needed' };

/** A port or a range of ports; a flow of ICMP has none. */
export type PlannedPort = number | PortRange;

/** Where a flow goes in this site: to a client, to the hosts that are named, or to none that is. */
export function destinationOf(flow: Flow, site: Site): FlowDestination {
  if (flow.hosts === 'client') return { kind: 'client' };
  const targets = isOwnFlow(flow)
    ? ownHosts(flow, site).map((host) => ownTarget(flow, host))
    : namedTargets(flow, site);
  return targets.length === 0 ? { kind: 'not-named' } : { kind: 'hosts', targets };
}

/** The target of a flow that goes to a client. */
export function clientTarget(flow: Flow, site: Site, client: string): Target {
  return isOwnFlow(flow)
    ? ownTarget(flow, client)
    : { host: client, checks: [clientCheck(flow, site, client)] };
}

/** The distinct ports of a flow, in order; the site's general ports if it goes to no named host. */
export function portsOf(flow: Flow, site: Site): readonly PlannedPort[] {
  if (isOwnFlow(flow)) return ownPortsOf(flow);
  const ports = namedTargets(flow, site).flatMap(({ checks }) => checks.map(portOfCheck));
  const named = ports.filter((port) => port !== null);
  return named.length > 0 ? [...new Set(named)] : sitePorts(flow, site);
}

/** The port that a check connects to, null where it is not known beforehand. */
export function portOfCheck(check: Check): number | null {
  return 'port' in check ? check.port : null;
}

function clientCheck(flow: TableFlow, site: Site, host: string): Check {
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
    case 'revocation-list':
    case 'dns':
    case 'kerberos':
    case 'ldap':
    case 'global-catalog':
      throw new TypeError(`${flow.id}: a client does not serve ${flow.service}`);
  }
}

function namedTargets(flow: TableFlow, site: Site): readonly Target[] {
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
      return sourceTargets(sourceOf(site, flow.method), site);
    case 'run-from-share':
      return shareTargets(install.manual.runFrom, site);
    case 'package-share':
      return shareTargets(install.groupPolicy.package, site);
    case 'cloud-management-gateways':
      return roles.cloudManagementGateways.map((gateway) => gatewayTarget(gateway, site));
    case 'certificates':
      return certificateTargets(site);
    case 'domain':
      return domainTargets(flow.service, site);
  }
}

/** The servers that a user's row names or, if it names none, the site's servers of that role. */
function ownHosts({ named, hosts }: OwnFlow, { roles }: Site): readonly string[] {
  switch (hosts) {
    case 'named':
      return named ?? [];
    case 'client':
      return [];
    case 'management-points':
      return hostsOf(roles.managementPoints);
    // Every distribution point, whether or not the installation uses it over HTTP.
    case 'http-distribution-points':
      return hostsOf(roles.distributionPoints);
    case 'server-locator-points':
      return hostsOf(roles.serverLocatorPoints);
    case 'fallback-status-points':
      return hostsOf(roles.fallbackStatusPoints);
    case 'software-update-points':
      return hostsOf(roles.softwareUpdatePoints);
    case 'cloud-management-gateways':
      return hostsOf(roles.cloudManagementGateways);
  }
}

function hostsOf(points: readonly { readonly host: string }[]): readonly string[] {
  return points.map(({ host }) => host);
}

/** The checks of a user's row never compare computer names: the port tables' own checks do that. */
function ownTarget({ proof }: OwnFlow, host: string): Target {
  switch (proof.kind) {
    case 'by-hand':
      return { host, checks: [] };
    case 'icmp':
      return { host, checks: [{ kind: 'icmp', host }] };
    case 'service':
      return { host, checks: [serviceCheck(proof, host)] };
  }
}

function serviceCheck(
  { service, port }: Extract<OwnFlow['proof'], { kind: 'service' }>,
  host: string,
): Check {
  switch (service) {
    case 'tcp':
      return { kind: 'tcp', host, port };
    case 'smb':
      return { kind: 'smb', host, port, identity: 'may-differ' };
    case 'ldap':
      return { kind: 'ldap', host, port, of: null, nameServers: [] };
  }
}

function servesUpdatesOverTls({ ssl }: SoftwareUpdatePoint, site: Site): boolean {
  return ssl || demandsUpdateTls(site);
}

function webTarget(
  { service, to }: Pick<TableFlow, 'service' | 'to'>,
  { product, communication }: Site,
  { host, httpPorts, httpsPorts }: RoleHost,
  serves: HttpCheck['serves'] = 'service',
): WebTarget {
  const tls = service === 'https';
  return httpTarget(host, tls ? httpsPorts : httpPorts, {
    tls,
    role: webRole(to),
    product,
    serves,
    siteIssuedCertificate: communication === 'enhanced-http' ? 'accepted' : 'unknown-issuer',
  });
}

/** A gateway's certificate comes from a public authority or the company's, never from the site. */
function gatewayTarget({ host, httpsPorts }: TlsHost, { product }: Site): WebTarget {
  return httpTarget(host, httpsPorts, {
    tls: true,
    role: 'cloud-management-gateway',
    product,
    serves: 'service',
    siteIssuedCertificate: 'unknown-issuer',
  });
}

function httpTarget(
  host: string,
  ports: readonly number[],
  check: Omit<HttpCheck, 'kind' | 'host' | 'port'>,
): WebTarget {
  return { host, checks: ports.map((port) => ({ kind: 'http', host, port, ...check })) };
}

/**
 * The servers to which clients of this site connect over TLS, with the checks of their
 * certificates.
 */
function certificateTargets(site: Site): readonly Target[] {
  const { managementPoints, distributionPoints, cloudManagementGateways } = site.roles;
  const over =
    (to: Role) =>
    (point: RoleHost): WebTarget =>
      webTarget({ service: 'https', to }, site, point);
  const servers: readonly WebTarget[] =
    site.clients.location === 'internet'
      ? cloudManagementGateways.map((gateway) => gatewayTarget(gateway, site))
      : [
          ...managementPoints.map(over('management-point')),
          ...distributionPoints
            .filter(({ serves }) => serves.includes('http'))
            .map(over('distribution-point')),
        ];
  return servers.map(({ host, checks }) => ({
    host,
    checks: checks.map((of) => ({ kind: 'revocation', host, of })),
  }));
}

/** One target, however many domain controllers there are: as for Windows, any of them will do. */
function domainTargets(service: Service, { clients }: Site): readonly Target[] {
  const { domain: host, nameServers } = clients;
  const asked = DOMAIN_SERVICES.find((each) => each === service);
  return host === null || asked === undefined
    ? []
    : [{ host, checks: [{ kind: 'domain', host, service: asked, nameServers }] }];
}

function webRole(role: Role): WebRole {
  switch (role) {
    case 'client':
    case 'site-server':
    case 'source-server':
    case 'revocation-list':
    case 'domain-controller':
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

function shareTargets(share: ShareOrLocal, site: Site): readonly Target[] {
  return share.kind === 'share' ? [uncTarget(share.share, site)] : [];
}

/** Each server once, even if several of its shares are named. */
function sourceTargets(source: InstallSource, site: Site): readonly Target[] {
  const shares = source.kind === 'shares' ? source.shares : [];
  return shares
    .map((share) => uncTarget(share, site))
    .filter(
      ({ host }, at, targets) =>
        targets.findIndex((one) => one.host.toLowerCase() === host.toLowerCase()) === at,
    );
}

/** Ports of a flow to a client, or to hosts that the site file does not name. */
function sitePorts(flow: TableFlow, site: Site): readonly PlannedPort[] {
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
    case 'revocation-list':
      return [80];
    case 'dns':
    case 'kerberos':
    case 'ldap':
    case 'global-catalog':
      return DOMAIN_PORTS[flow.service];
    case 'icmp-echo':
      return [];
  }
}
