import type { PortRange } from '../catalogue/vocabulary.ts';

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
  // wrong-host
  'other-computer-name',
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
  'certificate-issuer',
  // inconclusive
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
] as const;
export type Cause = (typeof CAUSES)[number];

interface Seen<E extends Evidence> {
  readonly reached: Reached;
  /** Milliseconds of the first round trip (TCP handshake, echo), null where there was none. */
  readonly rttMs: number | null;
  readonly evidence: E;
}

/**
 * What one probe of one address saw: facts, no verdict. `code` is the system's error code
 * (`ECONNREFUSED`), or `ETIMEDOUT` where the deadline passed, `ABORT_ERR` where the run was
 * interrupted.
 */
export type Observation<E extends Evidence = Evidence> = Seen<E> &
  (
    | { readonly outcome: 'open' }
    | { readonly outcome: NetworkOutcome; readonly code: string }
    | { readonly outcome: AnswerOutcome; readonly cause: Cause }
  );

export type Evidence =
  | NoEvidence
  | IcmpEvidence
  | SmbEvidence
  | EndpointMapperEvidence
  | RpcDynamicEvidence
  | UdpEvidence
  | HttpEvidence;

/** For an accepted connection, and for what failed before a probe began. */
export interface NoEvidence {
  readonly kind: 'none';
}

/** The system's own sockets or functions, or a program. */
export const ICMP_SENDERS = ['ping-socket', 'raw-socket', 'windows-api', 'program'] as const;

export interface IcmpEvidence {
  readonly kind: 'icmp';
  /** What sent the echo requests. */
  readonly sender: (typeof ICMP_SENDERS)[number];
  /** The ping program's name, null where none was used. */
  readonly program: string | null;
  /**
   * What decided: the line of the program's output, cleaned, or the error that came instead of a
   * reply.
   */
  readonly line: string | null;
}

export interface SmbEvidence {
  readonly kind: 'smb';
  readonly protocol: 'smb2' | 'smb1' | null;
  /** `3.1.1`, `2.0.2`, `NT LM 0.12`. */
  readonly dialect: string | null;
  readonly signing: 'required' | 'enabled' | 'disabled' | null;
  /** 32 hexadecimal digits in wire order. */
  readonly serverGuid: string | null;
  /** ISO 8601, as the server says; null where it says none. */
  readonly serverTime: string | null;
  /** ISO 8601, this machine's clock when `serverTime` arrived. */
  readonly localTime: string | null;
  readonly netbiosComputerName: string | null;
  readonly netbiosDomainName: string | null;
  readonly dnsComputerName: string | null;
  readonly dnsDomainName: string | null;
  /** ISO 8601, MsvAvTimestamp of the NTLM challenge. */
  readonly ntlmTime: string | null;
  /** NTSTATUS of the session setup, `0xc0000016` where the challenge came. */
  readonly sessionStatus: string | null;
}

/** One entry of the endpoint mapper's database. */
export interface RpcEndpoint {
  readonly interface: string;
  readonly version: string;
  /** A well-known interface's name. */
  readonly name: string | null;
  readonly annotation: string;
  /** `ncacn_ip_tcp`, `ncacn_np`, `ncalrpc`, `ncacn_http`, `ncadg_ip_udp`, or `0x1f` style. */
  readonly protocol: string;
  /** TCP or UDP port. */
  readonly port: number | null;
  /** IPv4 address or computer name as the tower has it. */
  readonly address: string | null;
  /** Named pipe or local port. */
  readonly pipe: string | null;
}

export interface EndpointMapperEvidence {
  readonly kind: 'rpc-endpoint-mapper';
  readonly lookup: 'complete' | 'partial' | 'denied' | 'failed' | 'not-asked';
  /** Status or fault code that ended the lookup, `0x16c9a0d6`. */
  readonly lookupStatus: string | null;
  readonly endpoints: readonly RpcEndpoint[];
  /** ServerAlive2's network addresses for TCP (tower 7), null where the server has none. */
  readonly bindings: readonly string[] | null;
  /** DCOM version, `5.7`. */
  readonly comVersion: string | null;
  /**
   * Which segments, as large as a path of 1,500 bytes takes, did not arrive, tried twice, while
   * shorter ones on the same port did; null where none was missed.
   */
  readonly fullSegmentsLost: LostSegments;
}

/** As seen from this machine. */
export const LOST_SEGMENTS = ['sent', 'received', 'both'] as const;
export type LostSegments = (typeof LOST_SEGMENTS)[number] | null;

export interface RpcDynamicEvidence {
  readonly kind: 'rpc-dynamic';
  /** How many TCP ports the endpoint mapper names; not all of a long list are tried. */
  readonly advertised: number;
  readonly range: PortRange;
  readonly tried: readonly {
    readonly port: number;
    readonly outcome: TriedOutcome;
    /** Names of known interfaces, UUIDs of others. */
    readonly interfaces: readonly string[];
  }[];
  /**
   * A port outside the range that no client listens on. It tells a silent host from a silent port,
   * and, where it is `accepted`, something in between from the computer.
   */
  readonly control: {
    readonly port: number;
    readonly outcome: ControlOutcome;
  } | null;
}

/**
 * How one dynamic port ended: `open` where it answered in DCE/RPC; `silent` and `wrong-service`
 * where it accepted and did not.
 */
export const TRIED_OUTCOMES = [
  'open',
  'silent',
  'wrong-service',
  'refused',
  'filtered',
  'unreachable',
  'inconclusive',
  'error',
  'not-waited-for',
] as const;
export type TriedOutcome = (typeof TRIED_OUTCOMES)[number];

export const CONTROL_OUTCOMES = [
  'accepted',
  'refused',
  'filtered',
  'unreachable',
  'error',
] as const;
export type ControlOutcome = (typeof CONTROL_OUTCOMES)[number];

export interface UdpEvidence {
  readonly kind: 'rpc-endpoint-mapper-udp';
  /** Type of the connectionless DCE/RPC packet that came back, `fault`, `response`, `reject`. */
  readonly packetType: string | null;
}

export interface HttpEvidence {
  readonly kind: 'http';
  readonly url: string;
  readonly status: number | null;
  readonly reason: string | null;
  readonly server: string | null;
  readonly location: string | null;
  /** Whether the body has what only this role serves. */
  readonly content: 'found' | 'missing' | 'not-looked-for';
  /** Where the answer shows IIS: in a header, or in the page alone. */
  readonly iis: 'headers' | 'page' | 'none';
  /** The filter, proxy or portal whose own page this is. */
  readonly filter: string | null;
  /** What passed the answer on, in its own words. */
  readonly relay: string | null;
  /** `403.4`, where the page names it. */
  readonly subStatus: string | null;
  /** ISO 8601, as the server says; null where it says none. */
  readonly serverTime: string | null;
  /** ISO 8601, this machine's clock when `serverTime` arrived. */
  readonly localTime: string | null;
  /** What the installation asks besides GET, and how that fared; null where it was not asked. */
  readonly besides: BesidesEvidence | null;
  /**
   * `sent`: a request of several full-size packets gets no answer while a shorter one does;
   * `received`: the answer does not come, or not whole, while a shorter one does.
   */
  readonly fullSegmentsLost: 'sent' | 'received' | null;
  readonly tls: TlsEvidence | null;
}

export const BESIDES_REQUESTS = ['ccm-post', 'post', 'head', 'range'] as const;

export interface BesidesEvidence {
  readonly request: (typeof BESIDES_REQUESTS)[number];
  /** `not-told` where it can't be told what became of it. */
  readonly seen: 'passed' | 'cut' | 'filtered' | 'not-told';
  /** The answer's status, null where there was none. */
  readonly status: number | null;
  /** The filter whose own page answered. */
  readonly filter: string | null;
}

export interface TlsEvidence {
  /** `TLSv1.3`. */
  readonly protocol: string | null;
  readonly cipher: string | null;
  readonly subject: string | null;
  readonly names: readonly string[];
  readonly issuer: string | null;
  /** ISO 8601. */
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly nameMatches: 'yes' | 'no' | 'unknown';
  /** OpenSSL's code of the chain's problem, `UNABLE_TO_VERIFY_LEAF_SIGNATURE`. */
  readonly chainProblem: string | null;
  readonly issuerTrust: 'trusted' | 'site-issued' | 'unknown' | 'not-checked';
  /** The intermediate that the server does not send, and that the certificate's address gives. */
  readonly missingIssuer: string | null;
  readonly clientCertificate: 'asked' | 'not-asked' | 'unknown';
  /** The second attempt, with TLS 1.2 at most, gave this result. */
  readonly downgraded: 'yes' | 'no';
}
