const WEB_PORTS = {
  httpPort: 'its HTTP port, where it is not that of the site',
  httpsPort: 'its HTTPS port, where it is not that of the site',
} as const;

const WEB_HOST = 'the server; the port of `host:port` is that of the scheme that clients use';
const PLAIN_HOST = 'the server; the port of `host:port` is its HTTP port';

/** What each key of the site file means; groups that speak for themselves have no text. */
export const SITE_MEANINGS: Readonly<Record<string, string>> = {
  product: 'the port tables that hold, here or by its flag',
  siteCode: 'for reports',
  siteServer:
    'the computer that pushes: named in reports, and admitted by the rules of `-o firewall-powershell`',
  communication:
    'how clients talk to site systems: `mixed` and `native` belong to cm2007, the others to current-branch; reports say where it was assumed',
  noCrlCheck:
    'true where clients are installed with `/NoCRLCheck`, so that no revocation list is needed (current-branch)',
  ports: 'Ports of the whole site. A list means: any of them.',
  'ports.http': 'HTTP, with alternates',
  'ports.https': 'HTTPS, with alternates',
  'ports.smb': 'SMB; another one is for labs and forwarded ports',
  'ports.rpcEndpointMapper': 'the RPC endpoint mapper; another one is for labs and forwarded ports',
  'ports.clientNotification': 'client notification of management points (current-branch)',
  activeDirectory:
    'What decides in cm2007 whether clients need a server locator point, with `clients.membership`.',
  'activeDirectory.schemaExtended': 'the schema is extended for Configuration Manager',
  'activeDirectory.sitesPublished': 'all sites are published',
  serverLocatorPointNeeded: 'outranks what Active Directory and the membership decide (cm2007)',
  clients: 'The clients to install.',
  'clients.location':
    'the network that the clients are on: on the `internet` they reach the site through a cloud management gateway alone, and what needs the inner network is not applicable or not needed (current-branch)',
  'clients.membership':
    'where the clients are members; a workgroup has no Group Policy, and in current-branch no client push',
  'clients.rpcDynamicPorts':
    'the range that clients hand out dynamic ports from; 1025-5000 before Windows Vista',
  'clients.domain':
    'the full name of the domain that they are members of; where it is named, its DNS, Kerberos, LDAP and global catalog are looked at too (current-branch)',
  'clients.nameServers':
    'where they look the names of the domain up: addresses, with a port where it is not 53; only where the computer that looks has others',
  catalogue:
    'files with [flows of your own](own-rows.md), beside the site file; by the flag, in the working folder',
  roles: 'The servers that these clients would use; of several, any one is enough.',
  'roles.managementPoints': 'management points',
  'roles.managementPoints[].host': WEB_HOST,
  'roles.managementPoints[].httpPort': WEB_PORTS.httpPort,
  'roles.managementPoints[].httpsPort': WEB_PORTS.httpsPort,
  'roles.managementPoints[].clientNotificationPort':
    'its port for client notification, where it is not that of the site',
  'roles.distributionPoints': 'distribution points',
  'roles.distributionPoints[].host': WEB_HOST,
  'roles.distributionPoints[].httpPort': WEB_PORTS.httpPort,
  'roles.distributionPoints[].httpsPort': WEB_PORTS.httpsPort,
  'roles.distributionPoints[].smbPort': 'its SMB port, where it is not that of the site',
  'roles.distributionPoints[].serves':
    'what it serves content by; `smb` unless said otherwise in cm2007, `http` in current-branch',
  'roles.serverLocatorPoints': 'server locator points (cm2007); they speak plain HTTP',
  'roles.serverLocatorPoints[].host': PLAIN_HOST,
  'roles.serverLocatorPoints[].httpPort': WEB_PORTS.httpPort,
  'roles.serverLocatorPoints[].httpsPort': 'not used',
  'roles.fallbackStatusPoints': 'fallback status points; they speak plain HTTP',
  'roles.fallbackStatusPoints[].host': PLAIN_HOST,
  'roles.fallbackStatusPoints[].httpPort': WEB_PORTS.httpPort,
  'roles.fallbackStatusPoints[].httpsPort': 'not used',
  'roles.softwareUpdatePoints': 'software update points',
  'roles.softwareUpdatePoints[].host': PLAIN_HOST,
  'roles.softwareUpdatePoints[].httpPort': 'where it is not said: 80 or 8530, either will do',
  'roles.softwareUpdatePoints[].httpsPort':
    'follows from `httpPort`: 443 with 80, else one higher; another one is refused',
  'roles.softwareUpdatePoints[].ssl':
    'clients have to use TLS with it; in current-branch this alone says so, whatever the communication',
  'roles.cloudManagementGateways':
    'cloud management gateways (current-branch), needed where `clients.location` is `internet`',
  'roles.cloudManagementGateways[].host':
    'the gateway: its host, `host:port`, or its whole address as command lines have it, `https://cmg.contoso.com/CCM_Proxy_MutualAuth/72057594037927941`',
  'roles.cloudManagementGateways[].httpsPort': 'its HTTPS port, where it is not 443',
  boundaryGroups:
    'Network locations, and the servers that clients there are led to (current-branch). [More on them](boundary-groups.md)',
  'boundaryGroups[].name': 'its name in the console, once in a site',
  'boundaryGroups[].boundaries': 'the addresses of its clients',
  'boundaryGroups[].managementPoints':
    'hosts of `roles.managementPoints` that its clients prefer; the others stand in',
  'boundaryGroups[].distributionPoints':
    'hosts of `roles.distributionPoints` that its clients take content from',
  'boundaryGroups[].softwareUpdatePoints':
    'hosts of `roles.softwareUpdatePoints` that its clients use',
  'boundaryGroups[].neighbours':
    'names of groups whose servers stand in where none of its own does',
  'boundaryGroups[].siteDefault':
    "true for the site's default group: a neighbour of all, and that of clients in no group",
  expect:
    'flows that are to be closed, by name (`smb`) or by requirement (`client-push/smb`): an open one is [a finding](segmentation.md)',
  install: 'How the methods install.',
  'install.source': '`/source` of CCMSetup, for every method that takes it',
  'install.manual': '',
  'install.manual.runFrom':
    'where CCMSetup.exe is run from; `local` is a disk of the computer itself, which no drive letter says: it may be a mapped one',
  'install.manual.source': 'where it differs for the manual installation',
  'install.groupPolicy': '',
  'install.groupPolicy.package':
    'the share of the assigned package; `local` where it does not cross this network',
  'install.groupPolicy.source': 'where it differs for Group Policy',
  'install.softwareUpdatePoint': '',
  'install.softwareUpdatePoint.source': 'where it differs for the software update point',
};

/** @throws RangeError for a key that nobody has described */
export function meaningOf(path: string): string {
  const meaning = SITE_MEANINGS[path];
  if (meaning === undefined) throw new RangeError(`the key ${path} of the site file has no text`);
  return meaning;
}
