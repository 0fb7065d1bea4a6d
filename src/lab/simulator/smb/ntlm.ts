import { randomBytes } from 'node:crypto';
import { Malformed, Reader, fileTime, u16, u32, u8, utf16, zeros } from '../wire.ts';
import type { ComputerIdentity } from './identity.ts';

const MESSAGE = { negotiate: 1, challenge: 2, authenticate: 3 } as const;

/** NegotiateFlags (MS-NLMP 2.2.2.5). */
const FLAG = {
  unicode: 0x0000_0001,
  oem: 0x0000_0002,
  requestTarget: 0x0000_0004,
  sign: 0x0000_0010,
  seal: 0x0000_0020,
  ntlm: 0x0000_0200,
  alwaysSign: 0x0000_8000,
  targetTypeDomain: 0x0001_0000,
  extendedSessionSecurity: 0x0008_0000,
  targetInfo: 0x0080_0000,
  version: 0x0200_0000,
  encryption128: 0x2000_0000,
  keyExchange: 0x4000_0000,
  encryption56: 0x8000_0000,
} as const;

/** What a server grants where the client asks for it. */
const GRANTED =
  FLAG.unicode |
  FLAG.requestTarget |
  FLAG.sign |
  FLAG.seal |
  FLAG.ntlm |
  FLAG.alwaysSign |
  FLAG.extendedSessionSecurity |
  FLAG.version |
  FLAG.encryption128 |
  FLAG.keyExchange |
  FLAG.encryption56;

/** AvId of an AV_PAIR (MS-NLMP 2.2.2.1). */
const AV = {
  end: 0,
  netbiosComputerName: 1,
  netbiosDomainName: 2,
  dnsComputerName: 3,
  dnsDomainName: 4,
  timestamp: 7,
} as const;

const CHALLENGE_HEADER_BYTES = 56;
/** Windows 10.0.19041, NTLM revision 15 (MS-NLMP 2.2.2.10). */
const VERSION = Buffer.from('0a00614a0000000f', 'hex');

/** A client's NTLM message, as far as the challenge depends on it. */
export type NtlmMessage =
  { readonly kind: 'negotiate'; readonly flags: number } | { readonly kind: 'authenticate' };

/** Reads NEGOTIATE_MESSAGE or AUTHENTICATE_MESSAGE (MS-NLMP 2.2.1.1, 2.2.1.3). */
export function readNtlm(token: Buffer): NtlmMessage {
  const reader = new Reader(token).skip(8);
  switch (reader.u32()) {
    case MESSAGE.negotiate: {
      const flags = reader.u32();
      // MS-NLMP 3.2.5.1.1: a client must speak Unicode or OEM.
      if ((flags & (FLAG.unicode | FLAG.oem)) === 0) throw new Malformed('NTLM character set');
      return { kind: 'negotiate', flags };
    }
    case MESSAGE.authenticate:
      return { kind: 'authenticate' };
    default:
      throw new Malformed('NTLM message type');
  }
}

/**
 * CHALLENGE_MESSAGE (MS-NLMP 2.2.1.2).
 * @param clientFlags the flags of the client's NEGOTIATE_MESSAGE
 * @param identity null for a server that gives no name
 * @param time the server's clock, milliseconds since 1970
 */
export function ntlmChallenge(
  clientFlags: number,
  identity: ComputerIdentity | null,
  time: number,
): Buffer {
  const unicode = (clientFlags & FLAG.unicode) !== 0;
  const name = identity?.netbiosDomainName ?? '';
  const targetName = unicode ? utf16(name) : Buffer.from(name, 'latin1');
  const targetInfo = Buffer.concat([
    ...(identity ? namePairs(identity) : []),
    avPair(AV.timestamp, fileTime(time)),
    avPair(AV.end, zeros(0)),
  ]);
  const flags =
    (clientFlags & GRANTED) |
    (unicode ? 0 : FLAG.oem) |
    FLAG.targetInfo |
    (identity ? FLAG.targetTypeDomain : 0);
  return Buffer.concat([
    Buffer.from('NTLMSSP\0', 'latin1'),
    u32(MESSAGE.challenge),
    payloadField(targetName.length, CHALLENGE_HEADER_BYTES),
    u32(flags >>> 0),
    randomBytes(8),
    zeros(8),
    payloadField(targetInfo.length, CHALLENGE_HEADER_BYTES + targetName.length),
    (flags & FLAG.version) === 0 ? zeros(8) : VERSION,
    targetName,
    targetInfo,
  ]);
}

const payloadField = (length: number, offset: number): Buffer =>
  Buffer.concat([u16(length), u16(length), u32(offset)]);

/** In the order in which Windows lists them. */
const namePairs = (identity: ComputerIdentity): readonly Buffer[] => [
  avPair(AV.netbiosDomainName, utf16(identity.netbiosDomainName)),
  avPair(AV.netbiosComputerName, utf16(identity.netbiosComputerName)),
  avPair(AV.dnsDomainName, utf16(identity.dnsDomainName)),
  avPair(AV.dnsComputerName, utf16(identity.dnsComputerName)),
];

const avPair = (id: number, value: Buffer): Buffer =>
  Buffer.concat([u8(id), u8(0), u16(value.length), value]);
