import ipaddr from 'ipaddr.js';

const AF_INET6 = 23;
const IPV6_BYTES = 28;

/** An IPv4 address as the number whose bytes in memory are in network order. */
export function ipv4Number(address: string): number {
  return Buffer.from(ipaddr.parse(address).toByteArray()).readUInt32LE(0);
}

/** `sockaddr_in6` (ws2ipdef.h); Windows writes a zone as the interface's number. */
export function ipv6SocketAddress(address: string): Buffer {
  const [literal = '', zone = '0'] = address.split('%');
  const encoded = Buffer.alloc(IPV6_BYTES);
  encoded.writeUInt16LE(AF_INET6, 0);
  encoded.set(ipaddr.parse(literal).toByteArray(), 8);
  encoded.writeUInt32LE(Number(zone), 24);
  return encoded;
}

/** `::`, for any address of this machine. */
export const ANY_IPV6: Buffer = ipv6SocketAddress('::');
