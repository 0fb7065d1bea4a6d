import type { PortRange, WebRole } from '../catalogue/vocabulary.ts';

/**
 * One thing to look at on one host: what a probe is given. Several requirements may share a check,
 * so it holds nothing of the method, and two checks with the same content are the same check.
 */
export type Check =
  | IcmpCheck
  | SmbCheck
  | EndpointMapperCheck
  | EndpointMapperUdpCheck
  | RpcDynamicCheck
  | HttpCheck
  | TcpCheck;

export interface IcmpCheck {
  readonly kind: 'icmp';
  readonly host: string;
}

export interface SmbCheck {
  readonly kind: 'smb';
  readonly host: string;
  readonly port: number;
  /** The computer must be the one that was asked for: a client. A server may answer to an alias. */
  readonly identity: 'must-match' | 'may-differ';
}

export interface EndpointMapperCheck {
  readonly kind: 'rpc-endpoint-mapper';
  readonly host: string;
  readonly port: number;
}

export interface EndpointMapperUdpCheck {
  readonly kind: 'rpc-endpoint-mapper-udp';
  readonly host: string;
  readonly port: number;
}

/** Connects to what the endpoint mapper on `mapperPort` advertises, so it comes after that check. */
export interface RpcDynamicCheck {
  readonly kind: 'rpc-dynamic';
  readonly host: string;
  readonly mapperPort: number;
  readonly range: PortRange;
}

export interface HttpCheck {
  readonly kind: 'http';
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly role: WebRole;
  /** Enhanced HTTP: the site's own "SMS Issuing" chain is as good as a known one. */
  readonly siteIssuedCertificate: 'accepted' | 'unknown-issuer';
}

/** A port whose service speaks only when authenticated: an accepted connection is all there is. */
export interface TcpCheck {
  readonly kind: 'tcp';
  readonly host: string;
  readonly port: number;
}
