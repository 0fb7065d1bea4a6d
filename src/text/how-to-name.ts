import type { HostSource } from '../catalogue/flow.ts';

/** The key of the site file and the flag that name each kind of host. */
export const HOW_TO_NAME: Readonly<Record<Exclude<HostSource, 'client'>, string>> = {
  'management-points': 'roles.managementPoints, --mp',
  'server-locator-points': 'roles.serverLocatorPoints, --slp',
  'fallback-status-points': 'roles.fallbackStatusPoints, --fsp',
  'software-update-points': 'roles.softwareUpdatePoints, --sup',
  'tls-software-update-points': 'roles.softwareUpdatePoints, --sup',
  'http-distribution-points': 'roles.distributionPoints, --dp',
  'smb-distribution-points': 'roles.distributionPoints, --dp',
  'run-from-share': 'install.manual.runFrom, --run-from',
  'source-share': 'install.source, --source',
  'cloud-management-gateways': 'roles.cloudManagementGateways, --cmg',
  certificates: 'roles.managementPoints, --mp; roles.cloudManagementGateways, --cmg',
  domain: 'clients.domain, --ad-domain',
  'package-share': 'install.groupPolicy.package, --gpo-package',
};

/** A flow's title with how its hosts are named, where they can be. */
export function titleToName(title: string, hosts: HostSource | null): string {
  return hosts === null || hosts === 'client' ? title : `${title} (${HOW_TO_NAME[hosts]})`;
}
