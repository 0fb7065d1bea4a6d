import {
  type Communication,
  type InstallMethod,
  type Method,
  type Necessity,
  type Product,
  type Role,
  type Vantage,
  isOwnMethod,
} from '../../catalogue/vocabulary.ts';
import type { HowSaid } from '../../site/site.ts';

export const PRODUCTS: Record<Product, string> = {
  cm2007: 'Configuration Manager 2007',
  'current-branch': 'Configuration Manager current branch',
};

export const COMMUNICATIONS: Record<Communication, string> = {
  mixed: 'mixed mode',
  native: 'native mode',
  http: 'HTTP',
  https: 'HTTPS',
  'enhanced-http': 'enhanced HTTP',
};

const METHODS: Record<InstallMethod, string> = {
  'client-push': 'client push',
  'software-update-point': 'software update point',
  'group-policy': 'Group Policy',
  manual: 'manual or logon script',
  'software-distribution': 'software distribution',
};

/** A method's name; of a user's own what the user calls it. */
export function methodName(method: Method): string {
  return isOwnMethod(method) ? method : METHODS[method];
}

export const ROLES: Record<Role, string> = {
  client: 'client',
  'site-server': 'site server',
  'management-point': 'management point',
  'distribution-point': 'distribution point',
  'server-locator-point': 'server locator point',
  'fallback-status-point': 'fallback status point',
  'software-update-point': 'software update point',
  'source-server': 'source server',
  'cloud-management-gateway': 'cloud management gateway',
  'revocation-list': 'revocation list',
  'domain-controller': 'domain controller',
};

export const VANTAGES: Record<Vantage, string> = { 'site-server': 'site server', client: 'client' };

export const NECESSITIES: Record<Necessity, string> = {
  required: 'required',
  helpful: 'helpful',
  documented: 'documented only',
};

export function tellCommunication(communication: Communication, said: HowSaid): string {
  return `${COMMUNICATIONS[communication]}${said === 'assumed' ? ' (assumed)' : ''}`;
}
