/** The flows of a client push, from the site server to the client. */
export type PushFlow = 'icmp' | 'smb' | 'mapper' | 'mapperUdp' | 'dynamic';

/** What a packet filter can do to a flow. */
export type Fault = 'drop' | 'reset' | 'port-unreachable' | 'prohibited';

const STATEMENTS = {
  drop: 'drop',
  reset: 'reject with tcp reset',
  'port-unreachable': 'reject with icmpx type port-unreachable',
  prohibited: 'reject with icmpx type admin-prohibited',
} as const satisfies Record<Fault, string>;

const PORTS = {
  smb: 'tcp dport 445',
  mapper: 'tcp dport 135',
  mapperUdp: 'udp dport 135',
  dynamic: 'tcp dport 49152-65535',
} as const satisfies Record<Exclude<PushFlow, 'icmp'>, string>;

function matchOf(flow: PushFlow, address: string): string {
  if (flow !== 'icmp') return PORTS[flow];
  return address.includes(':') ? 'icmpv6 type echo-request' : 'icmp type echo-request';
}

/** Packets to an address; a host with many addresses is many clients with one set of servers. */
export function to(address: string): string {
  return address.includes(':') ? `ip6 daddr ${address}` : `ip daddr ${address}`;
}

/** A filter rule that does `fault` to `flow` at `address`. */
export function fault(flow: PushFlow, what: Fault, address: string): string {
  return `${to(address)} ${matchOf(flow, address)} ${STATEMENTS[what]}`;
}

/** The same for any packets, in nft's words. */
export function faultOn(packets: string, what: Fault, address: string): string {
  return `${to(address)} ${packets} ${STATEMENTS[what]}`;
}

/** Lets a flow through ahead of the rules that follow. */
export function admit(flow: PushFlow, address: string): string {
  return `${to(address)} ${matchOf(flow, address)} accept`;
}
