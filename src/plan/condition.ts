import type { Condition } from '../catalogue/flow.ts';
import {
  type Communication,
  type Method,
  type Scheme,
  isOwnMethod,
} from '../catalogue/vocabulary.ts';
import type { InstallSource, Site } from '../site/site.ts';
import { type Reason, reason } from './reason.ts';

/** Whether a condition holds for a site and a method, and why. */
export type ConditionResult =
  | {
      readonly holds: true;
      /** null if it goes without saying. */
      readonly reason: Reason | null;
    }
  | { readonly holds: false; readonly reason: Reason };

function yes(code: Reason['code'], value: string | null = null): ConditionResult {
  return { holds: true, reason: reason(code, value) };
}

function no(code: Reason['code'], value: string | null = null): ConditionResult {
  return { holds: false, reason: reason(code, value) };
}

/** The `/source` of a method. Client push and software distribution have none. */
export function sourceOf(site: Site, method: Method): InstallSource {
  if (isOwnMethod(method)) return { kind: 'none' };
  switch (method) {
    case 'manual':
      return site.install.manual.source;
    case 'group-policy':
      return site.install.groupPolicy.source;
    case 'software-update-point':
      return site.install.softwareUpdatePoint.source;
    case 'client-push':
    case 'software-distribution':
      return { kind: 'none' };
  }
}

type ConditionRule = (site: Site, method: Method) => ConditionResult;

const SCHEMES = {
  mixed: ['http'],
  native: ['https'],
  http: ['http'],
  https: ['https'],
  'enhanced-http': ['http', 'https'],
} as const satisfies Record<Communication, readonly Scheme[]>;

/** Which schemes clients use to site systems. */
export function schemesOf({ communication }: Site): readonly Scheme[] {
  return SCHEMES[communication];
}

/**
 * Whether the communication alone makes clients use every software update point over TLS. In current
 * branch WSUS is set apart from management and distribution points.
 */
export function demandsUpdateTls(site: Site): boolean {
  return site.product === 'cm2007' && !schemesOf(site).includes('http');
}

const RULES = {
  always: () => yes('always'),
  'clients-on-intranet': ({ clients }) =>
    clients.location === 'intranet' ? { holds: true, reason: null } : no('clients-on-internet'),
  'clients-on-internet': ({ clients }) =>
    clients.location === 'internet' ? yes('gateway-alone') : no('clients-on-intranet'),
  'revocation-checked': revocationChecked,
  'clients-of-a-domain': ({ clients: { membership, domain } }) => {
    if (membership === 'workgroup') return no('workgroup-has-no-domain');
    return domain === null ? no('domain-not-named') : yes('domain-named');
  },
  'server-locator-point-needed': locatorPointNeeded,
  'fallback-status-point-named': ({ roles }) =>
    roles.fallbackStatusPoints.length > 0 ? yes('fsp-named') : no('fsp-not-named'),
  'management-point-named': ({ roles }) =>
    roles.managementPoints.length > 0 ? yes('mp-named') : no('mp-not-named'),
  'http-communication': (site) =>
    schemesOf(site).includes('http')
      ? yes('communication-http', site.communication)
      : no('communication-not-http', site.communication),
  'https-communication': (site) =>
    schemesOf(site).includes('https')
      ? yes('communication-https', site.communication)
      : no('communication-not-https', site.communication),
  'enhanced-http': ({ communication }) =>
    communication === 'enhanced-http'
      ? yes('communication-enhanced')
      : no('communication-not-enhanced', communication),
  'software-update-point-tls': (site) => {
    return demandsUpdateTls(site)
      ? yes('sup-tls-by-communication', site.communication)
      : updateTlsByPoint(site);
  },
  'software-update-point-ssl': updateTlsByPoint,
  'no-source': (site, method) =>
    sourceOf(site, method).kind === 'none' ? yes('no-source') : no('source-given'),
  'source-given': (site, method) =>
    sourceOf(site, method).kind === 'none' ? no('no-source') : yes('source-beside-mp'),
  'source-on-a-share': (site, method) => {
    const source = sourceOf(site, method);
    switch (source.kind) {
      case 'shares':
        return yes('source-share', source.shares.map(({ text }) => text).join(', '));
      case 'local':
        return no('source-local', source.path);
      case 'none':
        return no('source-not-given');
    }
  },
  'package-not-local': ({ install }) => {
    const { package: from } = install.groupPolicy;
    switch (from.kind) {
      case 'share':
        return yes('package-given', from.share.text);
      case 'local':
        return no('package-local');
      case 'none':
        return yes('package-unknown');
    }
  },
  'not-run-locally': ({ install, clients }) => {
    const { runFrom } = install.manual;
    switch (runFrom.kind) {
      case 'share':
        return yes('run-from-share', runFrom.share.text);
      case 'local':
        return no('run-locally');
      case 'none':
        return clients.location === 'internet'
          ? no('run-from-on-internet')
          : yes('run-from-unknown');
    }
  },
  'distribution-point-may-serve-http': ({ roles: { distributionPoints } }) => {
    if (distributionPoints.length === 0) return yes('dp-content');
    return distributionPoints.some(({ serves }) => serves.includes('http'))
      ? yes('dp-serves-http')
      : no('dp-serves-no-http');
  },
  'distribution-point-serves-http': ({ roles }) =>
    roles.distributionPoints.some(({ serves }) => serves.includes('http'))
      ? yes('dp-serves-http')
      : no('dp-serves-no-http'),
  'distribution-point-serves-smb': ({ roles }) =>
    roles.distributionPoints.some(({ serves }) => serves.includes('smb'))
      ? yes('dp-serves-smb')
      : no('dp-serves-no-smb'),
  'every-smb-distribution-point-serves-http': ({ roles }) =>
    roles.distributionPoints
      .filter(({ serves }) => serves.includes('smb'))
      .every(({ serves }) => serves.includes('http'))
      ? yes('every-smb-dp-serves-http')
      : no('some-smb-dp-serves-no-http'),
} as const satisfies Record<Condition, ConditionRule>;

function updateTlsByPoint({ roles }: Site): ConditionResult {
  const names = roles.softwareUpdatePoints.filter(({ ssl }) => ssl).map(({ host }) => host);
  return names.length > 0 ? yes('sup-tls-by-point', names.join(', ')) : no('sup-without-tls');
}

/** Enhanced HTTP's certificates, which the site issues itself, name no list. */
function revocationChecked({ revocation, clients, communication }: Site): ConditionResult {
  if (revocation === 'not-checked') return no('crl-check-off');
  return clients.location === 'internet' || communication === 'https'
    ? yes('crl-checked')
    : no('no-pki-certificates', communication);
}

function locatorPointNeeded(site: Site): ConditionResult {
  switch (site.serverLocatorPointNeeded) {
    case 'yes':
      return yes('slp-forced');
    case 'no':
      return no('slp-suppressed');
    case 'auto':
      break;
  }
  if (site.clients.membership !== 'same-forest') {
    return yes('slp-clients-outside', site.clients.membership);
  }
  if (!site.activeDirectory.schemaExtended) return yes('slp-schema-not-extended');
  if (!site.activeDirectory.sitesPublished) return yes('slp-sites-not-published');
  return no('slp-not-needed');
}

/** Whether `condition` holds for `method` in `site`, with the reason. */
export function evaluateCondition(
  condition: Condition,
  site: Site,
  method: Method,
): ConditionResult {
  const rule: ConditionRule = RULES[condition];
  return rule(site, method);
}
