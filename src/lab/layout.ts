import type { PortRange } from '../catalogue/vocabulary.ts';

/** The name by which the lab's client is checked, and which it gives as its own. */
export const LAB_CLIENT = 'localhost';

export const LAB_COMPUTERS = [
  'client',
  'management-point',
  'distribution-point',
  'software-update-point',
  'server-locator-point',
  'fallback-status-point',
  'source-server',
  'setup-share',
  'package-share',
  'cloud-management-gateway',
  'revocation-list',
  'domain-controller',
] as const;
export type LabComputer = (typeof LAB_COMPUTERS)[number];

/** The address of each computer; the client has the IPv6 loopback address as well. */
export const LAB_ADDRESSES = {
  client: '127.0.0.1',
  'management-point': '127.0.0.2',
  'distribution-point': '127.0.0.3',
  'software-update-point': '127.0.0.4',
  'server-locator-point': '127.0.0.5',
  'fallback-status-point': '127.0.0.6',
  'source-server': '127.0.0.7',
  'setup-share': '127.0.0.8',
  'package-share': '127.0.0.9',
  'cloud-management-gateway': '127.0.0.10',
  'revocation-list': '127.0.0.11',
  'domain-controller': '127.0.0.12',
} as const satisfies Record<LabComputer, string>;

/** The domain of the lab's client, and its domain controller, which serves its names too. */
export const LAB_DOMAIN = 'contoso.com';
export const LAB_DOMAIN_CONTROLLER = `dc01.${LAB_DOMAIN}`;

export const IPV6_LOOPBACK = '::1';

/** The ports of one lab; the last three digits are like those of the real service's port. */
export interface LabPorts {
  /**
   * Taken as long as the lab runs, so that no other lab opens a port that this one keeps closed.
   */
  readonly lock: number;
  readonly http: number;
  readonly https: number;
  readonly smb: number;
  readonly rpcEndpointMapper: number;
  readonly clientNotification: number;
  readonly softwareUpdateHttp: number;
  /** One higher, by note 2 of the port document. */
  readonly softwareUpdateHttps: number;
  readonly dns: number;
  readonly kerberos: number;
  readonly ldap: number;
  readonly globalCatalog: number;
  readonly rpcDynamicRange: PortRange;
  readonly rpcDynamic: readonly number[];
}

/**
 * The first ports of the blocks that a lab may take. All are below the ranges that systems use for
 * outgoing connections (from 32768 on Linux, 49152 elsewhere): a connection to a closed port in
 * such a range can be given the same port as its source, and connect to itself.
 */
export const PORT_BLOCKS: readonly number[] = [
  20_000, 21_000, 22_000, 23_000, 24_000, 25_000, 26_000, 27_000, 28_000, 29_000, 30_000, 31_000,
  10_000, 11_000, 12_000, 13_000, 14_000, 15_000, 16_000, 17_000, 18_000, 19_000,
];

export function portsOfBlock(first: number): LabPorts {
  return {
    lock: first,
    http: first + 80,
    https: first + 443,
    smb: first + 445,
    rpcEndpointMapper: first + 135,
    clientNotification: first + 123,
    softwareUpdateHttp: first + 530,
    softwareUpdateHttps: first + 531,
    dns: first + 53,
    kerberos: first + 88,
    ldap: first + 389,
    globalCatalog: first + 268,
    rpcDynamicRange: { first: first + 600, last: first + 699 },
    rpcDynamic: [first + 664, first + 665, first + 667, first + 670],
  };
}
