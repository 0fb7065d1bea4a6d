import type { Computer } from './variants.ts';

/** What listens at a flow's end. */
export type ServiceName =
  'icmp' | 'smb' | 'mapper' | 'mapper-udp' | 'dynamic' | 'http' | 'https' | 'notification';

/** How a service is looked at; `own` web roles are known by their content, `any` are not. */
export type ServiceClass =
  | 'icmp'
  | 'smb'
  | 'mapper'
  | 'udp'
  | 'dynamic'
  | 'accept'
  | 'own http'
  | 'any http'
  | 'own https'
  | 'any https';

/** Where a flow goes, by its name in the contract; the management point stands for all of them. */
interface Place {
  readonly computer: Computer;
  readonly service: ServiceName;
}

const PLACES: Readonly<Record<string, Place>> = {
  icmp: { computer: 'client', service: 'icmp' },
  smb: { computer: 'client', service: 'smb' },
  'rpc-endpoint-mapper': { computer: 'client', service: 'mapper' },
  'rpc-endpoint-mapper-udp': { computer: 'client', service: 'mapper-udp' },
  'rpc-dynamic': { computer: 'client', service: 'dynamic' },
  'mp-http': { computer: 'mp', service: 'http' },
  'mp-https': { computer: 'mp', service: 'https' },
  'client-notification': { computer: 'mp', service: 'notification' },
  'dp-http': { computer: 'dp', service: 'http' },
  'dp-https': { computer: 'dp', service: 'https' },
  'dp-smb': { computer: 'dp', service: 'smb' },
  'slp-http': { computer: 'slp', service: 'http' },
  'fsp-http': { computer: 'fsp', service: 'http' },
  'sup-http': { computer: 'sup', service: 'http' },
  'sup-https': { computer: 'sup', service: 'https' },
  'cmg-https': { computer: 'cmg', service: 'https' },
  'source-smb': { computer: 'source', service: 'smb' },
  'share-smb': { computer: 'share', service: 'smb' },
  'package-smb': { computer: 'package', service: 'smb' },
};

export function placeOf(flow: string): Place {
  const place = PLACES[flow];
  if (place === undefined) throw new Error(`no such flow: ${flow}`);
  return place;
}

export function classOf(computer: Computer, service: ServiceName): ServiceClass {
  const known = computer === 'mp' || computer === 'mp2' || computer === 'sup' ? 'own' : 'any';
  switch (service) {
    case 'icmp':
    case 'smb':
    case 'mapper':
    case 'dynamic':
      return service;
    case 'mapper-udp':
      return 'udp';
    case 'notification':
      return 'accept';
    case 'http':
    case 'https':
      return `${known} ${service}`;
  }
}

/** The port, null for ICMP and for the dynamic ones. */
export function portOf(computer: Computer, service: ServiceName): number | null {
  switch (service) {
    case 'smb':
      return 445;
    case 'mapper':
    case 'mapper-udp':
      return 135;
    case 'notification':
      return 10_123;
    case 'http':
      return computer === 'sup' ? 8530 : 80;
    case 'https':
      return computer === 'sup' ? 8531 : 443;
    case 'icmp':
    case 'dynamic':
      return null;
  }
}

/** The service's packets, in nft's words. */
export function packetsTo(computer: Computer, service: ServiceName, isV6: boolean): string {
  switch (service) {
    case 'icmp':
      return isV6 ? 'icmpv6 type echo-request' : 'icmp type echo-request';
    case 'dynamic':
      return 'tcp dport 49152-65535';
    case 'mapper-udp':
      return 'udp dport 135';
    default:
      return `tcp dport ${portOf(computer, service)}`;
  }
}
