import { COMMUNICATIONS, PRODUCTS } from '../catalogue/vocabulary.ts';
import { LOCATOR_POINT_NEEDS, MEMBERSHIPS, SERVED_PROTOCOLS } from '../site/site.ts';

/** How a flag's words become a value of the site file. */
export type SiteFlagKind = 'text' | 'port' | 'ports' | 'hosts' | 'yes-no';

export interface SiteFlag {
  readonly path: readonly string[];
  readonly kind: SiteFlagKind;
  readonly describe: string;
  readonly choices?: readonly string[];
}

/** Every flag that says what a site file can say, and where it belongs there. */
export const SITE_FLAGS: Readonly<Record<string, SiteFlag>> = {
  product: { path: ['product'], kind: 'text', describe: 'Product', choices: PRODUCTS },
  communication: {
    path: ['communication'],
    kind: 'text',
    describe:
      'How clients talk to site systems: mixed or native (cm2007), http, https or enhanced-http (current-branch)',
    choices: [...COMMUNICATIONS.cm2007, ...COMMUNICATIONS['current-branch']],
  },
  'site-code': { path: ['siteCode'], kind: 'text', describe: 'Site code, for the report' },
  'site-server': { path: ['siteServer'], kind: 'text', describe: 'Site server, for the report' },
  mp: {
    path: ['roles', 'managementPoints'],
    kind: 'hosts',
    describe: 'Management points, HOST[:PORT]',
  },
  dp: {
    path: ['roles', 'distributionPoints'],
    kind: 'hosts',
    describe: 'Distribution points, HOST[:PORT]',
  },
  slp: {
    path: ['roles', 'serverLocatorPoints'],
    kind: 'hosts',
    describe: 'Server locator points, HOST[:PORT]',
  },
  fsp: {
    path: ['roles', 'fallbackStatusPoints'],
    kind: 'hosts',
    describe: 'Fallback status points, HOST[:PORT]',
  },
  sup: {
    path: ['roles', 'softwareUpdatePoints'],
    kind: 'hosts',
    describe: 'Software update points, HOST[:HTTP-PORT]',
  },
  source: {
    path: ['install', 'source'],
    kind: 'text',
    describe: '/source of CCMSetup, a UNC path',
  },
  'manual-source': {
    path: ['install', 'manual', 'source'],
    kind: 'text',
    describe: '/source of the manual installation, where it differs',
  },
  'gpo-source': {
    path: ['install', 'groupPolicy', 'source'],
    kind: 'text',
    describe: '/source of the Group Policy installation, where it differs',
  },
  'sup-source': {
    path: ['install', 'softwareUpdatePoint', 'source'],
    kind: 'text',
    describe: '/source of the installation by software update point, where it differs',
  },
  'run-from': {
    path: ['install', 'manual', 'runFrom'],
    kind: 'text',
    describe: 'Where CCMSetup.exe is run from: a UNC path, or local',
  },
  'gpo-package': {
    path: ['install', 'groupPolicy', 'package'],
    kind: 'text',
    describe: 'Share of the Group Policy package, a UNC path',
  },
  'http-port': {
    path: ['ports', 'http'],
    kind: 'ports',
    describe: 'HTTP port of the site, and alternates',
  },
  'https-port': {
    path: ['ports', 'https'],
    kind: 'ports',
    describe: 'HTTPS port of the site, and alternates',
  },
  'smb-port': { path: ['ports', 'smb'], kind: 'port', describe: 'SMB port, for labs' },
  'rpc-port': {
    path: ['ports', 'rpcEndpointMapper'],
    kind: 'port',
    describe: 'Port of the RPC endpoint mapper, for labs',
  },
  'notification-port': {
    path: ['ports', 'clientNotification'],
    kind: 'port',
    describe: 'Port of the client notification',
  },
  'schema-extended': {
    path: ['activeDirectory', 'schemaExtended'],
    kind: 'yes-no',
    describe: 'The Active Directory schema is extended',
    choices: ['yes', 'no'],
  },
  'sites-published': {
    path: ['activeDirectory', 'sitesPublished'],
    kind: 'yes-no',
    describe: 'All sites are published in Active Directory',
    choices: ['yes', 'no'],
  },
  'slp-needed': {
    path: ['serverLocatorPointNeeded'],
    kind: 'text',
    describe: 'A server locator point is needed',
    choices: LOCATOR_POINT_NEEDS,
  },
  membership: {
    path: ['clients', 'membership'],
    kind: 'text',
    describe: 'Where the clients are',
    choices: MEMBERSHIPS,
  },
  'rpc-dynamic-ports': {
    path: ['clients', 'rpcDynamicPorts'],
    kind: 'text',
    describe: 'Dynamic range of the clients, such as 49152-65535',
  },
};

/** Flags about every host of a role: they are put into each of its entries. */
export const ENTRY_FLAGS = {
  'dp-serves': {
    role: 'distributionPoints',
    host: 'dp',
    key: 'serves',
    describe: 'What the distribution points of --dp serve',
    choices: SERVED_PROTOCOLS,
  },
  'sup-ssl': {
    role: 'softwareUpdatePoints',
    host: 'sup',
    key: 'ssl',
    describe: 'The software update points of --sup need TLS',
    choices: ['yes', 'no'],
  },
} as const;
