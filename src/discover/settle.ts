import { isIP } from 'node:net';
import type { Communication } from '../catalogue/vocabulary.ts';
import type { FlagValue } from '../site/site-from.ts';
import { isTlsPort } from '../site/tls-ports.ts';
import { wsusPorts } from '../site/wsus-ports.ts';
import {
  FACT_KINDS,
  type Contradiction,
  type CommunicationSign,
  type Discovery,
  type SourcedFact,
  type FactKind,
  type SourcedValue,
  type FactSource,
  type NotTold,
} from './model.ts';

/** The values for a site file, chosen from what was found, with their sources. */
export interface Settled {
  readonly values: readonly FlagValue[];
  readonly said: ReadonlyMap<FactKind, readonly SourcedValue[]>;
  /**
   * Why the communication is not among `values` although management points showed something of it.
   */
  readonly communicationNotTold: NotTold | null;
  readonly contradictions: readonly Contradiction[];
}

/** Sources in order of precedence, for values that a site has only once. */
const RANKS: readonly FactSource['kind'][] = [
  'option',
  'management-point',
  'management-point-list',
  'dns',
  'registry',
];

/** Where each kind of fact stands in a site file. */
export const PATHS: Readonly<Record<FactKind, readonly string[]>> = {
  'site-code': ['siteCode'],
  product: ['product'],
  communication: ['communication'],
  'management-point': ['roles', 'managementPoints'],
  'http-port': ['ports', 'http'],
  'https-port': ['ports', 'https'],
  'fallback-status-point': ['roles', 'fallbackStatusPoints'],
  'software-update-point': ['roles', 'softwareUpdatePoints'],
  'cloud-management-gateway': ['roles', 'cloudManagementGateways'],
};

const USUAL_PORTS = { 'http-port': 80, 'https-port': 443 } as const;

/**
 * Chooses values where sources disagree; the others stay visible in `said` and `contradictions`.
 */
export function settle({ findings }: Pick<Discovery, 'findings'>): Settled {
  const groups = new Map(FACT_KINDS.map((what) => [what, saidOf(what, findings)]));
  const of = (what: FactKind): readonly SourcedValue[] => groups.get(what) ?? [];
  const candidates: readonly (readonly [FactKind, unknown])[] = [
    ['product', of('product')[0]?.value],
    ['site-code', of('site-code')[0]?.value],
    ['http-port', portsOf('http-port', of('http-port'))],
    ['https-port', portsOf('https-port', of('https-port'))],
    ['management-point', listOf(managementPoints(of('management-point'), findings, of))],
    ['fallback-status-point', listOf(of('fallback-status-point').map(({ value }) => value))],
    ['software-update-point', listOf(softwareUpdatePoints(findings))],
    ['cloud-management-gateway', listOf(gateways(findings, of('product')[0]?.value))],
  ];
  const values = candidates.flatMap(([what, value]) =>
    value === undefined ? [] : [{ flag: 'discover', path: PATHS[what], value }],
  );
  const { value: communication, notTold } = communicationOf(findings, of('product')[0]?.value);
  if (communication !== null) {
    values.push({ flag: 'discover', path: PATHS.communication, value: communication });
  }
  const single = ['site-code', 'product', 'http-port', 'https-port'] as const;
  return {
    values,
    said: new Map(FACT_KINDS.map((what) => [what, of(what)])),
    communicationNotTold: notTold,
    contradictions: single.flatMap((what) =>
      of(what).length > 1 ? [{ what, said: of(what) }] : [],
    ),
  };
}

/** The values of a kind with their sources, those of the highest precedence first. */
function saidOf(what: FactKind, findings: readonly SourcedFact[]): readonly SourcedValue[] {
  const own = findings
    .filter((finding) => finding.what === what)
    .toSorted((a, b) => RANKS.indexOf(a.source.kind) - RANKS.indexOf(b.source.kind));
  const names = fullNames(own.map(({ value }) => String(value)));
  const grouped = new Map<string, FactSource[]>();
  for (const { value, source } of own) {
    const word = String(value);
    const name = isHost(what) ? (names.get(word.toLowerCase()) ?? word) : word;
    const sources = grouped.get(name) ?? [];
    if (!sources.some((known) => JSON.stringify(known) === JSON.stringify(source))) {
      sources.push(source);
    }
    grouped.set(name, sources);
  }
  return [...grouped].map(([value, sources]) => ({
    value,
    versions: what === 'product' ? versionsOf(value, own) : [],
    sources,
  }));
}

function versionsOf(product: string, findings: readonly SourcedFact[]): readonly string[] {
  const versions = findings.flatMap((finding) =>
    finding.what === 'product' && finding.value === product ? [finding.version] : [],
  );
  return [...new Set(versions)];
}

function isHost(what: FactKind): boolean {
  return what.endsWith('-point');
}

/**
 * Maps each name in lower case to one spelling; a short name is replaced by the only full name that
 * begins with it.
 */
function fullNames(names: readonly string[]): ReadonlyMap<string, string> {
  const spelled = new Map<string, string>();
  for (const name of names) {
    if (!spelled.has(name.toLowerCase())) spelled.set(name.toLowerCase(), name);
  }
  for (const [lower] of spelled) {
    if (lower.includes('.') || isIP(lower) !== 0) continue;
    const longer = [...spelled].filter(([other]) => other.startsWith(`${lower}.`));
    const [only] = longer;
    if (only !== undefined && longer.length === 1) spelled.set(lower, only[1]);
  }
  return spelled;
}

/**
 * The user's port, or else all ports that were found. Nothing where that is only the usual port.
 */
function portsOf(what: 'http-port' | 'https-port', said: readonly SourcedValue[]): unknown {
  const byUser = said.find(({ sources }) => sources.some(({ kind }) => kind === 'option'));
  const ports = (byUser === undefined ? said : [byUser]).map(({ value }) => Number(value));
  const [first, ...others] = ports;
  if (first === undefined || (others.length === 0 && first === USUAL_PORTS[what])) return undefined;
  return others.length === 0 ? first : ports;
}

function listOf(list: readonly unknown[]): readonly unknown[] | undefined {
  return list.length === 0 ? undefined : list;
}

/** A host gets a port beside it only where it is not one of the site's ports. */
function managementPoints(
  said: readonly SourcedValue[],
  findings: readonly SourcedFact[],
  of: (what: FactKind) => readonly SourcedValue[],
): readonly string[] {
  const known = new Set([
    ...Object.values(USUAL_PORTS),
    ...[...of('http-port'), ...of('https-port')].map(({ value }) => Number(value)),
  ]);
  return said.map(({ value: host }) => {
    const own = findings.find(
      (finding) =>
        finding.what === 'management-point' &&
        finding.value.toLowerCase() === host.toLowerCase() &&
        finding.port !== null,
    );
    const port = own?.what === 'management-point' ? own.port : null;
    if (port === null || known.has(port)) return host;
    return isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`;
  });
}

/**
 * Ports that contradict note 2 of the port document, or the scheme, are left out, because a site file may not have
 * them.
 */
function softwareUpdatePoints(findings: readonly SourcedFact[]): readonly unknown[] {
  const hosts = new Map<string, unknown>();
  for (const finding of findings) {
    if (finding.what !== 'software-update-point') continue;
    const { value: host, scheme, port } = finding;
    const ports = scheme === 'http' ? { httpPort: port } : { httpsPort: port };
    const isSound =
      !('problem' in wsusPorts(ports.httpPort, ports.httpsPort)) &&
      !(scheme === 'http' && isTlsPort(port));
    const ssl = scheme === 'https' ? { ssl: true } : {};
    hosts.set(host.toLowerCase(), { host, ...(isSound ? ports : {}), ...ssl });
  }
  return [...hosts.values()];
}

/** Configuration Manager 2007 has none: its site files may not name one. */
function gateways(
  findings: readonly SourcedFact[],
  product: string | undefined,
): readonly string[] {
  if (product === 'cm2007') return [];
  const found = findings.flatMap((finding) =>
    finding.what === 'cloud-management-gateway'
      ? [
          finding.port === null || finding.port === USUAL_PORTS['https-port']
            ? finding.value
            : `${finding.value}:${finding.port}`,
        ]
      : [],
  );
  return [...new Set(found)];
}

/** The communication of a site, or why it is unknown. */
interface ToldCommunication {
  readonly value: Communication | null;
  readonly notTold: NotTold | null;
}

/**
 * In current branch, plain HTTP works with enhanced HTTP and without; only a certificate that the
 * site itself issued tells which it is. Where HTTPS answers and HTTP does not, it may be a site of
 * either kind behind a firewall.
 */
function communicationOf(
  findings: readonly SourcedFact[],
  product: string | undefined,
): ToldCommunication {
  const signs = new Set(
    findings.flatMap((finding) => (finding.what === 'communication' ? [finding.value] : [])),
  );
  const has = (sign: CommunicationSign): boolean => signs.has(sign);
  const told = (value: Communication): ToldCommunication => ({ value, notTold: null });
  const notTold = (why: NotTold | null): ToldCommunication => ({ value: null, notTold: why });
  if (has('demands-https') && (has('takes-http') || has('site-issued-certificate'))) {
    return notTold('points-differ');
  }
  if (product === undefined) return notTold(null);
  if (has('demands-https')) return told(product === 'cm2007' ? 'native' : 'https');
  if (product === 'cm2007') {
    return has('takes-http') ? told('mixed') : notTold(isOverTls(findings) ? 'https-or-not' : null);
  }
  if (has('site-issued-certificate')) return told('enhanced-http');
  if (has('takes-http')) return notTold('plain-or-enhanced');
  return notTold(isOverTls(findings) ? 'https-or-not' : null);
}

/** Whether a management point answered over HTTPS. */
function isOverTls(findings: readonly SourcedFact[]): boolean {
  return findings.some(
    ({ what, source }) =>
      what === 'https-port' &&
      (source.kind === 'management-point' || source.kind === 'management-point-list'),
  );
}
