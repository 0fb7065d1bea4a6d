import type { Scheme, WebRole } from '../../catalogue/vocabulary.ts';
import { schemesOf } from '../../plan/condition.ts';
import type { RoleHost, Site } from '../../site/site.ts';

/** The roles that a stand-in can take. */
export const STAND_IN_ROLES = [
  'management-point',
  'distribution-point',
  'server-locator-point',
  'fallback-status-point',
  'software-update-point',
  'source-server',
  'client',
] as const;
export type StandInRole = (typeof STAND_IN_ROLES)[number];

/** The service at one port. Web roles of one computer share ports, as they do in IIS. */
export type StandInService =
  | { readonly kind: Scheme; readonly port: number; readonly roles: readonly WebRole[] }
  | { readonly kind: 'smb' | 'client-notification' | 'rpc-dynamic'; readonly port: number }
  | {
      readonly kind: 'rpc-endpoint-mapper' | 'rpc-endpoint-mapper-udp';
      readonly port: number;
      readonly dynamic: readonly number[];
    };

/** How many ports of a client's dynamic range a stand-in opens. */
const DYNAMIC_PORTS = 4;

/** The services of a computer with these roles in this site, ordered by port. */
export function standInServices(
  roles: readonly StandInRole[],
  site: Site,
): readonly StandInService[] {
  const services = new Map<string, StandInService>();
  for (const service of roles.flatMap((role) => servicesOf(role, site))) {
    const key = `${service.kind === 'rpc-endpoint-mapper-udp' ? 'udp' : 'tcp'} ${service.port}`;
    const known = services.get(key);
    services.set(key, known === undefined ? service : together(known, service));
  }
  return [...services.values()].toSorted((a, b) => a.port - b.port);
}

/** Joins two services at one port: web roles share it, of others the first keeps it. */
function together(known: StandInService, other: StandInService): StandInService {
  return 'roles' in known && 'roles' in other && known.kind === other.kind
    ? { ...known, roles: [...new Set([...known.roles, ...other.roles])] }
    : known;
}

function servicesOf(role: StandInRole, site: Site): readonly StandInService[] {
  const { roles, ports, clients } = site;
  switch (role) {
    case 'management-point':
      return roles.managementPoints.flatMap((point) => [
        ...webServices(role, point, schemesOf(site)),
        ...(site.product === 'current-branch'
          ? [{ kind: 'client-notification', port: point.clientNotificationPort } as const]
          : []),
      ]);
    case 'distribution-point':
      return roles.distributionPoints.flatMap((point) => [
        ...(point.serves.includes('http') ? webServices(role, point, schemesOf(site)) : []),
        ...(point.serves.includes('smb') ? [{ kind: 'smb', port: point.smbPort } as const] : []),
      ]);
    // Server locator points and fallback status points use plain HTTP in every mode.
    case 'server-locator-point':
      return roles.serverLocatorPoints.flatMap((point) => webServices(role, point, ['http']));
    case 'fallback-status-point':
      return roles.fallbackStatusPoints.flatMap((point) => webServices(role, point, ['http']));
    // Note 2 of the port document: always both ports; TLS is used where the site or the point
    // demands it.
    case 'software-update-point':
      return roles.softwareUpdatePoints.flatMap((point) =>
        webServices(role, point, ['http', 'https']),
      );
    case 'source-server':
      return [{ kind: 'smb', port: ports.smb }];
    case 'client': {
      const { first } = clients.rpcDynamicPorts;
      const dynamic = Array.from({ length: DYNAMIC_PORTS }, (_none, index) => first + index);
      return [
        { kind: 'smb', port: ports.smb },
        { kind: 'rpc-endpoint-mapper', port: ports.rpcEndpointMapper, dynamic },
        { kind: 'rpc-endpoint-mapper-udp', port: ports.rpcEndpointMapper, dynamic },
        ...dynamic.map((port) => ({ kind: 'rpc-dynamic', port }) as const),
      ];
    }
  }
}

function webServices(
  role: WebRole,
  { httpPorts, httpsPorts }: RoleHost,
  schemes: readonly Scheme[],
): readonly StandInService[] {
  return schemes.flatMap((kind) =>
    (kind === 'http' ? httpPorts : httpsPorts).map((port) => ({ kind, port, roles: [role] })),
  );
}
