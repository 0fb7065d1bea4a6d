import type { EVIDENCE, EvidenceOf } from './evidence.ts';

export type {
  BesidesEvidence,
  LostSegments,
  RevocationAddresses,
  RpcEndpoint,
  TlsEvidence,
  TriedOutcome,
} from './evidence.ts';

/** How far a probe got; each word includes those before it. */
export const REACHED = ['none', 'resolved', 'connected', 'tls', 'protocol', 'service'] as const;
export type Reached = (typeof REACHED)[number];

/** Outcomes that a system error or a missing answer decides; `code` says which. */
export type NetworkOutcome =
  'refused' | 'filtered' | 'unreachable' | 'unresolved' | 'silent' | 'error';

/** Outcomes that an answer decides; `cause` says which. */
export type AnswerOutcome = 'wrong-service' | 'wrong-host' | 'unhealthy' | 'inconclusive';

export type Outcome = 'open' | NetworkOutcome | AnswerOutcome;

/** Why an answer was not the expected one. */
export const CAUSES = [
  // wrong-service
  'closed-before-answer',
  'reset-before-answer',
  'not-smb',
  'not-rpc',
  'not-endpoint-mapper',
  'not-http',
  'not-tls',
  'tls-handshake-failed',
  'redirect-elsewhere',
  'proxy-authentication',
  'filter-page',
  'not-iis',
  'unexpected-status',
  'foreign-content',
  'no-content-folder',
  'verb-blocked',
  'not-dns',
  'not-ldap',
  'not-kerberos',
  // wrong-host
  'other-computer-name',
  'other-domain',
  // unhealthy
  'server-error',
  'no-such-site',
  'logon-demanded',
  'forbidden',
  'tls-required',
  'address-rejected',
  'client-certificate-required',
  'client-certificate-refused',
  'update-client-certificate',
  'gateway-certificate-required',
  'gateway-forbidden',
  'gateway-token-invalid',
  'gateway-refusal',
  'negotiate-refused',
  'bind-refused',
  'certificate-expired',
  'certificate-not-yet-valid',
  'certificate-name',
  'certificate-usage',
  'certificate-issuer',
  'list-expired',
  'record-missing',
  'name-server-failure',
  'directory-refusal',
  'key-center-refusal',
  // inconclusive
  'certificate-not-seen',
  'no-http-address',
  'other-addresses',
  'short-name',
  'clock-here',
  'no-common-tls',
  'client-certificate-suspected',
  'no-answer-udp',
  'nothing-answered',
  'mapper-not-open',
  'nothing-advertised',
  'silent-per-service',
  'mixed-answers',
  'outside-range-only',
  'slow-path',
  'session-cut',
  'bind-cut',
  'list-denied',
  'list-cut',
  'list-unanswered',
  'communication-not-told',
  'answer-truncated',
  'resolved-otherwise',
  'forest-not-known',
  'not-all-asked',
] as const;
export type Cause = (typeof CAUSES)[number];

interface Seen<E extends Evidence> {
  readonly reached: Reached;
  /** Milliseconds of the first round trip (TCP handshake, echo), null where there was none. */
  readonly rttMs: number | null;
  readonly evidence: E;
}

/**
 * What one probe of one address saw: facts, not a verdict. `code` is the system's error code
 * (`ECONNREFUSED`), `ETIMEDOUT` if the deadline passed, or `ABORT_ERR` if the run was interrupted.
 */
export type Observation<E extends Evidence = Evidence> = Seen<E> &
  (
    | { readonly outcome: 'open' }
    | { readonly outcome: NetworkOutcome; readonly code: string }
    | { readonly outcome: AnswerOutcome; readonly cause: Cause }
  );

/** The same facts where they prove nothing, for the reason that `cause` gives. */
export function inDoubt<E extends Evidence>(seen: Seen<E>, cause: Cause): Observation<E> {
  const { reached, rttMs, evidence } = seen;
  return { outcome: 'inconclusive', cause, reached, rttMs, evidence };
}

export type Evidence =
  NoEvidence | { [K in keyof typeof EVIDENCE]: EvidenceOf<K> }[keyof typeof EVIDENCE];

/** For an accepted connection, and for what failed before a probe began. */
export interface NoEvidence {
  readonly kind: 'none';
}

export type IcmpEvidence = EvidenceOf<'icmp'>;
export type SmbEvidence = EvidenceOf<'smb'>;
export type EndpointMapperEvidence = EvidenceOf<'rpc-endpoint-mapper'>;
export type RpcDynamicEvidence = EvidenceOf<'rpc-dynamic'>;
export type UdpEvidence = EvidenceOf<'rpc-endpoint-mapper-udp'>;
export type HttpEvidence = EvidenceOf<'http'>;
export type RevocationEvidence = EvidenceOf<'revocation-list'>;
export type DnsEvidence = EvidenceOf<'dns'>;
export type LdapEvidence = EvidenceOf<'ldap'>;
export type KerberosEvidence = EvidenceOf<'kerberos'>;
