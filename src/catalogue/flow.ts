import type { OwnFlow, OwnFlowName } from './own.ts';
import {
  type InstallMethod,
  METHODS,
  type Method,
  type Necessity,
  OWN_PREFIX,
  type Role,
  type Transport,
  type Vantage,
} from './vocabulary.ts';

/** A name of the port tables: a flow within its method, and the key of its texts. */
export const FLOW_NAMES = [
  'slp-http',
  'fsp-http',
  'icmp',
  'smb',
  'rpc-endpoint-mapper',
  'rpc-endpoint-mapper-udp',
  'rpc-dynamic',
  'mp-http',
  'mp-https',
  'sup-http',
  'sup-https',
  'source-smb',
  'package-smb',
  'share-smb',
  'dp-http',
  'dp-https',
  'dp-smb',
  'client-notification',
  'cmg-https',
  'crl-http',
  'dns',
  'kerberos',
  'ldap',
  'global-catalog',
] as const;
export type TableFlowName = (typeof FLOW_NAMES)[number];
/** A flow's name within its method: of the port tables, or of a user's row. */
export type FlowName = TableFlowName | OwnFlowName;

/** `client-push/smb`. */
export type TableRequirementId = `${InstallMethod}/${TableFlowName}`;
/** `client-push/smb`, `own-remote-control/own-viewer`. */
export type RequirementId = TableRequirementId | `${Method}/${OwnFlowName}`;

export function isOwnName(name: FlowName): name is OwnFlowName {
  return name.startsWith(OWN_PREFIX);
}

/** @throws TypeError for text that is not an id; the types rule it out */
export function flowNameOf(id: RequirementId): FlowName {
  const word = id.slice(id.indexOf('/') + 1);
  if (hasOwnPrefix(word)) return word;
  const name = FLOW_NAMES.find((known) => known === word);
  if (name === undefined) throw new TypeError(`${id} names no flow`);
  return name;
}

/** The name of a user's own method, or of a row. */
export const OWN_NAME = /^own-[a-z0-9][a-z0-9-]{0,32}$/;

/** Whether text is the id of a user's row, in a method of ours or of the user's. */
export function isOwnId(text: string): text is `${Method}/${OwnFlowName}` {
  const [method = '', name = '', ...rest] = text.split('/');
  const isMethod = METHODS.some((known) => known === method) || OWN_NAME.test(method);
  return rest.length === 0 && isMethod && OWN_NAME.test(name);
}

/** The method of a user's row. */
export function methodOf(id: `${Method}/${OwnFlowName}`): Method {
  const word = id.slice(0, id.indexOf('/'));
  return METHODS.find((known) => known === word) ?? `${OWN_PREFIX}${word.slice(OWN_PREFIX.length)}`;
}

function hasOwnPrefix(word: string): word is OwnFlowName {
  return word.startsWith(OWN_PREFIX);
}

/** The service at the flow's far end. It decides the port and the probe. */
export type Service =
  | 'icmp-echo'
  | 'smb'
  | 'rpc-endpoint-mapper'
  | 'rpc-endpoint-mapper-udp'
  | 'rpc-dynamic'
  | 'http'
  | 'https'
  | 'client-notification'
  | 'revocation-list'
  | DomainService;

/** What the computers of a domain ask its name servers and domain controllers for. */
export const DOMAIN_SERVICES = ['dns', 'kerberos', 'ldap', 'global-catalog'] as const;
export type DomainService = (typeof DOMAIN_SERVICES)[number];

/** Which of the site's hosts a flow goes to. */
export const HOST_SOURCES = [
  'client',
  'management-points',
  'server-locator-points',
  'fallback-status-points',
  'software-update-points',
  'tls-software-update-points',
  'http-distribution-points',
  'smb-distribution-points',
  'source-share',
  'run-from-share',
  'package-share',
  'cloud-management-gateways',
  'certificates',
  'domain',
] as const;
export type HostSource = (typeof HOST_SOURCES)[number];

/** A condition on the site alone. */
export const SITE_CONDITIONS = [
  'always',
  'clients-on-intranet',
  'clients-on-internet',
  'revocation-checked',
  'clients-of-a-domain',
  'server-locator-point-needed',
  'fallback-status-point-named',
  'management-point-named',
  'http-communication',
  'https-communication',
  'enhanced-http',
  'software-update-point-tls',
  'software-update-point-ssl',
  'package-not-local',
  'not-run-locally',
  'distribution-point-may-serve-http',
  'distribution-point-serves-http',
  'distribution-point-serves-smb',
  'every-smb-distribution-point-serves-http',
] as const;
export type SiteCondition = (typeof SITE_CONDITIONS)[number];

/** A condition on the site and the method. A flow is needed where all of its conditions hold. */
export type Condition = SiteCondition | 'no-source' | 'source-given' | 'source-on-a-share';

/** A necessity that is replaced by another where one of the conditions holds. */
export interface NecessityRule {
  readonly usually: Necessity;
  readonly when: readonly [Condition, ...Condition[]];
  readonly becomes: Necessity;
}

export const DOCUMENTS = {
  'cm2007-ports':
    'Ports Used During Configuration Manager Client Deployment (Configuration Manager 2007, Japanese edition)',
  'current-branch-ports':
    'Windows Firewall and port settings for clients in Configuration Manager (current branch)',
  'current-branch-prerequisites':
    'Prerequisites for deploying clients to Windows computers (current branch)',
  'current-branch-installation-properties':
    'Client installation parameters and properties in Configuration Manager (current branch)',
  'current-branch-all-ports': 'Ports used in Configuration Manager (current branch)',
} as const;
export type DocumentKey = keyof typeof DOCUMENTS;

/** The document and the row that a flow is taken from. */
export interface Citation {
  readonly document: DocumentKey;
  /** The heading of the table, in the document's language. */
  readonly section: string;
  /** The row, paraphrased, with the ports as printed. */
  readonly row: string;
  /** The footnote of the table that sets the port. */
  readonly note?: 1 | 2;
  /** Why the row is here although the table lacks it. */
  readonly derivation?: string;
  /** A mistake of the document in this row, and how it is read here. */
  readonly erratum?: string;
}

/** The two ends of a flow: the same in every method and product that has it. */
export interface FlowEnds {
  readonly from: Vantage;
  readonly to: Role;
  readonly transport: Transport;
  readonly service: Service;
  readonly hosts: HostSource;
  /** `read`: the table says "between"; the direction is inferred from which side connects. */
  readonly direction: 'stated' | 'read';
}

/** One row of a port table, with all methods that have it. */
export interface PortTableRow {
  readonly methods: readonly InstallMethod[];
  readonly name: TableFlowName;
  readonly when: readonly Condition[];
  readonly necessity: Necessity | NecessityRule;
  readonly source: Citation;
}

/** One flow of one method, as the port tables have it. */
export interface TableFlow extends Omit<PortTableRow, 'methods'>, FlowEnds {
  readonly id: TableRequirementId;
  readonly method: InstallMethod;
}

export type Flow = TableFlow | OwnFlow;

export function isOwnFlow(flow: Flow): flow is OwnFlow {
  return 'words' in flow;
}

/** Whether nothing can be asked that would prove the flow. */
export function isByHand(flow: Flow): boolean {
  return isOwnFlow(flow) && flow.proof.kind === 'by-hand';
}
