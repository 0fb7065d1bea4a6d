import type { PortRange, Product, WebRole } from '../catalogue/vocabulary.ts';

/**
 * What a probe is asked to test on one host. Requirements of several methods may share a check, so
 * it does not mention the method, and two checks with equal content are the same check.
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
  /**
   * `must-match` for clients: another computer may have taken over the address. A server may be
   * known by an alias.
   */
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

/**
 * Connects to ports that the endpoint mapper on `mapperPort` lists, so it runs after that check.
 */
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
  /** Products differ in what a role answers. */
  readonly product: Product;
  /** `content`: HTTP of an update point whose service wants TLS; content alone comes over it. */
  readonly serves: 'service' | 'content';
  /** `accepted` with enhanced HTTP, where the site issues certificates itself ("SMS Issuing"). */
  readonly siteIssuedCertificate: 'accepted' | 'unknown-issuer';
}

/** A port whose service says nothing before authentication, so an accepted connection has to do. */
export interface TcpCheck {
  readonly kind: 'tcp';
  readonly host: string;
  readonly port: number;
}
