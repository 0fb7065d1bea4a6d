import type { IpFamily } from './sender.ts';

/**
 * Random bytes at the start of the data, so that nobody can forge a reply without seeing the
 * request.
 */
export const TOKEN_BYTES = 16;

const HEADER_BYTES = 8;
/** As much data as the ping program sends. */
const DATA_BYTES = 56;
/** RFC 792, RFC 4443 4.1 and 4.2. */
const TYPES = { 4: { request: 8, reply: 0 }, 6: { request: 128, reply: 129 } } as const;
const ICMP_PROTOCOL = 1;
const MIN_IPV4_HEADER_BYTES = 20;

export interface EchoHeader {
  readonly identifier: number;
  readonly sequence: number;
}

/** An echo message that came back, or was quoted by an error. */
export interface SeenEcho extends EchoHeader {
  /** Hexadecimal; null if an error quotes too little of the request. */
  readonly token: string | null;
}

/** An echo request; ping sockets replace identifier and checksum (icmp(7)). */
export function encodeEchoRequest(
  family: IpFamily,
  { identifier, sequence }: EchoHeader,
  token: Uint8Array,
): Buffer {
  const packet = Buffer.alloc(HEADER_BYTES + DATA_BYTES);
  packet.writeUInt8(TYPES[family].request, 0);
  packet.writeUInt16BE(identifier, 4);
  packet.writeUInt16BE(sequence, 6);
  packet.set(token.subarray(0, TOKEN_BYTES), HEADER_BYTES);
  // ICMPv6's checksum covers the addresses too; the kernel always computes it (RFC 3542 3.1).
  if (family === 4) packet.writeUInt16BE(checksum(packet), 2);
  return packet;
}

/** An echo reply with a whole token; null for anything else. */
export function decodeEchoReply(
  family: IpFamily,
  packet: Buffer,
): (SeenEcho & { readonly token: string }) | null {
  const seen = decode(packet, TYPES[family].reply);
  return seen === null || seen.token === null ? null : { ...seen, token: seen.token };
}

/** The request that an ICMP error quotes, which may be cut after its first 8 bytes (RFC 792). */
export function decodeQuotedRequest(family: IpFamily, packet: Buffer): SeenEcho | null {
  return decode(packet, TYPES[family].request);
}

function decode(packet: Buffer, type: number): SeenEcho | null {
  if (packet.length < HEADER_BYTES) return null;
  if (packet.readUInt8(0) !== type || packet.readUInt8(1) !== 0) return null;
  const end = HEADER_BYTES + TOKEN_BYTES;
  return {
    identifier: packet.readUInt16BE(4),
    sequence: packet.readUInt16BE(6),
    token: packet.length < end ? null : packet.toString('hex', HEADER_BYTES, end),
  };
}

/** What follows the IPv4 header that raw sockets deliver (RFC 791 3.1); null if there is none. */
export function withoutIpv4Header(datagram: Buffer): Buffer | null {
  if (datagram.length < MIN_IPV4_HEADER_BYTES) return null;
  const first = datagram.readUInt8(0);
  const length = (first & 0x0f) * 4;
  if (first >> 4 !== 4 || length < MIN_IPV4_HEADER_BYTES || length > datagram.length) return null;
  return datagram.readUInt8(9) === ICMP_PROTOCOL ? datagram.subarray(length) : null;
}

/** The Internet checksum (RFC 1071) of an even number of bytes. */
export function checksum(bytes: Buffer): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 2) sum += bytes.readUInt16BE(at);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}
