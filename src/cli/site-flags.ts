import { COMMUNICATIONS, LOCATIONS, PRODUCTS, type Product } from '../catalogue/vocabulary.ts';
import type { SiteFlagName } from '../text/help.ts';
import { LOCATOR_POINT_NEEDS, MEMBERSHIPS, SERVED_PROTOCOLS } from '../site/site.ts';

/** How a flag's words become a value of the site file. */
export type SiteFlagKind =
  'text' | 'texts' | 'port' | 'ports' | 'hosts' | 'yes-no' | 'no-yes' | 'closed-flows';

export interface SiteFlag {
  /** In the site file: keys joined by dots. */
  readonly path: string;
  readonly kind: SiteFlagKind;
  readonly choices?: readonly string[];
}

/** Every flag that says what a site file can say, and where it belongs there. */
export const SITE_FLAGS: Readonly<Record<SiteFlagName, SiteFlag>> = {
  product: { path: 'product', kind: 'text', choices: PRODUCTS },
  communication: {
    path: 'communication',
    kind: 'text',
    choices: [...COMMUNICATIONS.cm2007, ...COMMUNICATIONS['current-branch']],
  },
  // yargs takes --no-crl-check for a denial; the key of the site file says no itself.
  'crl-check': { path: 'noCrlCheck', kind: 'no-yes', choices: ['yes', 'no'] },
  'site-code': { path: 'siteCode', kind: 'text' },
  'site-server': { path: 'siteServer', kind: 'text' },
  mp: { path: 'roles.managementPoints', kind: 'hosts' },
  dp: { path: 'roles.distributionPoints', kind: 'hosts' },
  slp: { path: 'roles.serverLocatorPoints', kind: 'hosts' },
  fsp: { path: 'roles.fallbackStatusPoints', kind: 'hosts' },
  sup: { path: 'roles.softwareUpdatePoints', kind: 'hosts' },
  cmg: { path: 'roles.cloudManagementGateways', kind: 'hosts' },
  source: { path: 'install.source', kind: 'texts' },
  'manual-source': { path: 'install.manual.source', kind: 'texts' },
  'gpo-source': { path: 'install.groupPolicy.source', kind: 'texts' },
  'sup-source': { path: 'install.softwareUpdatePoint.source', kind: 'texts' },
  'run-from': { path: 'install.manual.runFrom', kind: 'text' },
  'gpo-package': { path: 'install.groupPolicy.package', kind: 'text' },
  'http-port': { path: 'ports.http', kind: 'ports' },
  'https-port': { path: 'ports.https', kind: 'ports' },
  'smb-port': { path: 'ports.smb', kind: 'port' },
  'rpc-port': { path: 'ports.rpcEndpointMapper', kind: 'port' },
  'notification-port': { path: 'ports.clientNotification', kind: 'port' },
  'schema-extended': {
    path: 'activeDirectory.schemaExtended',
    kind: 'yes-no',
    choices: ['yes', 'no'],
  },
  'sites-published': {
    path: 'activeDirectory.sitesPublished',
    kind: 'yes-no',
    choices: ['yes', 'no'],
  },
  'slp-needed': { path: 'serverLocatorPointNeeded', kind: 'text', choices: LOCATOR_POINT_NEEDS },
  location: { path: 'clients.location', kind: 'text', choices: LOCATIONS },
  membership: { path: 'clients.membership', kind: 'text', choices: MEMBERSHIPS },
  'ad-domain': { path: 'clients.domain', kind: 'text' },
  'rpc-dynamic-ports': { path: 'clients.rpcDynamicPorts', kind: 'text' },
  'expect-closed': { path: 'expect', kind: 'closed-flows' },
  catalogue: { path: 'catalogue', kind: 'texts' },
};

/** Flags that say what sites of one product alone have. The other product's plan does without them. */
export const OF_ONE_PRODUCT: Readonly<Partial<Record<SiteFlagName, Product>>> = {
  slp: 'cm2007',
  'slp-needed': 'cm2007',
  'schema-extended': 'cm2007',
  'sites-published': 'cm2007',
  cmg: 'current-branch',
  'crl-check': 'current-branch',
  'notification-port': 'current-branch',
};

/** Flags about every host of a role: they are put into each of its entries. */
export const ENTRY_FLAGS = {
  'dp-serves': {
    role: 'distributionPoints',
    host: 'dp',
    key: 'serves',
    choices: SERVED_PROTOCOLS,
  },
  'sup-ssl': {
    role: 'softwareUpdatePoints',
    host: 'sup',
    key: 'ssl',
    choices: ['yes', 'no'],
  },
} as const;
