import type { DomainService } from '../catalogue/flow.ts';
import type { PortRange, Product, WebRole } from '../catalogue/vocabulary.ts';
import type { NameServer } from '../site/site.ts';

/**
 * What is tested on one host. Requirements of several methods may share a check, so it does not
 * mention the method, and two checks with equal content are the same check.
 */
export type Check = HostCheck | RevocationCheck | DomainCheck;

/** A check whose host is probed; the others lead to such checks of hosts that only a run learns. */
export type HostCheck =
  | IcmpCheck
  | SmbCheck
  | EndpointMapperCheck
  | EndpointMapperUdpCheck
  | RpcDynamicCheck
  | HttpCheck
  | TcpCheck
  | RevocationListCheck
  | DnsCheck
  | KerberosCheck
  | LdapCheck;

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

/** The addresses that a server's certificate names for checking whether it is revoked. */
export interface RevocationCheck {
  readonly kind: 'revocation';
  readonly host: string;
  /** The check that shows the certificate, and so runs first. */
  readonly of: HttpCheck;
}

/** One revocation address from a certificate. */
export interface RevocationListCheck {
  readonly kind: 'revocation-list';
  readonly host: string;
  readonly port: number;
  readonly path: string;
  /** A list (RFC 5280 4.2.1.13), or a responder (RFC 6960). */
  readonly asks: 'list' | 'responder';
}

/** A service of a domain, at the servers that DNS names for it. */
export interface DomainCheck {
  readonly kind: 'domain';
  /** The domain's name. */
  readonly host: string;
  readonly service: DomainService;
  /** The name servers that clients ask; if empty, this machine's own. */
  readonly nameServers: readonly NameServer[];
}

/** A name server; it is asked for a record that every domain has. */
export interface DnsCheck {
  readonly kind: 'dns';
  /** Its address. */
  readonly host: string;
  readonly port: number;
  readonly record: string;
}

export interface KerberosCheck {
  readonly kind: 'kerberos';
  readonly host: string;
  readonly port: number;
  readonly realm: string;
  /** The name servers to look the host up with; if empty, this machine's own. */
  readonly nameServers: readonly NameServer[];
}

export interface LdapCheck {
  readonly kind: 'ldap';
  readonly host: string;
  readonly port: number;
  /** The domain that it has to be a controller of, or the forest that it has to be a global catalog of. */
  readonly of: { readonly kind: 'domain' | 'forest'; readonly name: string } | null;
  readonly nameServers: readonly NameServer[];
}
