import net from 'node:net';
import os from 'node:os';
import ipaddr from 'ipaddr.js';
import { type IpFamily, familyOfAddress } from '../sender.ts';

/** `AF_INET` and `AF_INET6` of Linux. */
export const ADDRESS_FAMILIES = { 4: 2, 6: 10 } as const satisfies Record<IpFamily, number>;

const IPV4 = { bytes: 16, addressAt: 4, addressBytes: 4 } as const;
const IPV6 = { bytes: 28, addressAt: 8, addressBytes: 16, scopeAt: 24 } as const;

/** The `sockaddr_in` or `sockaddr_in6` of a literal, port 0; null for an unknown zone. */
export function encodeSocketAddress(address: string): Buffer | null {
  const family = familyOfAddress(address);
  if (family === null) return null;
  const layout = family === 4 ? IPV4 : IPV6;
  const encoded = Buffer.alloc(layout.bytes);
  writeNative16(encoded, ADDRESS_FAMILIES[family], 0);
  const [literal = '', zone] = address.split('%');
  encoded.set(ipaddr.parse(literal).toByteArray(), layout.addressAt);
  if (zone === undefined) return encoded;
  const index = indexOfZone(zone);
  if (index === null) return null;
  writeNative32(encoded, index, IPV6.scopeAt);
  return encoded;
}

/** The address in a `sockaddr` as a key: its bytes, without the zone; null if it is too short. */
export function keyOfSocketAddress(socketAddress: Buffer): string | null {
  if (socketAddress.length < IPV4.bytes) return null;
  const family = readNative16(socketAddress, 0);
  const layout =
    family === ADDRESS_FAMILIES[4] ? IPV4 : family === ADDRESS_FAMILIES[6] ? IPV6 : null;
  if (layout === null || socketAddress.length < layout.bytes) return null;
  const { addressAt, addressBytes } = layout;
  return socketAddress.toString('hex', addressAt, addressAt + addressBytes);
}

/** The address in a `sockaddr` as text; null if it has none. */
export function addressText(socketAddress: Buffer): string | null {
  const key = keyOfSocketAddress(socketAddress);
  return key === null ? null : ipaddr.fromByteArray([...Buffer.from(key, 'hex')]).toString();
}

/** An address as the system writes it, without the zone. */
export function canonicalAddress(address: string): string {
  if (!address.includes(':')) return address;
  const [literal = ''] = address.split('%');
  return new net.SocketAddress({ address: literal, family: 'ipv6' }).address;
}

/** The index of an interface, from its name or its number (RFC 4007 11.2). */
function indexOfZone(zone: string): number | null {
  if (/^[1-9]\d{0,8}$/u.test(zone)) return Number(zone);
  for (const entry of interfaces()[zone] ?? []) {
    if (entry.family === 'IPv6' && entry.scopeid > 0) return entry.scopeid;
  }
  return null;
}

/** Empty if the system can't list them because it has no file descriptor left. */
function interfaces(): ReturnType<typeof os.networkInterfaces> {
  try {
    return os.networkInterfaces();
  } catch {
    return {};
  }
}

const isLittleEndian = os.endianness() === 'LE';

function writeNative16(into: Buffer, value: number, at: number): void {
  if (isLittleEndian) into.writeUInt16LE(value, at);
  else into.writeUInt16BE(value, at);
}

export function writeNative32(into: Buffer, value: number, at: number): void {
  if (isLittleEndian) into.writeUInt32LE(value, at);
  else into.writeUInt32BE(value, at);
}

function readNative16(from: Buffer, at: number): number {
  return isLittleEndian ? from.readUInt16LE(at) : from.readUInt16BE(at);
}

export function readNative32(from: Buffer, at: number): number {
  return isLittleEndian ? from.readUInt32LE(at) : from.readUInt32BE(at);
}
