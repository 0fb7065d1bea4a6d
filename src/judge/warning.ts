import { firstLabel } from '../base/host-name.ts';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { withoutZone } from '../base/zone.ts';
import type { TableFlowName, RequirementId } from '../catalogue/flow.ts';
import type { Method, Product, Vantage } from '../catalogue/vocabulary.ts';
import type { EndpointResult } from '../probe/result.ts';
import type {
  EndpointMapperEvidence,
  HttpEvidence,
  RpcDynamicEvidence,
  SmbEvidence,
} from '../probe/observation.ts';
import { SPOOLER, interfaceName } from '../probe/rpc/interfaces.ts';
import { STAND_IN_GUID, STAND_IN_SERVER } from '../probe/stand-in.ts';
import type { Said } from '../probe/saved-words.ts';
import { type LookedAtHosts, counts } from './fallback.ts';
import type { warning } from './saved-facts.ts';

/** What to warn of although the flow is open. */
export type Warning = Said<typeof warning>;

export type WarningCode = Warning['code'];

/** The limit that Kerberos sets. */
const MAX_SKEW_SECONDS = 300;

/** What a warning affects: a method that works is `degraded` by it. */
export type Burden =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'method'; readonly method: Method }
  /** The methods that need this flow to this host. */
  | { readonly kind: 'flow'; readonly flow: TableFlowName; readonly host: string };

export function burdenOf(warning: Warning, product: Product): Burden {
  switch (warning.code) {
    case 'clock-skew':
    case 'address-translation':
      return { kind: 'method', method: 'client-push' };
    case 'smb1-only':
      return product === 'current-branch'
        ? { kind: 'method', method: 'client-push' }
        : { kind: 'nothing' };
    case 'path-mtu':
    case 'verb-blocked':
      return { kind: 'flow', flow: warning.flow, host: warning.host };
    // An installation finds its content without one; deployed software has no source.
    case 'boundary-group-without':
      return warning.role === 'distributionPoints'
        ? { kind: 'method', method: 'software-distribution' }
        : { kind: 'nothing' };
    case 'no-boundary-group':
      return warning.ledBy === 'every-server'
        ? { kind: 'method', method: 'software-distribution' }
        : { kind: 'nothing' };
    case 'short-name-differs':
    case 'unknown-issuer':
    case 'dynamic-partly':
    case 'relayed':
    case 'incomplete-chain':
    case 'client-certificate':
    case 'proxy-ignored':
    case 'server-name':
    case 'http-404':
    case 'verb-refused':
    case 'legacy-tls':
    case 'service-record':
    case 'communication-differs':
    case 'stand-in':
      return { kind: 'nothing' };
  }
}

/** What a warning is held against. */
export interface LookedAt extends LookedAtHosts {
  readonly id: RequirementId;
}

/**
 * Whether a warning makes a method `degraded` that would work without it.
 * @param requirements that count for the method, with what was looked at for them
 */
export function weighsOn(
  warning: Warning,
  method: Method,
  requirements: readonly LookedAt[],
  product: Product,
): boolean {
  const burden = burdenOf(warning, product);
  switch (burden.kind) {
    case 'nothing':
      return false;
    case 'method':
      return method === burden.method;
    case 'flow':
      return requirements.some(
        (requirement) =>
          requirement.id === `${method}/${burden.flow}` &&
          requirement.endpoints.some(({ host }) => host === burden.host) &&
          counts(burden.host, requirement),
      );
  }
}

/** What was seen of a flow at one address. */
export interface SeenFlow {
  readonly flow: TableFlowName;
  readonly endpoint: EndpointResult;
}

/** Everything that the endpoints of a client's run show beside their outcomes, each thing once. */
export function findWarnings(
  seen: readonly SeenFlow[],
  from: Vantage,
  names: ClientNames | null,
  proxyVariable: string | null,
): readonly Warning[] {
  const found = [
    ...seen.flatMap((each) => warningsOf(each, from)),
    ...addressTranslations(seen.map(({ endpoint }) => endpoint)),
    ...(names === null ? [] : shortNameWarnings(names)),
    ...(proxyVariable === null
      ? []
      : [{ code: 'proxy-ignored', host: null, variable: proxyVariable } as const]),
  ];
  return [...new Map(found.map((warning) => [warningKey(warning), warning])).values()];
}

/**
 * Equal for warnings of which one is enough: one for each host, or each flow or role where that
 * matters.
 */
export function warningKey(warning: Warning): string {
  const about = warning.code === 'boundary-group-without' ? warning.role : flowOf(warning);
  return `${warning.code} ${warning.host} ${about ?? ''}`;
}

/** The flow that a warning is about; null if it is about a host. */
export function flowOf(warning: Warning): TableFlowName | null {
  return 'flow' in warning ? (warning.flow ?? null) : null;
}

function warningsOf({ flow, endpoint: { host, observation } }: SeenFlow, from: Vantage): Warning[] {
  const { evidence } = observation;
  // No answer at all is silence, and the path may be the reason.
  if (observation.outcome === 'silent' && evidence.kind === 'http') {
    return lostPackets(host, flow, evidence);
  }
  if (observation.outcome !== 'open') return [];
  switch (evidence.kind) {
    case 'smb':
      return [
        ...(evidence.serverGuid === STAND_IN_GUID ? [{ code: 'stand-in', host } as const] : []),
        ...(from === 'site-server' ? clientSmb(host, evidence) : serverSmb(host, evidence)),
      ];
    case 'http':
      return http(host, flow, evidence);
    case 'rpc-endpoint-mapper':
      return pathMtu(host, evidence);
    case 'rpc-dynamic':
      return dynamicPartly(host, evidence);
    case 'none':
    case 'icmp':
    case 'rpc-endpoint-mapper-udp':
    case 'revocation-list':
    case 'dns':
    case 'ldap':
    case 'kerberos':
      return [];
  }
}

function pathMtu(host: string, { fullSegmentsLost }: EndpointMapperEvidence): Warning[] {
  const flow = 'rpc-endpoint-mapper';
  switch (fullSegmentsLost) {
    case null:
      return [];
    case 'both':
    case 'sent':
      return [{ code: 'path-mtu', host, flow, direction: 'sent' }];
    case 'received':
      return [{ code: 'path-mtu', host, flow, direction: 'received' }];
  }
}

function dynamicPartly(host: string, { tried }: RpcDynamicEvidence): Warning[] {
  const open = tried.find(({ outcome }) => outcome === 'open');
  const spooler = interfaceName(SPOOLER) ?? SPOOLER;
  const silent = tried.find(
    ({ outcome, interfaces }) => outcome === 'filtered' && interfaces.includes(spooler),
  );
  return open === undefined || silent === undefined
    ? []
    : [{ code: 'dynamic-partly', host, silent: silent.port, open: open.port }];
}

function clientSmb(host: string, evidence: SmbEvidence): Warning[] {
  const warnings: Warning[] = [];
  const theirs = Date.parse(evidence.ntlmTime ?? evidence.serverTime ?? '');
  const ours = Date.parse(evidence.localTime ?? '');
  const seconds = Math.round((theirs - ours) / 1000);
  if (Math.abs(seconds) > MAX_SKEW_SECONDS) warnings.push({ code: 'clock-skew', host, seconds });
  if (evidence.protocol === 'smb1') {
    warnings.push({ code: 'smb1-only', host, dialect: evidence.dialect });
  }
  return warnings;
}

/** Aliases, clusters and DFS answer under other names: worth a note, no more. */
function serverSmb(host: string, evidence: SmbEvidence): Warning[] {
  const told = [evidence.dnsComputerName, evidence.netbiosComputerName].filter(
    (name) => name !== null,
  );
  if (isIP(host) !== 0 || told.length === 0) return [];
  const asked = firstLabel(host);
  const same = told.some(
    (name) => firstLabel(name) === asked || firstLabel(name) === asked.slice(0, 15),
  );
  return same ? [] : [{ code: 'server-name', host, names: told }];
}

/**
 * DCOM marshals the server's own addresses into its answers, so one that is not ours can't be
 * connected to afterwards. Names among the bindings, and addresses of the other family, say nothing;
 * one address of a host that is in its bindings is enough.
 */
function addressTranslations(endpoints: readonly EndpointResult[]): Warning[] {
  const reached = endpoints.flatMap(({ host, address, observation: { outcome, evidence } }) => {
    if (outcome !== 'open' || evidence.kind !== 'rpc-endpoint-mapper') return [];
    const own = address === null ? null : normalAddress(address);
    if (address === null || own === null || evidence.bindings === null) return [];
    const bindings = evidence.bindings.map(normalAddress).filter((binding) => binding !== null);
    const comparable = bindings.filter((binding) => binding.includes(':') === own.includes(':'));
    return comparable.length === 0
      ? []
      : [{ host, address, bindings, translated: !comparable.includes(own) }];
  });
  return reached
    .filter(
      ({ host, translated }) =>
        translated && reached.every((other) => other.host !== host || other.translated),
    )
    .map(({ host, address, bindings }) => ({
      code: 'address-translation',
      host,
      address,
      bindings,
    }));
}

function normalAddress(text: string): string | null {
  const literal = withoutZone(text);
  return isIP(literal) === 0 ? null : ipaddr.process(literal).toString();
}

function lostPackets(host: string, flow: TableFlowName, evidence: HttpEvidence): Warning[] {
  const { fullSegmentsLost: direction } = evidence;
  return direction === null ? [] : [{ code: 'path-mtu', host, flow, direction }];
}

function verbBlocked(host: string, flow: TableFlowName, { besides }: HttpEvidence): Warning[] {
  if (besides === null) return [];
  const { request, seen, status } = besides;
  if (seen === 'refused') return [{ code: 'verb-refused', host, flow, request, status }];
  const isBlocked = seen === 'cut' || seen === 'filtered';
  return isBlocked && (request === 'head' || request === 'range')
    ? [{ code: 'verb-blocked', host, flow, request, seen }]
    : [];
}

function http(host: string, flow: TableFlowName, evidence: HttpEvidence): Warning[] {
  const warnings = [...lostPackets(host, flow, evidence), ...verbBlocked(host, flow, evidence)];
  if (evidence.server === STAND_IN_SERVER) warnings.push({ code: 'stand-in', host });
  if (evidence.status === 404) warnings.push({ code: 'http-404', host, url: evidence.url });
  if (evidence.relay !== null) warnings.push({ code: 'relayed', host, relay: evidence.relay });
  const { tls } = evidence;
  if (tls === null) return warnings;
  if (tls.issuerTrust === 'unknown') {
    warnings.push({ code: 'unknown-issuer', host, issuer: tls.issuer });
  }
  if (tls.missingIssuer !== null) {
    warnings.push({ code: 'incomplete-chain', host, issuer: tls.missingIssuer });
  }
  if (tls.clientCertificate === 'asked') {
    const code = 'client-certificate';
    warnings.push(flow === 'sup-https' ? { code, host, flow } : { code, host });
  }
  if (tls.protocol === 'TLSv1' || tls.protocol === 'TLSv1.1') {
    warnings.push({ code: 'legacy-tls', host, protocol: tls.protocol });
  }
  return warnings;
}

/** A push tries both the full and the short name. */
function shortNameWarnings(names: ClientNames): Warning[] {
  const { fullName, shortName, addresses, shortAddresses } = names;
  const agree = shortAddresses.some((address) => addresses.includes(address));
  return agree || addresses.length === 0
    ? []
    : [{ code: 'short-name-differs', host: fullName, shortName, addresses, shortAddresses }];
}

/** The addresses of a client's full and short names; empty for a name without any. */
export interface ClientNames {
  readonly fullName: string;
  readonly shortName: string;
  readonly addresses: readonly string[];
  readonly shortAddresses: readonly string[];
}
